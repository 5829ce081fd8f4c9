"""What a short message costs: segments of GSM 03.38 or UCS-2 (3GPP TS 23.038, 23.040); pure."""
import re
import unicodedata

_BASIC = frozenset(
    '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?'
    '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà')
#: Each takes an escape besides.
_EXTENDED = frozenset('\f^{}\\[~]|€')
#: Units of a message that stands alone, and of one of several.
_GSM, _UCS = (160, 153), (70, 67)
#: Mobile numbers of Vietnam since 2018: nine digits after the 0 or 84.
_MOBILE = re.compile(r'(?:\+?84|0)([35789]\d{8})', re.ASCII)


def unmarked(text: str) -> str:
    """Return ``text`` in letters of GSM: without the marks of Vietnamese.

    >>> unmarked('Đã có trả lời – “HN-7K3P”')
    'Da co tra loi - "HN-7K3P"'
    """
    text = text.translate(str.maketrans('Đđ–—“”‘’…', 'Dd--""\'\'.'))
    return ''.join(sign for sign in unicodedata.normalize('NFD', text)
                   if not unicodedata.combining(sign))


def segments(text: str) -> int:
    """Return how many messages ``text`` is sent as; 1 for an empty one.

    >>> segments('a' * 160), segments('a' * 161), segments('ạ' * 70), segments('€' * 81)
    (1, 2, 1, 2)
    """
    if set(text) <= _BASIC | _EXTENDED:
        units = [2 if sign in _EXTENDED else 1 for sign in text]
        alone, joined = _GSM
    else:
        units = [2 if ord(sign) > 0xFFFF else 1 for sign in text]
        alone, joined = _UCS
    if sum(units) <= alone:
        return 1
    number, left = 1, joined
    for unit in units:  # neither an escape nor a pair of surrogates is divided
        if unit > left:
            number, left = number + 1, joined
        left -= unit
    return number


def mobile(number: str) -> str:
    """Return ``number`` as the gateway takes it, ``''`` if it is none of a mobile telephone.

    >>> mobile('0912 345.678'), mobile('+84 912 345 678'), mobile('024 3825 3536'), mobile('113')
    ('84912345678', '84912345678', '', '')
    """
    found = _MOBILE.fullmatch(re.sub(r'[ ().-]', '', number))
    return f'84{found[1]}' if found else ''
