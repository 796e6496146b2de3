"""The conversation engine: questions as tables, pure and without a stored position."""
