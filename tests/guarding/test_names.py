"""What nobody may call themselves, however it is disguised, and what people are really called."""

import pytest

from bot.guarding.names import FAULTS, find_fault

_GOOD = (
    "Amina Wanjiru|Amin|Peter Odhiambo|राम लाल|किसान लाल|Kisan Lal|रमेश अधिकारी|Bimal Sarkar|مريم حسن"
    "|فوزي أمين|王小明|李银花|Juan Banderas|Otieno|Rose Agnes|Fawry Hassan|Grace Equity|Bo|O'Brien"
    "|Anna-Maria|Amina 🌽|Mama Boi|Baba Junior 2|Ernest|Arnold|Karne|Steward Kamau|Bott|Abbott"
    "|Mtn View|Orange Julius|Ayub|Polina|Ban Ki|Banke|Farm Gatura|Gate Farm|Amazonia Perez|J. R."
)
_BAD = {
    "staff": "Admin|ADMIN 1|админ|Аdmin|Farmgate support|F a r m g a t e|Fаrmgate|Farrngate|Farmgatte"
    "|Suport|Supp0rt|客服小李|एडमिन|الدعم الفني|Telegram Bot|Customer  Care|Wаkala|Soporte Técnico"
    "|Moderater|Oficial Farmgate|Ｆａｒｍｇａｔｅ",
    "brand": "M-Pesa|MPESA Juma|mpesa care|Safaricom|KCB Bank|Equity Bank|中国银行|بنك مصر|PayPal|paytm"
    "|Policía Nacional|Polisi|HDFC Bank|PhonePe|Banco Azteca|Alipay|支付宝|Amazon pay|Airtel Money",
    "contact": "@amina|Amina t.me/x|www.x.com|Juma 0712 345 678|seven zero seven one two three four five",
    "letters": "0712345678|🌽|12 34",
}


@pytest.mark.parametrize("name", _GOOD.split("|"))
def test_what_people_are_called_is_good(name: str) -> None:
    assert find_fault(name) is None


@pytest.mark.parametrize(
    ("name", "fault"), [(name, fault) for fault, names in _BAD.items() for name in names.split("|")]
)
def test_what_passes_for_somebody_else_is_refused(name: str, fault: str) -> None:
    assert fault in FAULTS
    assert find_fault(name) == fault
