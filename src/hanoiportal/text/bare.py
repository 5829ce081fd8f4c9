"""A text as bare letters, place by place, to look for folded words in it.

Looking at each word of a text by itself takes long; here an encoder and a table do the work.
"""
import codecs

from .normal import fold

_LETTERS = [
    letter for letter in map(chr, (*range(0xDF, 0x180), 0x1A1, 0x1B0, *range(0x1EA0, 0x1EFA)))
    if letter.islower() and len(fold(letter)) == 1 and fold(letter).isascii()
    and (letter < '\u0100' or letter > '\u017f' or letter in 'ăđĩũ')]
_SIGNS = '\u00a0\u00ad«»°§·±×€–—‘’“”„•…→'
#: Signs that are part of a word, as in ``m²``: what has them is another word.
_INSIDE = '²³¹'
_KNOWN = ''.join((*_LETTERS, *_SIGNS, *_INSIDE))
_ENCODER = codecs.charmap_build((''.join(map(chr, range(128))) + _KNOWN).ljust(256, '\ufffe'))
_BARE = bytes((*range(128), *b''.join(
    b'0' if sign in _INSIDE else b' ' if sign in _SIGNS else fold(sign).encode()
    for sign in _KNOWN).ljust(128)))


def bare(text):
    """Return ``text``, in NFC, folded, as ASCII ``bytes`` of the same length.

    ``None`` if it has other letters or signs than Vietnamese and western European texts have.

    >>> bare('Thủ tục “đất đai”')
    b'thu tuc  dat dai '
    """
    lowered = text.lower()
    if len(lowered) != len(text):
        return None
    try:
        return codecs.charmap_encode(lowered, 'strict', _ENCODER)[0].translate(_BARE)
    except UnicodeEncodeError:
        return None


def standing(plain, word):
    """Yield where the folded ``word``, ASCII letters and digits as ``bytes``, begins as a whole
    word in what ``bare`` has returned.

    >>> list(standing(b'thu tuc thuong, thu', b'thu'))
    [0, 16]
    """
    at = plain.find(word)
    while at >= 0:
        end = at + len(word)
        if not (plain[at - 1:at].isalnum() or plain[end:end + 1].isalnum()):
            yield at
        at = plain.find(word, end)
