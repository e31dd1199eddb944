"""`python -m bot`: a question, or a command about readers."""

import sys

from bot.cli.commands import main

if __name__ == "__main__":
    main(sys.argv[1:])
