"""The archive for programs that speak NLWeb: `ask` over HTTP, and as a tool of the Model Context Protocol.

In: query, context, prefer and meta, as the protocol has them.
Out: an answer of schema.org objects with their grounding, a question back, or an honest failure.
May import: corpus, index, the top of bot, and the rooms of bot.web with the API, its limits, the desk and MCP's tools.
"""
