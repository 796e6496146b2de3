"""Selling: a farmer lists produce, and keeps the listing true."""
