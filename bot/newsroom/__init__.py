"""What a newsroom does with many questions at once: it answers a sheet of them, and sees how well.

In: a sheet of questions, and a bot.
Out: a sheet of answers, or a scorecard with its report and its comparison.
May import: corpus, index and the top of bot.
"""
