"""Relaying: buyer and farmer talk about an order through the bot, their numbers hidden."""
