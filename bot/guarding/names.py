"""Names nobody may trade under: those that reach out, or pass for staff, a bank or an office."""

import csv
import re
import unicodedata
from functools import cache
from importlib import resources
from itertools import pairwise

from rapidfuzz.distance import OSA

from bot.guarding.mask import mask
from bot.kernel.spelling import in_latin

LETTERS, CONTACT, STAFF, BRAND = "letters", "contact", "staff", "brand"
FAULTS = (LETTERS, CONTACT, STAFF, BRAND)

_REACH = re.compile(
    r"[@＠]|://|\bwww\.|\bt\.me\b|\w\.(?:com|org|net|info|link|shop)\b", re.IGNORECASE
)
_DIGITS_OF_A_PHONE = 6
_NO_YEAR = 0  # a name has no dates in it
_WORD = re.compile(r"[^\W_]+")
_RUN = re.compile(r"(.)\1+")
_LEET = str.maketrans("013457$", "oieasts")
_LIKELY_TYPED = 7  # letters from which one slip makes no other word

# Words that make somebody look like the market's own staff, in any of the languages.
_STAFF_WORDS = (
    *("admin", "admins", "administrator", "moderator", "staff", "support", "helpdesk", "help desk"),
    *("official", "bot", "farmgate", "telegram", "system", "service", "customer care", "agent"),
    *("soporte", "administrador", "moderador", "oficial", "servicio al cliente", "ayuda"),
    *("msimamizi", "msaada", "huduma kwa wateja", "wakala", "एडमिन", "सहायता", "ग्राहक सेवा"),
    *("مشرف", "الدعم", "ادمن", "خدمة العملاء", "الدعم الفني"),
)
# Words of offices and banks, whose names are no person's.
_OFFICE_WORDS = (
    *("bank", "police", "ministry", "government", "customs", "benki", "polisi", "serikali"),
    *("banco", "policia", "gobierno", "ministerio", "बैंक", "पुलिस", "मंत्रालय"),
    *("بنك", "البنك", "مصرف", "الشرطة", "الحكومة", "وزارة"),
)
_STAFF_ZH = ("客服", "管理员", "管理員", "官方", "工作人员", "机器人", "系统")
_OFFICE_ZH = ("银行", "警察", "公安", "政府", "支付宝", "微信")
_HOUSE = ("farmgate", "telegram")
# Brands that are also what people and places are called: alone they are somebody's name.
_COMMON = frozenset(
    ("orange", "equity", "kisan", "fawry", "barid", "pichincha", "absher", "amazon", "twiga")
)
_LONG = 5  # letters from which a brand's name is nobody's initials


def find_fault(name: str) -> str | None:
    """Say by a word of FAULTS why nobody may be called this; None for a good name."""
    if not any(unicodedata.category(char)[0] == "L" for char in name):
        return LETTERS
    if _reaches_out(name):
        return CONTACT
    plain = _readings(name)
    if _passes_for(name, plain, _staff(), _STAFF_ZH) or _names_house(name):
        return STAFF
    if _passes_for(name, plain, _offices(), _OFFICE_ZH) or plain & _brands():
        return BRAND
    return None


def _reaches_out(name: str) -> bool:
    digits = sum(unicodedata.decimal(char, None) is not None for char in name)
    is_reach = _REACH.search(name) is not None or digits >= _DIGITS_OF_A_PHONE
    return is_reach or mask(name, _NO_YEAR).hidden


def _passes_for(
    name: str, plain: frozenset[str], words: frozenset[str], zh: tuple[str, ...]
) -> bool:
    return bool(plain & words) or any(each in name for each in zh) or _is_slip(plain, words)


def _is_slip(plain: frozenset[str], words: frozenset[str]) -> bool:
    """Whether a word is one slip away from a long one: "Suport", "Farmgatte"."""
    return any(
        OSA.distance(mine, word, score_cutoff=1) <= 1
        for mine in plain
        for word in words
        if min(len(mine), len(word)) >= _LIKELY_TYPED - 1 and len(word) >= _LIKELY_TYPED
    )


def _names_house(name: str) -> bool:
    whole = _plain(name)
    return any(_squeeze(own) in whole for own in _HOUSE)


def _readings(name: str) -> frozenset[str]:
    """Give the words of a name, each two together, and all of it, as they would be read."""
    words = [_plain(word) for word in _WORD.findall(unicodedata.normalize("NFKC", name))]
    pairs = (one + other for one, other in pairwise(words))
    return frozenset(each for each in (*words, *pairs, _plain(name)) if each)


def _plain(text: str) -> str:
    """Undo letters of other scripts, digits and repeated letters that only look like a word's own."""
    latin = in_latin(unicodedata.normalize("NFKC", text)).rstrip("0123456789")
    return _squeeze(latin.translate(_LEET))


def _squeeze(word: str) -> str:
    """Undo doubled letters in words long enough to stay themselves."""
    return _RUN.sub(r"\1", word).replace("rn", "m") if len(word) >= _LONG else word


@cache
def _staff() -> frozenset[str]:
    return frozenset(map(_plain, _STAFF_WORDS))


@cache
def _offices() -> frozenset[str]:
    return frozenset(map(_plain, _OFFICE_WORDS))


@cache
def _brands() -> frozenset[str]:
    """List what brands are called that no person is; the short ones only together with an office."""
    text = resources.files("bot.guarding").joinpath("tables/brands.csv").read_text("utf-8")
    names = [row["name"] for row in csv.DictReader(text.splitlines())]
    alone = {name for name in names if len(name) >= _LONG and name not in _COMMON}
    ends = ("bank", "pay", "money", "care", "support", "agent", "official")
    made = {f"{name}{end}" for name in names for end in ends}
    return frozenset(_squeeze(name) for name in alone | made)
