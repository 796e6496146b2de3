"""Texts as people read them, and numbers, money, units and days as people write them."""
