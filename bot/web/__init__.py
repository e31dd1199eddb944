"""Puts a bot in front of readers: the page, the reading view and the HTTP API, each in a room of its own.

In: an archive, opened, as a Bot.
Out: a FastAPI app (bot.web.server.create_app).
May import: bot and what bot may import; of its rooms, http imports none, then come service, api, page and access.
workers stands beside them: app.py puts its processes where the Bot would be.
"""
