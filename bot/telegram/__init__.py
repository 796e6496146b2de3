"""The only package that knows the Bot API."""
