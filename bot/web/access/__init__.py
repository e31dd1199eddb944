"""Who may come in: sign-in, sessions, attempts, passwords, names from a proxy.

In: requests.
Out: a reader's name, or a refusal.
May import: corpus, bot.web.http, bot.web.service and bot.web.page.
"""
