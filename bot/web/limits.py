"""How much a reader may send."""

MAX_QUESTION = 2_000       # characters
MAX_TURNS = 20             # of a conversation, the last ones
MAX_ANSWER = 20_000        # characters of one past answer
MAX_HITS = 50              # of one search
MAX_NAMES = 50             # sections, authors, ... of one filter
MAX_NAME = 200             # characters of each
MAX_BODY_BYTES = 4 * 1024 * 1024   # twenty full turns in a script of three bytes a character are 1.4 MB
