"""Reminding: what comes due for somebody or something, told at the right hour in everybody's own zone."""
