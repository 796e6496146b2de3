"""A Bot API server on loopback with a small API for its people: the bot meets it over real HTTP."""

from bot.sandbox.app import build
from bot.sandbox.serving import Server, serve
from bot.sandbox.world import Sandbox

__all__ = ["Sandbox", "Server", "build", "serve"]
