"""Reading a feed: RSS, Atom or JSON Feed, of somebody who may mean harm.

Texts lose their markup, addresses must be those of pages; what is no feed is refused.
"""
from __future__ import annotations

import calendar
import datetime
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urljoin, urlsplit

from ...base.clock import UTC
from ...base.lazily import lazily
from ...base.text import excerpt
from ...kernel.tree.readable import normal
from .interfaces import Read

feedparser = lazily('feedparser')

#: Entries that are read of one feed, the first ones.
MOST = 100
LONGEST_TITLE, LONGEST_SUMMARY, LONGEST_ADDRESS, LONGEST_KEY = 300, 600, 1000, 1000
#: Characters of a text that are looked at: markup may be many times what it says.
_LOOKED_AT = 20_000
#: What feedparser raises besides, of characters, encodings and elements that there are not.
_BREAKS = (AttributeError, LookupError, RuntimeError, TypeError, ValueError)
_JSON_FEED = 'https://jsonfeed.org/version/'


class NoFeed(ValueError):
    """What was sent is none."""


def read_feed(body: bytes, address: str, content_type: str = '') -> list[Read]:
    """Return the entries of the feed ``body`` that came from ``address``, each key once, without
    those that have no title or no address.

    Raises ``NoFeed``, for one that declares entities, too: no reader needs them, and they grow.
    """
    if b'<!ENTITY' in body.replace(b'\0', b'').upper():
        raise NoFeed
    start = body.lstrip(b'\xef\xbb\xbf \t\r\n')[:1]
    found = _of_json(body, address) if start == b'{' else _of_xml(body, address, content_type)
    return list({each.key: each for each in found}.values())


def is_at(address: str, host: str) -> bool:
    """Return whether ``address`` is one of ``host``, with or without ``www.``, or below it."""
    other = (urlsplit(address).hostname or '').removeprefix('www.')
    own = host.removeprefix('www.')
    return bool(own) and (other == own or other.endswith(f'.{own}'))


def _of_xml(body: bytes, address: str, content_type: str) -> Iterator[Read]:
    try:
        found = feedparser.parse(io.BytesIO(body), response_headers={
            'content-type': content_type, 'content-location': address}, sanitize_html=False)
    except _BREAKS:
        raise NoFeed from None
    if not found.get('version'):
        raise NoFeed
    for each in found.entries[:MOST]:
        # By dict: feedparser's own get stands one of them in for the other, and warns.
        moment = dict.get(each, 'published_parsed') or dict.get(each, 'updated_parsed')
        yield from _read(address, {
            'key': each.get('id'), 'title': each.get('title'), 'address': each.get('link'),
            'summary': each.get('summary')}, _moment_of(moment))


def _moment_of(parsed: tuple[int, ...] | None) -> datetime.datetime | None:
    try:
        return datetime.datetime.fromtimestamp(
            calendar.timegm(parsed), UTC) if parsed else None
    except (ValueError, OverflowError, OSError):
        return None


def _of_json(body: bytes, address: str) -> Iterator[Read]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise NoFeed from None
    if not isinstance(found, dict) or not str(found.get('version')).startswith(_JSON_FEED):
        raise NoFeed
    items = found.get('items')
    for each in _mappings(items)[:MOST]:
        yield from _read(address, {
            'key': each.get('id'), 'title': each.get('title'), 'address': each.get('url'),
            'summary': each.get('summary') or each.get('content_text')
            or each.get('content_html')}, _moment_in(each.get('date_published')))


def _mappings(items: object) -> list[Mapping[str, object]]:
    return [each for each in items if isinstance(each, dict)] if isinstance(items, list) else []


def _moment_in(text: object) -> datetime.datetime | None:
    try:
        found = datetime.datetime.fromisoformat(text) if isinstance(text, str) else None
        return found.astimezone(UTC) if found and found.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _read(base: str, given: Mapping[str, object],
          moment: datetime.datetime | None) -> Iterable[Read]:
    """Return the entry of ``given``, alone, or nothing if it leads nowhere or has no title."""
    text = {name: value if isinstance(value, str) else '' for name, value in given.items()}
    try:
        address = urljoin(base, text['address'].strip())
        parts = urlsplit(address)
        is_page = parts.scheme in ('http', 'https') and parts.hostname and parts.port != 0
    except ValueError:
        return ()
    title = _said(text['title'], LONGEST_TITLE)
    if not title or not is_page or not text['address'] or len(address) > LONGEST_ADDRESS or (
            not address.isprintable()):
        return ()
    key = (text['key'].strip() or address)[:LONGEST_KEY]
    return (Read(key, title, address, _said(text['summary'], LONGEST_SUMMARY), moment),)


def _said(markup: str, longest: int) -> str:
    """Return what ``markup`` says, in NFC, without signs that nobody sees, of one line."""
    text = str(normal(excerpt(markup[:_LOOKED_AT], longest)))
    return ' '.join(''.join(sign if sign.isprintable() else ' ' for sign in text).split())
