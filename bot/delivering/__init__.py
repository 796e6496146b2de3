"""Delivering: collection points with hours, drivers with their runs, lists for packing."""

from bot.feature import Feature
from bot.points import store as points

FEATURE = Feature("delivering", tables=points.TABLES)
