"""Delivering: collection points with hours, drivers with their runs, lists for packing."""
