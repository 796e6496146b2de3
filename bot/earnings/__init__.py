"""Earnings: the weekly note to each farmer, and the village board."""
