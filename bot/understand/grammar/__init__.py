"""What a sentence's grammar says: who does what to whom, whether it is denied, and what belongs to what.

In: plain sentences in English.
Out: their trees and clauses.
May import: corpus, index and bot.languages.en.
"""
