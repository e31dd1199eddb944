"""What is known of a passage's sentences whatever is asked.

In: passages of articles.
Out: facts of them and of their sentences, remembered within a bound and forgotten with every withdrawal.
May import: index, bot.quote, bot.understand, bot.verify and bot.understand.grammar's memory.
"""
