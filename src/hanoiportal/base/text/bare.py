"""A text in one byte for each character, and as bare letters, to look for folded words in it.

Looking at each word of a text by itself takes long; here an encoder and tables do the work.
"""
import codecs

from .normal import fold

_VOWELS = 'aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ'
#: An encoder is quick if the first sign of its table is this one.
_FIRST = '\0'
_ASCII = ''.join(map(chr, range(ord(' '), ord('~') + 1)))
_MARKED = ''.join(sign for sign in _VOWELS + 'đ' if not sign.isascii())
_FURTHER = 'äåçñöü'
_SIGNS = '\u00ad«»§°·±×–—‘’“”•…→'
#: Signs that are part of a word, as in ``m²``: what has them is another word.
_INSIDE = '²³¹'
_BEYOND = ''.join((_MARKED, _MARKED.upper(), _FURTHER, _SIGNS, _INSIDE))
#: All that there is room for, 256, ASCII in its place; no white space but the blank is among it.
_KNOWN = ''.join((_FIRST, _BEYOND[:31], _ASCII, _BEYOND[31:]))
_ENCODER = codecs.charmap_build(_KNOWN)


def _bare_sign(sign: str) -> bytes:
    if sign in _INSIDE:
        return b'_'
    return fold(sign).encode() if sign.isalnum() else b' '


_BARE = b''.join(map(_bare_sign, _KNOWN))


def narrow(text: str) -> bytes | None:
    """Return ``text``, in NFC, in one byte for each character.

    ``None`` if it has other letters or signs than Vietnamese texts have.
    """
    try:
        return codecs.charmap_encode(text, 'strict', _ENCODER)[0]
    except UnicodeEncodeError:
        return None


def narrow_line(text: str) -> bytes | str:
    """Return ``text`` with single blanks as its only white space, as ``narrow`` gives it; a
    ``str`` if that is ``None``.
    """
    found = narrow(text)
    if found is not None and b'  ' not in found:
        return found
    text = ' '.join(text.split())
    found = narrow(text)
    return text if found is None else found


def wide(narrowed: bytes) -> str:
    """Return the text of which ``narrow`` has made ``narrowed``, or a part of that.

    >>> wide(narrow('Thủ tục')[:3])
    'Thủ'
    """
    return codecs.charmap_decode(narrowed, 'strict', _KNOWN)[0]


def bare(narrowed: bytes) -> bytes:
    """Return what ``narrow`` has made of a text folded, in ASCII: of each sign that is
    no letter or digit a blank, of ``_INSIDE`` a ``_``, and one blank more at either end.

    So ``b' thu '`` stands where the text has the word, one place behind another's end.

    >>> bare(narrow('Thủ tục “đất đai”'))
    b' thu tuc  dat dai  '
    """
    return b' %b ' % narrowed.translate(_BARE)
