"""Trains the guard's model and says how good it is: `python -m scripts.guard`."""
