"""The bot's commands, a file a group of them; `python -m bot` and the console command only call them.

In: what somebody typed.
Out: lines on standard output and standard error, and an exit status.
May import: corpus, index and every other room of bot.
"""
