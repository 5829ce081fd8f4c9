"""Mã định danh điện tử of bodies (QĐ 20/2020/QĐ-TTg), as a service of the platform lists them.

No description of the service is public: where its answer says what is a row of
``lgsp_services.csv`` (ADR 113).
"""
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import NamedTuple

from ...base.numbers import number_in
from ...base.profiles import Profile, day_at, found_at, said_in, text_at

#: The profile, and what it must say; the word for a code that holds no longer.
SYSTEM, ENDED = 'ma-dinh-danh', 'ended'
NEEDED = ('query', 'first', 'size', 'items', 'code', 'name')
_LONGEST_CODE, _LONGEST_NAME = 60, 300
#: Share of a page that may be unreadable.
_UNREADABLE = .1


class BodyCode(NamedTuple):
    """Mã định danh of the body called ``name``.  ``ended``: the last day on which it held, ``''``
    for none, ISO 8601; ``is_ended``: whether the list says that it holds no longer.
    """

    code: str
    name: str
    ended: str = ''
    is_ended: bool = False

    def holds(self, today: datetime.date) -> bool:
        """Return whether it holds on the local day."""
        return not self.is_ended and (not self.ended or self.ended >= today.isoformat())


class NoCodes(ValueError):
    """What was sent is no page of the list."""


class CodePage(NamedTuple):
    """A page.  ``total``: of all pages, -1 if that is not said.  ``sent``: its items."""

    codes: tuple[BodyCode, ...]
    total: int
    sent: int


def address_of(profile: Profile, address: str, page: int) -> str:
    """Return where ``page`` of the list is asked for."""
    query = profile['query'].replace('<page>', str(page)).replace('<size>', profile['size'])
    return address + (query.replace('?', '&', 1) if '?' in address else query)


def page_in(profile: Profile, body: bytes) -> CodePage:
    """Return the page that ``body`` is.  Raises ``NoCodes``."""
    said = said_in(body)
    items = found_at(said, profile['items'])
    if not isinstance(items, list):
        raise NoCodes
    total = -1
    if profile['total']:
        found = text_at(said, profile['total'], 20)
        if not found.isdecimal():
            raise NoCodes
        total = number_in(found)
    codes = tuple(each for item in items if (each := _code(profile, item)) is not None)
    if len(items) - len(codes) > len(items) * _UNREADABLE:
        raise NoCodes
    return CodePage(codes, total, len(items))


def _code(profile: Profile, said: object) -> BodyCode | None:
    code = text_at(said, profile['code'], _LONGEST_CODE)
    name = text_at(said, profile['name'], _LONGEST_NAME)
    if not isinstance(said, Mapping) or not code or not name:
        return None
    ended = day_at(said, profile['ended']) if profile['ended'] else None
    state = profile.below('state').get(text_at(said, profile['state'], 40), '')
    return BodyCode(code, name, ended.isoformat() if ended else '', state == ENDED)
