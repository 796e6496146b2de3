"""Links in a message, judged by their spelling alone: nothing is opened and nothing looked up."""

import csv
import ipaddress
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from publicsuffixlist import PublicSuffixList
from rapidfuzz.distance import OSA

from bot.guarding import plain

# What a brand's name or a word may stand for is a table; what a link shows is named here.
ALIKE, ODD, SHORT, FILE, NUMBER, RISKY, CHAT, AT, DEEP, LURE, KNOWN = (
    "alike",
    "odd",
    "short",
    "file",
    "number",
    "risky",
    "chat",
    "at",
    "deep",
    "lure",
    "known",
)
_SCHEME = r"(?:h(?:tt|xx)ps?|ftp)\s?:\s?//"
_HOST = r"(?:[\w-]{1,63}\.){1,8}[^\W\d_][\w-]{1,23}"
_IP = r"\d{1,3}(?:\.\d{1,3}){3}"
_FOUND = re.compile(
    rf"(?P<full>{_SCHEME}[^\s<>\"]{{3,500}})"
    rf"|(?<![\w@.-])(?P<bare>(?:{_HOST}|{_IP}(?=[:/]))(?::\d{{2,5}})?(?:/[^\s<>\"]{{0,500}})?)(?![\w@])",
    re.IGNORECASE,
)
_DOT = re.compile(r"\s?[\[({]\s?(?:\.|dot)\s?[\])}]\s?|(?<=\w)\s(?:dot)\s(?=\w)", re.IGNORECASE)
_RISKY = frozenset(
    [
        "top",
        "xyz",
        "icu",
        "click",
        "club",
        "live",
        "buzz",
        "rest",
        "cam",
        "monster",
        "quest",
        "sbs",
        "cfd",
        "bond",
        "lol",
        "shop",
        "vip",
        "win",
        "bid",
        "loan",
        "work",
        "cyou",
        "gq",
        "cf",
        "tk",
        "ml",
        "ga",
        "zip",
        "mov",
        "fun",
        "life",
        "pro",
        "info",
        "online",
        "site",
        "website",
        "space",
        "store",
    ]
)
_SHORT = frozenset(
    [
        "bit.ly",
        "tinyurl.com",
        "t.co",
        "goo.gl",
        "is.gd",
        "cutt.ly",
        "rb.gy",
        "shorturl.at",
        "ow.ly",
        "rebrand.ly",
        "t.ly",
        "v.gd",
        "tiny.cc",
        "s.id",
        "dwz.cn",
        "url.cn",
        "t.cn",
        "suo.im",
        "surl.li",
        "lnkd.in",
        "bl.ink",
        "urlz.fr",
        "shrtco.de",
    ]
)
_CHAT = frozenset(
    ["wa.me", "t.me", "telegram.me", "chat.whatsapp.com", "api.whatsapp.com", "m.me", "signal.me"]
)
_LURE = re.compile(
    r"log-?in|sign-?in|verif|claim|reward|prize|gift|bonus|secure|update|kyc|unlock|wallet|confirm|free|promo|loan|grant|account|support|refund|pay"
)
_FILE = re.compile(r"\.(?:apk|xapk|apks|exe|scr|jar|vbs|msi)(?:$|[?#/])")
# What in a text only looks like a host: "3.50/kg", "no.Thanks".
_COMMON = 2


@dataclass(frozen=True, slots=True)
class Link:
    """A link as written, the domain somebody registered, what it shows, the brand it imitates."""

    text: str
    domain: str
    signs: frozenset[str]
    brand: str = ""


def find(text: str, most: int = 20) -> tuple[Link, ...]:
    """Find the links of a message and judge each by its spelling."""
    shown = _DOT.sub(".", text[: plain.LONGEST])
    found = (_judge(match[0]) for match in _FOUND.finditer(shown))
    judged = (link for _, link in zip(range(most * 3), found, strict=False) if link)
    return tuple(link for _, link in zip(range(most), judged, strict=False))


def _judge(text: str) -> Link | None:
    host, path, user = _split(text)
    domain = _domain(host)
    if domain is None:
        return None
    signs, brand = set(_of_host(text, host, domain)), _imitated(host, domain)
    signs |= {AT} if user else set()
    signs |= {FILE} if _FILE.search(path.casefold()) else set()
    known = brand == "" and domain in _genuine()
    signs |= {ALIKE} if brand else set()
    signs |= {LURE} if not known and _LURE.search(f"{host}{path}".casefold()) else set()
    return Link(text, domain, frozenset({KNOWN} if known else signs), brand)


def _split(text: str) -> tuple[str, str, str]:
    """Give host, path and what stands before an @ in a link."""
    rest = re.sub(rf"^{_SCHEME}", "", text, flags=re.IGNORECASE)
    host, slash, path = rest.partition("/")
    host, mark, query = host.partition("?")
    user, at, host = host.rpartition("@")
    return host.casefold().split(":")[0].strip("."), slash + path + mark + query, user if at else ""


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


def _domain(host: str) -> str | None:
    """Give the part of a host somebody registered; None for what is no host."""
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        pass
    ascii_host = _in_ascii(host)
    ending = ascii_host.rpartition(".")[2]
    if not ending or not _suffixes().publicsuffix(ascii_host, accept_unknown=False):
        return None
    return _suffixes().privatesuffix(ascii_host) or ascii_host


def _in_ascii(host: str) -> str:
    try:
        return host.encode("idna").decode("ascii") if not host.isascii() else host
    except UnicodeError:
        return host


def _of_host(text: str, host: str, domain: str) -> list[str]:
    signs = []
    if domain.replace(".", "").isdecimal() or ":" in domain:
        signs.append(NUMBER)
    if not host.isascii() or "xn--" in host:
        signs.append(ODD)
    if domain in _SHORT:
        signs.append(SHORT)
    if domain in _CHAT or host in _CHAT:
        signs.append(CHAT)
    if domain.rpartition(".")[2] in _RISKY:
        signs.append(RISKY)
    if (
        host.count(".") > 3
        or host.count("-") > 2
        or re.search(r":\d{2,5}", text.rsplit("//", maxsplit=1)[-1])
    ):
        signs.append(DEEP)
    return signs


@cache
def _brands() -> tuple[tuple[str, frozenset[str]], ...]:
    text = resources.files("bot.guarding").joinpath("tables/brands.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return tuple((row["name"], frozenset(row["domains"].split())) for row in rows)


@cache
def _genuine() -> frozenset[str]:
    return frozenset(domain for _, domains in _brands() for domain in domains)


def _imitated(host: str, domain: str) -> str:
    """Name the brand whose name a strange host carries, or nearly carries."""
    if domain in _genuine() or any(domain.endswith(f".{each}") for each in ("gov", "edu")):
        return ""
    looks = plain.fold(plain.read(_from_ascii(host)).text)
    words = [word for word in re.split(r"[^a-z0-9]+", looks) if len(word) > 2]
    for name, domains in _brands():
        if domain not in domains and any(_is_near(word, name) for word in words):
            return name
    return ""


def _from_ascii(host: str) -> str:
    try:
        return host.encode("ascii").decode("idna") if "xn--" in host else host
    except UnicodeError:
        return host


def _is_near(word: str, name: str) -> bool:
    if word == name or (len(name) > 4 and name in word):
        return True
    slips = 1 if len(name) < 9 else 2
    return len(name) > 4 and OSA.distance(word, name, score_cutoff=slips) <= slips
