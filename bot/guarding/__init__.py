"""Guarding: judges what strangers write to each other, in any language, without a network."""
