"""Trusting: what people say of each other after a trade, and what is known of them."""
