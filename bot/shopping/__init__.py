"""Shopping: a basket over several farmers, orders that come again, and ordering the same once more."""
