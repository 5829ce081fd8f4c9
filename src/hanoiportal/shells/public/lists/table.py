"""Tables of items: with header cells for screen readers, and as cards on phones."""
from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from ....base.clock import shown_date
from ....base.i18n import DEFAULT
from ....kernel.tree.englishnames import IEnglishNames, said
from ....kernel.tree.facts import shown_period
from ....kernel.tree.measures import shown_amount

if TYPE_CHECKING:
    from persistent import Persistent

    from ..page.layout import Layout


class TableCell(NamedTuple):
    """What stands in a table.

    ``text``: ``str`` or translatable.  ``lang``: BCP 47 tag if it is not that of the page.
    ``machine``: ISO 8601 for a day.  ``address``: where it leads.
    """

    text: str
    lang: str | None = None
    machine: str | None = None
    address: str | None = None


class Column(NamedTuple):
    """A column.  ``cell``: makes that of an item on a page.

    ``is_number``: whether it is set to the end of its line.
    """

    title: str
    cell: Callable[[Layout, Persistent], TableCell]
    is_number: bool = False


class Table(NamedTuple):
    """``rows``: lists of ``TableCell`` in the order of ``columns``; the first names its row."""

    caption: str
    columns: tuple[Column, ...]
    rows: list[list[TableCell]]


def table_of(page, caption, columns, items):
    """Return the ``Table`` of ``items`` for the ``Layout`` ``page``."""
    return Table(caption, columns, [
        [column.cell(page, item) for column in columns] for item in items])


def ready_table(caption: str, titles: Iterable[str], rows: list[list[TableCell]]) -> Table:
    """Return the ``Table`` of ``rows`` that are made already, below ``titles``."""
    return Table(caption, tuple(Column(title, _no_cell) for title in titles), rows)


def _no_cell(_page: Layout, _item: Persistent) -> TableCell:
    return TableCell('')


def title_cell(page, item):
    """Return the title of ``item``, which leads to its page."""
    said = page.say(item, 'title')
    return TableCell(said.text, said.lang, None, page.request.link(item))


def text_cell(name):
    """Return a ``Column.cell`` of a field that is not translated."""
    return lambda page, item: TableCell(
        getattr(item, name), None if page.tag == DEFAULT else DEFAULT)


def body_cell(name):
    """Return a ``Column.cell`` of the name of a body, in English where the list has that."""
    def cell(page, item):
        names = page.request.registry.getUtility(IEnglishNames)
        return TableCell(*said(getattr(item, name), names, page.tag))

    return cell


def plain_cell(name):
    """Return a ``Column.cell`` of a field in no language, such as a number or years."""
    return lambda page, item: TableCell(getattr(item, name))


def choice_cell(name, choices):
    """Return a ``Column.cell`` of a ``schema.choice``."""
    titles = dict(choices)
    return lambda page, item: TableCell(titles[getattr(item, name)] if getattr(item, name) else '')


def day_shown(day: datetime.date, tag: str) -> TableCell:
    """Return the cell of the local ``day`` as the language ``tag`` writes it."""
    return TableCell(shown_date(day, tag), None, day.isoformat())


def day_cell(name):
    """Return a ``Column.cell`` of a local ``date`` or ``None``."""

    def cell(page, item):
        day = getattr(item, name)
        return day_shown(day, page.tag) if day else TableCell('')

    return cell


def period_cell(page, item):
    """Return the days from ``item.begins`` to ``item.ends``."""
    return TableCell(shown_period(item.begins, item.ends, page.tag))


def amount_cell(page, item):
    """Return the amount ``item.funding``."""
    return TableCell(shown_amount(item.funding, item.currency, page.tag))
