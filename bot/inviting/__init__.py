"""Inviting: a farmer's own link and code, and who came through whom."""
