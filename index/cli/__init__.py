"""The archive's commands, a file a group of them; `python -m index` and the console command only call them.

In: what somebody typed.
Out: lines on standard output and standard error, and an exit status.
May import: corpus and every other room of index.
"""
