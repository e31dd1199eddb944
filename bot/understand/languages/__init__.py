"""Which language a question is in, and what is understood of it by that language's words.

In: a question, what was asked before, and the languages of the archive.
Out: a Language, which knows the kind of answer that is asked for, names, times, follow-ups, small talk, and replies.
May import: bot.understand and the rooms of bot.languages.
"""
