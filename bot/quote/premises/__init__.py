"""What a question takes for granted, held against the sentences that may answer it.

In: a question and the candidates for its quotation.
Out: which claims the archive bears out or contradicts, and the quotation that decides.
May import: corpus, index and the rest of bot but the rooms that serve.
"""
