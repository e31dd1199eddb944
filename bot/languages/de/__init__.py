"""The words of German.

In: nothing.
Out: a room.
May import: bot.languages.
"""
