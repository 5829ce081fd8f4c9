"""Bytes of mails as text, whatever they say of themselves; pure.

Vietnamese mails come in UTF-8, windows-1258, and from old programs in TCVN3 or VNI that call
themselves Latin-1 (clause 11.2).
"""
import codecs
import re
from email.errors import HeaderParseError
from email.header import decode_header
from unicodedata import combining

from ...base.text import convert, legacy_encoding, nfc
from ...kernel.tree.readable import is_stacked

#: Codecs of character sets; others of Python's unpack, or take quadratic time.
_CHARSET = re.compile(
    r'(utf|iso|cp|windows|ascii|us-ascii|latin|koi8|gb|hz|big5|shift|euc|mac|tis)[\w.-]*', re.A)
#: What programs call bytes of which they know nothing.
_VAGUE = frozenset({'', 'ascii', 'us-ascii', 'iso8859-1', 'cp1252', 'latin-1'})
_CONTROL = re.compile('[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]')


def decoded(content: bytes, charset: str = '') -> str:
    """Return ``content`` as text; ``charset``: what is said of it."""
    known = _codec(charset)
    for name in (*(('utf-8', known) if known in _VAGUE else (known, 'utf-8')), 'cp1252'):
        try:
            return content.decode(name or 'ascii')
        except (UnicodeError, LookupError):
            continue
    return content.decode('latin-1')


def header(raw: str) -> str:
    """Return the value of a header, ``raw`` as the parser has it, on one line (RFC 2047)."""
    text = decoded(raw.encode('ascii', 'surrogateescape')) if raw.isascii() or any(
        '\udc80' <= sign <= '\udcff' for sign in raw) else raw
    try:
        pieces = decode_header(text) if '=?' in text else [(text, None)]
    except (HeaderParseError, ValueError):
        pieces = [(text, None)]
    said = ''.join(each if isinstance(each, str) else decoded(each, charset or '')
                   for each, charset in pieces)
    return ' '.join(clean(said).split())


def clean(text: str) -> str:
    """Return ``text`` in NFC, without what nobody could read."""
    text = _CONTROL.sub('', text.replace('\r\n', '\n').replace('\r', '\n'))
    if is_stacked(text):
        text = ''.join(sign for sign in text if not combining(sign))
    return nfc(text).strip()


def in_unicode(text: str, title: str) -> tuple[str, str, str]:
    """Return ``text`` and ``title`` in Unicode, and the encoding that they were typed in, ``''``
    for Unicode.
    """
    found = legacy_encoding(text) or ''
    of_title = legacy_encoding(title) or (found if max(title, default='') <= '\xff' else '')
    return (convert(text, found) if found else text,
            convert(title, of_title) if of_title else title, found or of_title)


def _codec(charset: str) -> str:
    name = charset.strip().strip('"\'').lower()
    if not _CHARSET.fullmatch(name):
        return ''
    try:
        return codecs.lookup(name).name
    except LookupError:
        return ''
