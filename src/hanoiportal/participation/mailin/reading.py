"""What a mail says, read as if it were hostile; pure.

Nothing of its headers is kept but subject, name and address of its sender, and what the own mail
server found out (RFC 8601).
"""
from __future__ import annotations

import re
from email import message_from_bytes
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import parseaddr, parsedate_to_datetime
from typing import TYPE_CHECKING, NamedTuple

from ...base.text import plain_text
from .charsets import clean, decoded, header, in_unicode
from .interfaces import LARGEST_MAIL, MailNotTaken

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

#: Parts of a mail, parts that hold others, bytes of its headers, letters of its text.
MOST_PARTS, MOST_CONTAINERS, LONGEST_HEADERS, LONGEST = 200, 30, 256 * 1024, 1_000_000
TOO_LARGE = (f'552 5.3.4 The mail is larger than {LARGEST_MAIL >> 20} MB. '
             f'Thu lon qua {LARGEST_MAIL >> 20} MB.')
BOMB = '554 5.6.0 Too many parts in the mail. Thu co qua nhieu phan.'
_HOLDS = re.compile(rb'^content-type:\s*(?:multipart|message)/', re.I | re.M)
_BOUNDARY = re.compile(rb'boundary\s*=\s*"?([^"\s;]{1,100})', re.I)
_ADDRESS = re.compile(
    r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,9}[a-z]{2,63}", re.I | re.A)
_VERDICT = re.compile(r'\b(spf|dkim|dmarc)\s*=\s*([a-z]{1,20})', re.I)


class Sent(NamedTuple):
    """A file of a mail."""

    filename: str
    content: bytes


class Mail(NamedTuple):
    """A mail.  ``headers``: decoded values by names in lower case.  ``address``: ``''`` if it
    gives none that can be answered.  ``typed_in``: encoding of before Unicode, ``''`` for none.
    ``received``: when the own mail server had it, ``None`` if that is not known.
    """

    headers: dict[str, list[str]]
    name: str
    address: str
    subject: str
    text: str
    typed_in: str
    files: list[Sent]
    received: datetime.datetime | None


def require_size(content: bytes) -> None:
    """Raise ``MailNotTaken`` for a mail that is too large, or whose parts nobody could look at."""
    if len(content) > LARGEST_MAIL:
        raise MailNotTaken(TOO_LARGE)
    head = re.search(rb'\r?\n\r?\n', content)
    if (head.start() if head else len(content)) > LONGEST_HEADERS:
        raise MailNotTaken(BOMB)
    if len(_HOLDS.findall(content)) > MOST_CONTAINERS:
        raise MailNotTaken(BOMB)
    marks = set(_BOUNDARY.findall(content))
    if len(marks) > MOST_PARTS or sum(
            content.count(b'\n--' + mark) for mark in marks) > MOST_PARTS:
        raise MailNotTaken(BOMB)


def read(content: bytes, sender: str) -> Mail:
    """Return what the mail ``content`` says; ``sender``: to which it would return.

    Raises ``MailNotTaken``.
    """
    require_size(content)
    message = _parsed(content)
    headers: dict[str, list[str]] = {}
    for name, value in message.raw_items():
        headers.setdefault(str(name).lower(), []).append(header(str(value)))
    name, address = parseaddr(_raw(message, 'from'))
    plain, rich, files = _parts(message)
    text = clean(plain) or clean(plain_text(rich[:LONGEST]))
    text, subject, typed_in = in_unicode(text[:LONGEST], next(iter(headers.get('subject', [])),
                                                              '')[:1000])
    return Mail(headers, header(name)[:200], _usable(address) or _usable(sender), subject, text,
                typed_in, files, _received(headers))


def verdicts(headers: dict[str, list[str]], trusted: str) -> str:
    """Return what the mail server ``trusted`` found out, such as ``spf=pass dkim=fail``; ``''``
    for nothing.  Only the first header counts: the own server puts it before all others.
    """
    for value in headers.get('authentication-results', [])[:1]:
        if trusted and value.partition(';')[0].split()[:1] == [trusted]:
            found = dict(reversed(_VERDICT.findall(value.lower())))
            return ' '.join(f'{name}={found[name]}' for name in ('spf', 'dkim', 'dmarc')
                            if name in found)
    return ''


def _parsed(content: bytes) -> Message:
    """Return the mail; as one part if what it says of its parts cannot be read."""
    try:
        return message_from_bytes(content)
    except (LookupError, TypeError, ValueError):  # of extended parameters (RFC 2231)
        return BytesHeaderParser().parsebytes(content)


def _parts(message: Message) -> tuple[str, str, list[Sent]]:
    """Return the plain text, the HTML, and the files; files that were attached come first."""
    texts: dict[str, list[str]] = {'text/plain': [], 'text/html': []}
    files: list[Sent] = []
    inline: list[Sent] = []
    for part in _leaves(message):
        kind, given = part.get_content_type(), _filename(part)
        attached = part.get_content_disposition() == 'attachment'
        if kind in texts and not attached and not given:
            texts[kind].append(decoded(_content(part), _charset(part)))
        else:
            (files if attached else inline).append(
                Sent(given or kind.replace('/', '.'), _content(part)))
    return '\n\n'.join(texts['text/plain']), '\n'.join(texts['text/html']), files + inline


def _leaves(message: Message) -> Iterator[Message]:
    """Yield the parts that hold no others, also those of a mail that is forwarded."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        if part.is_multipart():
            held = part.get_payload()
            assert isinstance(held, list)  # that is what it means
            waiting += [each for each in reversed(held) if isinstance(each, Message)]
        else:
            yield part


def _content(part: Message) -> bytes:
    try:
        found = part.get_payload(decode=True)
    except (LookupError, ValueError):  # of an encoding that is none
        return b''
    return found if isinstance(found, bytes) else b''


def _charset(part: Message) -> str:
    try:
        return part.get_content_charset('')
    except (LookupError, TypeError, ValueError):
        return ''


def _filename(part: Message) -> str:
    try:
        found = part.get_filename('') or ''
    except (LookupError, TypeError, ValueError):
        return ''
    return header(found).replace('/', '_')[:200]


def _raw(message: Message, wanted: str) -> str:
    return next((str(value) for name, value in message.raw_items()
                 if str(name).lower() == wanted), '')


def _usable(address: str) -> str:
    return address if len(address) <= 200 and _ADDRESS.fullmatch(address) else ''


def _received(headers: dict[str, list[str]]) -> datetime.datetime | None:
    top = next(iter(headers.get('received', [])), '').rpartition(';')[2]
    try:
        found = parsedate_to_datetime(top.strip())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found if found.tzinfo else None
