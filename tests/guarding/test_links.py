"""Links are judged by their spelling alone."""

import pytest

from bot.guarding import links


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("see https://www.safaricom.co.ke/mpesa now", "safaricom.co.ke"),
        ("m-pesa.co.ke.verify-login.xyz", "verify-login.xyz"),
        ("http://41.89.2.7/pay", "41.89.2.7"),
        ("go to hxxp://pay[.]example[.]com/x", "example.com"),
        ("bit.ly/3abc", "bit.ly"),
    ],
)
def test_the_registered_domain_is_named(text: str, domain: str) -> None:
    assert [link.domain for link in links.find(text)] == [domain]


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("m-pesa.co.ke.verify-login.xyz", links.RISKY),
        ("https://safar1com.com/login", links.ALIKE),
        ("https://ѕаfаricom.com", links.ODD),
        ("http://xn--80ak6aa92e.com", links.ODD),
        ("bit.ly/3abc", links.SHORT),
        ("http://shop.example.com/orders.apk", links.FILE),
        ("http://41.89.2.7/pay", links.NUMBER),
        ("wa.me/254700000000", links.CHAT),
        ("https://safaricom.co.ke@evil.example.com/x", links.AT),
        ("https://a.b.c.d.e.example.com/", links.DEEP),
    ],
)
def test_what_is_odd_about_a_link_is_named(text: str, sign: str) -> None:
    (link,) = links.find(text)
    assert sign in link.signs


def test_a_known_house_is_known() -> None:
    (link,) = links.find("https://www.safaricom.co.ke/")
    assert link.signs == {links.KNOWN}


def test_the_brand_a_link_imitates_is_named() -> None:
    (link,) = links.find("https://paytm-kyc.top/verify")
    assert (link.brand, links.ALIKE in link.signs) == ("paytm", True)


@pytest.mark.parametrize(
    "text", ["3.50/kg", "10.5 kg", "ok.thanks", "Mr.John", "12.30-13.00", "no.Thank you", "..."]
)
def test_prices_and_full_stops_are_no_links(text: str) -> None:
    assert links.find(text) == ()
