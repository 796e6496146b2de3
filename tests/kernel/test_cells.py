"""No point within a distance lies outside the cells listed for it, anywhere on earth."""

from math import asin, atan2, cos, degrees, pi, radians, sin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.kernel.cells import COARSE, FINE, cell_at, cells_within

EARTH_KM = 6371.0


def reach(latitude: float, longitude: float, km: float, bearing: float) -> tuple[float, float]:
    """Go so far in a direction, over the sphere."""
    north, far = radians(latitude), km / EARTH_KM
    end = asin(sin(north) * cos(far) + cos(north) * sin(far) * cos(bearing))
    east = atan2(sin(bearing) * sin(far) * cos(north), cos(far) - sin(north) * sin(end))
    return degrees(end), (longitude + degrees(east) + 180) % 360 - 180


@settings(max_examples=150, deadline=None)
@given(
    st.integers(-60_000, 60_000),
    st.integers(-180_000, 179_999),
    st.sampled_from([(5, FINE), (15, FINE), (30, FINE), (60, FINE), (60, COARSE), (200, COARSE)]),
    st.floats(0, 2 * pi),
    st.floats(0, 1),
)
def test_no_point_near_by_is_missed(
    north: int, east: int, wide: tuple[int, int], bearing: float, part: float
) -> None:
    km, resolution = wide
    latitude, longitude = reach(north / 1000, east / 1000, km * part, bearing)
    there = cell_at(round(latitude * 1e6), round(longitude * 1e6), resolution)
    assert there in cells_within(north * 1000, east * 1000, km, resolution)


@pytest.mark.parametrize(
    ("km", "resolution", "most"), [(30, FINE, 9), (60, FINE, 19), (200, COARSE, 26)]
)
def test_few_cells_cover_a_distance(km: int, resolution: int, most: int) -> None:
    cells = cells_within(-717_000, 36_430_000, km, resolution)
    assert 1 < len(cells) <= most
    assert len(set(cells)) == len(cells)
    assert cells[0] == cell_at(-717_000, 36_430_000, resolution)
    assert all(0 < cell < 2**63 for cell in cells)
