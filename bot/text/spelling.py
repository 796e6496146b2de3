"""One spelling for what keyboards write in many: scripts, digits, accents, habits."""

import re
import unicodedata
from functools import cache

from bot.text.digits import ascii_digits

STRANGE = "¤"  # stands for signs that change a number's meaning; nothing reads it

_ARABIC = str.maketrans(
    {"ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ہ": "ه", "ء": "", "ـ": "", "،": ",", "؛": ";"}
)
_HINDI = str.maketrans({"ँ": "ं", "ी": "ि", "ई": "इ", "ऊ": "उ", "ू": "ु", "ॉ": "ा", "ः": "", "।": "."})
_HINDI_NASAL = re.compile("[ङञणनम]्(?=[क-ढतथदधप-भ])")
_HINDI_END = re.compile(r"ं(?![\u0900-\u097f])")
_TRADITIONAL = (
    "萬万兩两個个塊块錢钱買买賣卖頭头隻只條条顆颗籃篮蘋苹馬马鈴铃雞鸡蘿萝蔔卜豬猪魚鱼葉叶蔥葱薑姜棗枣蘆芦筍笋麥麦"
    "穀谷綠绿紅红黃黄鴨鸭鵝鹅點点億亿貳贰陸陆參叁週周後后過过號号來来幾几噸吨畝亩盤盘價价單单絲丝蓮莲乾干鹽盐糧粮"
    "麵面蕎荞東东採采購购這这禮礼會会嗎吗誰谁還还與与兒儿開开時时間间農农產产鮮鲜種种樹树檸柠楊杨獼猕鳳凤龍龙槤莲"
    "貨货總总約约將将從从給给臺台養养韭韭薺荠茲兹豐丰達达發发無无說说現现較较據据張张場场車车軟软輕轻邊边運运進进"
    "陳陈雙双離离難难電电題题願愿風风飯饭館馆歲岁歡欢氣气漢汉滿满瀘泸燈灯爐炉爾尔牆墙獲获瑪玛畫画異异當当瘋疯療疗"
    "眾众確确禍祸稱称積积穩稳窮穷節节範范築筑糶粜紙纸細细終终組组經经綜综維维網网緊紧線线練练縣县縮缩繼继續续聯联"
)
_TO_SIMPLIFIED = str.maketrans(dict(zip(_TRADITIONAL[::2], _TRADITIONAL[1::2], strict=True)))
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])['’‘ʼʻ`´](?=[^\W\d_])")
_HYPHEN = re.compile(r"(?<=[^\W\d_])\s?[-‐‑–_]\s?(?=[^\W\d_])")


def fold(text: str) -> str:
    """Give the one form that all readers compare; cut the text to a sane length before."""
    if not text.isascii():
        text = _unscript(text)
    text = _APOSTROPHE.sub("", text.casefold())
    return _HYPHEN.sub(" ", text)


def _unscript(text: str) -> str:
    text = ascii_digits("".join(map(_safe, text)))
    text = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text))
    text = unicodedata.normalize("NFC", "".join(map(_bare, text)).casefold())
    text = text.translate(_ARABIC).translate(_TO_SIMPLIFIED)
    return _hindi(text) if any("\u0900" <= char <= "\u097f" for char in text) else text


@cache
def _safe(char: str) -> str:
    """Keep compatibility forms from gluing onto a number: 2½ is not 21/2, 2² is not 22."""
    form = unicodedata.decomposition(char)
    if form.startswith("<fraction>"):
        return f" {unicodedata.normalize('NFKC', char).replace(chr(0x2044), '/')} "
    return STRANGE if form.startswith(("<super>", "<sub>")) else char


@cache
def _bare(char: str) -> str:
    """Drop accents, vowel signs that people leave out, and invisible signs; blank emoji."""
    kind = unicodedata.category(char)
    if kind in {"Cf", "Me"} or "\ufe00" <= char <= "\ufe0f" or char == "़":
        return ""
    if kind == "Mn" and (char < "\u0370" or "\u0610" <= char <= "\u06ed"):
        return ""
    if kind in {"So", "Sk", "Zs", "Cc", "Zl", "Zp"}:
        return " "
    return char


def _hindi(text: str) -> str:
    text = _HINDI_NASAL.sub("ं", text.translate(_HINDI).replace("ये", "ए"))
    return _HINDI_END.sub("", text)
