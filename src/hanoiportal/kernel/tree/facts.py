"""Facts: the attributes of an item as readers are shown them, for ``macros['facts']``."""
import datetime
from collections.abc import Iterable
from typing import NamedTuple

from ...base.clock import shown_date
from ...base.i18n import DEFAULT, _


class Fact(NamedTuple):
    """One attribute.

    ``label``: translatable.  ``lines``: texts, at least one.  ``lang``: BCP 47 tag of texts that
    the portal does not translate, else ``None``.  ``machine``: ISO 8601 for a day, else ``None``.
    ``address``: where the text leads, or ``None``.
    """

    label: str
    lines: tuple[str, ...]
    lang: str | None = DEFAULT
    machine: str | None = None
    address: str | None = None


def text_fact(label: str, text: str, lang: str | None = DEFAULT,
              address: str | None = None) -> Fact:
    """Return the ``Fact`` of a text, each of its lines apart; translatable texts stay whole."""
    lines = (text,) if hasattr(text, 'interpolate') else tuple(text.split('\n'))
    return Fact(label, lines, lang, None, address)


def day_fact(label: str, day: datetime.date | None, tag: str) -> Fact:
    """Return the ``Fact`` of a local ``day``, as the language ``tag`` writes it."""
    if day is None:
        return Fact(label, ())
    return Fact(label, (shown_date(day, tag),), None, day.isoformat())


def choice_fact(label: str, value: str, choices: Iterable[tuple[str, str]]) -> Fact:
    """Return the ``Fact`` of a ``schema.choice``: ``choices`` are its ``((value, title), …)``."""
    title = dict(choices)[value] if value else ''
    return Fact(label, (title,), None)


def period_fact(label: str, begins: datetime.date | None, ends: datetime.date | None,
                tag: str) -> Fact:
    """Return the ``Fact`` of a period, open where a day is ``None``."""
    return Fact(label, (shown_period(begins, ends, tag),), None)


def shown_period(begins: datetime.date | None, ends: datetime.date | None, tag: str) -> str:
    """Return a period for people, translatable, ``''`` if both days are ``None``."""
    days = {name: shown_date(day, tag)
            for name, day in (('begins', begins), ('ends', ends)) if day}
    if len(days) == 2:
        return f'{days["begins"]} – {days["ends"]}'
    if begins:
        return _('Từ ${begins}', mapping=days)
    return _('Đến ${ends}', mapping=days) if ends else ''


def known(facts: Iterable[Fact], tag: str) -> list[Fact]:
    """Return those of ``facts`` that say something, for a page in the language ``tag``.

    On a page in Vietnamese no text needs to be marked as Vietnamese.
    """
    return [fact._replace(lang=None) if tag == fact.lang else fact
            for fact in facts if any(fact.lines)]
