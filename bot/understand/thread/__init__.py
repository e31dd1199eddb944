"""Says from a follow-up's words alone how it goes on: what opens it, what it leaves out, whom it speaks of as many.

In: what a reader typed.
Out: its parts and its forms, which the conversation fills.
May import: bot.languages.
"""
