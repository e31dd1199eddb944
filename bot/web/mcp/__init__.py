"""The archive for programs that speak the Model Context Protocol: tools and resources, over a pipe or over HTTP.

In: calls of a client, as the official package reads them.
Out: answers, passages and articles with their citations; a refusal in one sentence.
May import: corpus, index, the top of bot, and the rooms of bot.web that hold the API, its limits and the desk.
"""
