"""The words of French.

In: nothing.
Out: a room.
May import: bot.languages.
"""
