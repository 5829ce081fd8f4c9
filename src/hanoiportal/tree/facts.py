"""Facts: the attributes of an item as readers are shown them, for ``macros['facts']``."""
from typing import NamedTuple

from ..i18n import DEFAULT


class Fact(NamedTuple):
    """One attribute.

    ``label``: translatable.  ``lines``: texts, at least one.  ``lang``: BCP 47 tag of texts that
    the portal does not translate, else ``None``.  ``machine``: ISO 8601 for a day, else ``None``.
    ``address``: where the text leads, or ``None``.
    """

    label: str
    lines: tuple
    lang: str | None = DEFAULT
    machine: str | None = None
    address: str | None = None


def text_fact(label, text, lang=DEFAULT, address=None):
    """Return the ``Fact`` of a text, each of its lines apart; translatable texts stay whole."""
    lines = (text,) if hasattr(text, 'interpolate') else tuple(text.split('\n'))
    return Fact(label, lines, lang, None, address)


def day_fact(label, day, tag):
    """Return the ``Fact`` of a local ``date`` or ``None``, as the language ``tag`` writes it."""
    if day is None:
        return Fact(label, ())
    shown = f'{day.day} {day:%B %Y}' if tag == 'en' else f'{day:%d/%m/%Y}'
    return Fact(label, (shown,), None, day.isoformat())


def known(facts, tag):
    """Return those of ``facts`` that say something, for a page in the language ``tag``.

    On a page in Vietnamese no text needs to be marked as Vietnamese.
    """
    return [fact._replace(lang=None) if tag == fact.lang else fact
            for fact in facts if any(fact.lines)]
