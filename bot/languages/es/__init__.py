"""The words of Spanish.

In: nothing.
Out: a room.
May import: bot.languages.
"""
