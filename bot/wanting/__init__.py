"""Wanting: what buyers look for, and large orders that several farmers fill together."""
