"""A pasted list is read as people write such lists."""

import pytest

from bot.bulletins.pasted import read_list


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("@amina_farm @joe_b", ["name", "name"]),
        ("https://t.me/amina_farm", ["name"]),
        ("0700 123 456\n+254 711-222-333", ["phone", "phone"]),
        ("٠٧٠٠١٢٣٤٥٦", ["phone"]),
        ("47-208, 47-209", ["order", "order"]),
        ("#12;#12;#13", ["offer", "offer"]),
        ('"@amina_farm","0700123456"', ["name", "phone"]),
        ("Amina of Karai", ["unknown"]),
        (" \n,", []),
    ],
)
def test_each_entry_is_read_for_what_it_can_name(text: str, kinds: list[str]) -> None:
    assert [each.kind for each in read_list(text)] == kinds
