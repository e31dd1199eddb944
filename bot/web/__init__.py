"""Put a bot in front of readers: the page, the reading view and the HTTP API."""

from bot.web.server import create_app

__all__ = ["create_app"]
