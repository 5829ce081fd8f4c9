"""A letter of what is new, as text and as plain HTML: no picture, nothing of another host, no link
that counts.  It is the same for the same items, language and links.
"""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import NamedTuple

from pyramid.registry import Registry

from ...base.i18n import DEFAULT, Say, _, said_in
from ...base.interfaces import IResource
from ...base.text import first_words
from .addresses import address_of, name_of, summary_of
from .interfaces import Digest

#: Letters of a summary.
LONGEST = 300
_ONE = _('Tin mới: ${what}')
_MANY = _('${number} tin mới trong các mục theo dõi')
_URGENT = _('Khẩn: ${what}')
_GREETING = _('Kính gửi Ông/Bà,')
_NEWS = _('Trong các mục Ông/Bà theo dõi có tin mới:')
_SENDER = _('Ban Biên tập, ${site}')
_CHANGE = _('Xem, đổi hoặc dừng các mục đang theo dõi (mở được đến ${until}):')
_STOP = _('Dừng nhận thư này ngay:')
_MACHINE = _('Thư do Cổng tự động gửi; xin không trả lời và không chuyển tiếp.')
_BODY = 'font-family:sans-serif;line-height:1.5;max-width:40em;margin:0 auto;padding:1em'


class Entry(NamedTuple):
    """One item.  ``title``: with that of its site."""

    title: str
    summary: str
    address: str


def digest_of(registry: Registry, items: Iterable[IResource], tag: str, stop: str,
              page: Mapping[str, str], is_urgent: bool = False) -> Digest:
    """Return the letter of ``items``, at least one, in the language ``tag``.

    ``stop``: address that ends it.  ``page``: ``address`` of the page of all subscriptions, and
    ``until`` when it opens.
    """
    entries, say = [_entry(registry, each, tag) for each in items], said_in(registry, tag)
    links = [(say(_CHANGE, until=page['until']), page['address']), (say(_STOP), stop)]
    return Digest(_subject(say, entries, is_urgent), _text(say, entries, links),
                  _html(say, entries, links, tag))


def letter_of(registry: Registry, site: IResource, title: str, text: str,
              items: Iterable[IResource], tag: str, links: Mapping[str, str]) -> Digest:
    """Return the letter with ``title`` and ``text``, in Vietnamese, that ``site`` writes to a
    reader in the language ``tag``.

    ``links``: ``stop``, ``address`` and ``until``, see ``digest_of``.
    """
    entries, say = [_entry(registry, each, tag) for each in items], said_in(registry, tag)
    ways = [(say(_CHANGE, until=links['until']), links['address']), (say(_STOP), links['stop'])]
    sender = say(_SENDER, site=name_of(site, tag))
    passages = [each.strip() for each in text.split('\n\n') if each.strip()]
    plain = '\n\n'.join([
        title, *passages, *('\n'.join(filter(None, each)) for each in entries), sender,
        *('\n'.join(each) for each in ways), say(_MACHINE)]) + '\n'
    shown = ''.join('<p>{}</p>\n'.format(escape(each).replace('\n', '<br>'))
                    for each in passages)
    news = f'<ul>\n{_listed(entries)}</ul>\n' if entries else ''
    return Digest(title, plain, _page(
        title, f'<div lang="{DEFAULT}"><h1>{escape(title)}</h1>\n{shown}</div>{news}'
        f'<p>{escape(sender)}</p>', ways, say, tag))


def _entry(registry: Registry, item: IResource, tag: str) -> Entry:
    return Entry(name_of(item, tag), first_words(summary_of(item, tag), LONGEST),
                 address_of(item, registry, tag))


def _subject(say: Say, entries: list[Entry], is_urgent: bool) -> str:
    if is_urgent:
        return say(_URGENT, what='; '.join(each.title for each in entries))
    if len(entries) == 1:
        return say(_ONE, what=entries[0].title)
    return say(_MANY, number=str(len(entries)))


def _text(say: Say, entries: list[Entry], links: list[tuple[str, str]]) -> str:
    passages = [say(_GREETING), say(_NEWS),
                *('\n'.join(filter(None, each)) for each in entries),
                *('\n'.join(each) for each in links), say(_MACHINE)]
    return '\n\n'.join(passages) + '\n'


def _html(say: Say, entries: list[Entry], links: list[tuple[str, str]], tag: str) -> str:
    return _page(
        _subject(say, entries, False), f'<p>{escape(say(_GREETING))}</p><p>{escape(say(_NEWS))}'
        f'</p>\n<ul>\n{_listed(entries)}</ul>', links, say, tag)


def _listed(entries: list[Entry]) -> str:
    return ''.join(
        f'<li><p><a href="{escape(each.address)}">{escape(each.title)}</a></p>'
        + (f'<p>{escape(each.summary)}</p>' if each.summary else '') + '</li>\n'
        for each in entries)


def _page(title: str, body: str, links: list[tuple[str, str]], say: Say, tag: str) -> str:
    """Return a whole page of HTML with ``body`` and the ``links`` that end it."""
    ways = ''.join(f'<p>{escape(told)}<br><a href="{escape(address)}">{escape(address)}</a></p>\n'
                   for told, address in links)
    return (f'<!DOCTYPE html>\n<html lang="{escape(tag)}"><head><meta charset="utf-8">'
            f'<title>{escape(title)}</title></head>\n'
            f'<body style="{_BODY}">{body}<hr>\n{ways}'
            f'<p><small>{escape(say(_MACHINE))}</small></p></body></html>\n')
