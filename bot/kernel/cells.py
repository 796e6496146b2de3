"""Cells of the map (h3, as 64-bit numbers): which one a point lies in, which are near it."""

from functools import lru_cache
from math import ceil, cos, hypot, radians
from types import MappingProxyType

from h3.api import basic_int as h3

FINE, COARSE = 4, 3  # resolutions: cells about 45 and 120 km across

KM_OF_DEGREE = 111.195  # on a sphere of 6371 km
_E6 = 1_000_000
# By resolution, anywhere on earth: km from the middle of a cell to its furthest corner, and by
# how many each ring of cells around one lies further out than the ring before, at the least.
_REACH = MappingProxyType({FINE: 29.0, COARSE: 77.0})
_RING = MappingProxyType({FINE: 27.0, COARSE: 73.0})
_SLACK = 1.03  # the plain arithmetic of distances is as exact as that


def cell_at(lat_e6: int, lon_e6: int, resolution: int) -> int:
    """Give the cell around a point, given in millionths of a degree."""
    return int(h3.latlng_to_cell(lat_e6 / _E6, lon_e6 / _E6, resolution))


@lru_cache(maxsize=4096)
def cells_within(lat_e6: int, lon_e6: int, km: int, resolution: int) -> tuple[int, ...]:
    """Give every cell with a point not further than `km` in it, the nearest cells first."""
    far = km * _SLACK + _REACH[resolution]
    disk = h3.grid_disk(cell_at(lat_e6, lon_e6, resolution), ceil(far / _RING[resolution]))
    away = ((_km(lat_e6, lon_e6, *h3.cell_to_latlng(cell)), int(cell)) for cell in disk)
    return tuple(cell for apart, cell in sorted(away) if apart <= far)


def _km(lat_e6: int, lon_e6: int, latitude: float, longitude: float) -> float:
    north = latitude - lat_e6 / _E6
    # Across the date line the short way round counts.
    east = (longitude - lon_e6 / _E6 + 180) % 360 - 180
    between = radians((latitude + lat_e6 / _E6) / 2)
    return hypot(north, east * cos(between)) * KM_OF_DEGREE
