"""Values everybody shares: money, quantity, units, crops, places, days."""
