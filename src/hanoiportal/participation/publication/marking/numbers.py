"""Numbers that lead to a person: papers, telephones, accounts, plates, land, days of birth.

Each finder gives ``(start, end)`` of a text in NFC.
"""
from __future__ import annotations

import re
from collections.abc import Iterator

from .spelling import plain
from .wordlists import DIGITS

Span = tuple[int, int]
#: A run of digits, however they are parted; O and l stand for digits where people type so.
_RUN = re.compile(r'(?<![\w/])\+?\(?\+?\d(?:[ .\-–()\u00a0]{0,3}\d){7,18}(?![\d/])')
_SHORT = re.compile(r'(?<![\w/])\d(?:[ .\-]?\d){4,18}(?!\d)')
_BEFORE, _BEHIND = 48, 14
_PAPER = re.compile(
    r'cccd|can cuoc|cmnd|cmt\b|cmtnd|chung minh|dinh danh|ho chieu|passport|giay to|bhxh|bhyt|'
    r'bao hiem|ma so thue|mst|so the|bang lai|gplx')
_BANK = re.compile(r'tai khoan|stk|so tk|\btk\b|ngan hang|chuyen khoan|account')
_CALL = re.compile(r'dien thoai|sdt|\bdt\b|dtdd|di dong|zalo|goi|lien he|hotline|phone|tel\b|'
                   r'so may')
_MONEY_BEHIND = re.compile(
    r'\s*(?:dong|vnd|vnđ|d\b|ngan\b(?! hang)|nghin|trieu|ty\b|m2|m\b|ha\b|nguoi|usd|%|'
    r'ho dan|con\b)')
_MONEY = re.compile(r'[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?: \d{3})+')
_CODE_BEHIND = re.compile(r'\.?[a-z]\d{2}')
_DOSSIER = re.compile(r'\b\d{3}\.\d{2}\.\d{2}\.[a-z]\d{2}-\d{6}-\d{3,}')
_PASSPORT = re.compile(r'(?<!\w)[A-Z]\s?\d{7,8}(?!\w)')
_PASSPORT_SAID = re.compile(r'(?:ho chieu|passport)[^\d\n]{0,20}?\b([a-z]{1,2} ?\d{6,8})\b')
_EMAIL = re.compile(r'(?<![\w.+-])[\w.+-]{1,64}\s?@\s?[\w-]+(?:\s?\.\s?[\w-]+)+')
_EMAIL_SAID = re.compile(
    r'(?<![\w.+-])[\w.+-]{1,64}\s*(?:\(at\)|\[at\]|\ba ?cong\b|\bat\b)\s*'
    r'(?:gmail|yahoo|hotmail|outlook|icloud|[\w-]+)\s*(?:\.|\bcham\b|\bdot\b|\(dot\))\s*'
    r'(?:com|vn|net|org|edu)(?:\s*(?:\.|\bcham\b)\s*vn)?')
_ONLINE = re.compile(
    r'(?:https?://)?(?:www\.|m\.)?(?:facebook|fb|zalo|tiktok|instagram)\.(?:com|me)/[\w.?=/-]+')
_PLATE = re.compile(
    r'(?<![\w/.])(?:1[1-9]|[2-9]\d)\s?[-.]?\s?(?:[a-z]{1,2}|[a-z]\d)\s?[-. ]?\s?'
    r'(?:\d{3}[. ]?\d{2}|\d{4})(?![\w/])')
_PLATE_SAID = re.compile(
    r'(?:bien so|bien kiem soat|bks|bien xe|so xe)[^\d\n]{0,20}'
    r'(\d{2}\s?[-. ]?\s?[a-z]{1,2}\d?\s?[-. ]?\s?\d{3}[. ]?\d{0,2})(?!\w)')
_CERTIFICATE = re.compile(r'(?<!\w)[A-ZĐ]{2}\s?[- ]?\d{6,8}(?!\w)')
_CERTIFICATE_SAID = re.compile(
    r'(?:so do|so hong|gcn\w*|giay chung nhan|so vao so|vao so|so phat hanh|qsd\w*)'
    r'[^\d\n.;]{0,60}?(?:so|:)\s*:?\s*((?:[a-z]{1,3}[- ]?)?\d[\d.]{3,14}\d)')
_PLOT = re.compile(
    r'thua(?: dat)?(?: so)?\s*:?\s*\d+\w?(?:\s*[,;-]?\s*(?:thuoc |o )?to(?: ban do)?(?: so)?\s*:?'
    r'\s*\d+)?|to ban do(?: so)?\s*:?\s*\d+')
_DAY = (r'(?:\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?\d{2,4}|(?:ngay\s*)*\d{1,2}\s*thang\s*\d{1,2}'
        r'(?:\s*,?\s*nam\s*\d{4})?|thang\s*\d{1,2}\s*(?:nam|/)\s*\d{4}|\d{1,2}/\d{4}|(?:19|20)\d{2})')
_BIRTH = re.compile(
    rf'(?:\bsinh(?:\s*(?:ngay|nam|vao|thang|hom))*|\bngay\s*(?:thang\s*nam\s*)?sinh|'
    rf'\bnam\s*sinh|\bsn|\bd\.?o\.?b)\s*(?:la\b)?\s*[:.]?\s*(?:ngay\s*)?({_DAY})')
_SAID_DIGITS = re.compile(
    rf'\b(?:{"|".join(DIGITS)})(?:[\s,.-]+(?:{"|".join(DIGITS)})){{7,12}}\b')


def emails(text: str) -> Iterator[Span]:
    """Yield addresses of mail, also as people hide them, and of pages of people."""
    small = plain(text)
    for pattern in (_EMAIL, _EMAIL_SAID, _ONLINE):
        yield from (found.span() for found in pattern.finditer(small))


def land(text: str) -> Iterator[Span]:
    """Yield numbers of certificates of land use, of plots and maps."""
    small = plain(text)
    yield from (found.span(1) for found in _CERTIFICATE_SAID.finditer(small))
    yield from (found.span() for found in _PLOT.finditer(small))
    for found in _CERTIFICATE.finditer(text):
        if not _PAPER.search(small[max(0, found.start() - 30):found.start()]):
            yield found.span()


def accounts(text: str) -> Iterator[Span]:
    """Yield numbers of bank accounts: those that are said to be one."""
    small = plain(text)
    for found in _SHORT.finditer(text):
        before = small[max(0, found.start() - _BEFORE):found.start()]
        said = list(_BANK.finditer(before))
        if said and not _nearer(before, said[-1].start(), (_CALL, _PAPER)) and (
                not _MONEY_BEHIND.match(small[found.end():found.end() + _BEHIND])):
            yield found.span()


def births(text: str) -> Iterator[Span]:
    """Yield days and years of birth."""
    yield from (found.span(1) for found in _BIRTH.finditer(plain(text)))


def identities(text: str) -> Iterator[Span]:
    """Yield numbers of identity papers, insurance, taxes, passports and dossiers."""
    small = plain(text)
    yield from (found.span() for found in _DOSSIER.finditer(small))
    yield from (found.span() for found in _PASSPORT.finditer(text))
    yield from (found.span(1) for found in _PASSPORT_SAID.finditer(small))
    for span, digits, before in _runs(text, small):
        said = [found.start() for found in _PAPER.finditer(before)]
        is_said = said and not _nearer(before, said[-1], (_CALL,))
        looks_so = len(digits) == 9 or len(digits) == 12 and digits[0] == '0'
        if is_said or looks_so and not _CALL.search(before):
            yield span


def plates(text: str) -> Iterator[Span]:
    """Yield registration plates of cars and motor cycles."""
    small = plain(text)
    yield from (found.span(1) for found in _PLATE_SAID.finditer(small))
    for found in _PLATE.finditer(small):
        if text[found.start():found.end()].upper() == text[found.start():found.end()]:
            yield found.span()


def phones(text: str) -> Iterator[Span]:
    """Yield telephone numbers in all ways of writing, and every other long run of digits.

    Those that bodies announce, which begin with 1800 or 1900, are none.
    """
    for span, digits, _before in _runs(text, plain(text)):
        if not digits.startswith(('1800', '1900')):
            yield span


def spelled_phones(text: str) -> Iterator[Span]:
    """Yield telephone numbers whose digits are written as words."""
    yield from (found.span() for found in _SAID_DIGITS.finditer(plain(text)))


def _runs(text: str, small: str) -> Iterator[tuple[Span, str, str]]:
    """Yield span and digits of each long run that is no amount, and the text before it."""
    for found in _RUN.finditer(text):
        behind = small[found.end():found.end() + _BEHIND]
        if _is_amount(found.group(), behind) or _CODE_BEHIND.match(behind):
            continue
        digits = ''.join(filter(str.isdigit, found.group()))
        yield found.span(), digits, small[max(0, found.start() - _BEFORE):found.start()]


def _is_amount(written: str, behind: str) -> bool:
    return bool(_MONEY_BEHIND.match(behind)) or bool(
        _MONEY.fullmatch(written) and len(written) > 11)


def _nearer(before: str, at: int, others: tuple[re.Pattern[str], ...]) -> bool:
    """Return whether any of ``others`` stands in ``before`` behind the position ``at``."""
    return any(found.start() > at for other in others for found in other.finditer(before))
