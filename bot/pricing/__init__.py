"""Pricing: what produce really sold for near by, and what it has to bring in."""
