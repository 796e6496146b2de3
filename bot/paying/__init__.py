"""Paying: invoices, refunds as a duty, and what a farmer is owed and has received."""
