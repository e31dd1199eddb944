"""What every request passes: limits, rates, headers, problems in words, metrics.

In: requests.
Out: requests that are allowed, or a refusal.
May import: corpus and bot.answer.
"""
