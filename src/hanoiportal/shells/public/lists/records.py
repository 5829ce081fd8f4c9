"""Listings of records: filters, tables in groups, page by page, and the same list as CSV
and as linked data.

The items of one section are read and sorted in memory for each page that is not kept: right for
hundreds of them, since an item costs one read of the database.
"""
from itertools import groupby
from urllib.parse import urlencode

from pyramid.decorator import reify

from ....base.i18n import _
from ....base.text import collate
from ....base.values import Batch
from ....web.routing.links import canonical
from ...frame.tablefile import csv_response
from ..metadata.linked_list import linked_response
from .batches import Paging, bounds
from .recordfilters import Narrowed
from .rows import rows_of
from .section import SectionPage
from .table import table_of

#: Names of the views that give the list as CSV, and as linked data.
SAVED, LINKED = 'list.csv', 'list.jsonld'


def newest(day):
    """Return what sorts local ``date`` or ``None`` the newest first."""
    return -day.toordinal() if day else 0


def ending_first(day, is_open):
    """Return what sorts the last local ``date`` of what is open the earliest first, else the
    newest.
    """
    return day.toordinal() if day and is_open else newest(day)


def field(name):
    """Return a callable(item) → the field ``name`` of it."""
    return lambda item: getattr(item, name)


def chosen(name, choices):
    """Return a callable(item) → the title of its ``schema.choice`` ``name``, translatable."""
    titles = dict(choices)
    return lambda item: titles[getattr(item, name)]


def year_of(day):
    """Return the year of a local ``date`` as ``str``, ``''`` for ``None``."""
    return str(day.year) if day else ''


class RecordsPage(SectionPage):
    """Base of the listings of records.

    ``records``: content classes in the tables; other items of the section follow as rows.
    ``filters``: of ``recordfilters.Filter``.  ``columns``: of ``table.Column``.
    ``saved``: ``((title, callable(item) → value), …)`` of the CSV.  ``caption``: of the tables.
    ``group``: callable(item) → heading of its table, translatable, ``None`` for one table
    without.
    """

    records, filters, columns, saved = (), (), (), ()
    caption = ''
    group = None

    def order(self, item):
        """Return what ``item`` is sorted by, the least first."""
        return collate(item.title)

    def listing(self):
        """Return what ``templates/records.pt`` names."""
        batch = self._batch
        query = self.asked.query
        paging = Paging(batch, self.request.link(self.context), query)
        page_query = {**query, 'page': batch.page} if batch.page > 1 else query
        return self.values(
            self.in_order[1], filters=self.asked, groups=self._groups(batch.items),
            total=_('${number} mục', mapping={'number': batch.total}), paging=paging,
            others=self._others(batch), rows=self.in_order[0], found=batch.total,
            address=self.request.link(self.context), query=urlencode(page_query),
            save=self.asked.address(self.request.link(self.context, SAVED)),
            **({'noindex': True} if query else {}))

    def as_csv(self):
        """Return the filtered list, whole, as a CSV file."""
        saved = (*self.saved, (_('Địa chỉ trên Cổng'), self._address))
        rows = ([value(item) for _title, value in saved] for item in self.asked.items)
        return csv_response(
            self.request, self.context.__name__, [title for title, _value in saved], rows)

    def as_linked(self):
        """Return the same rows as linked data."""
        return linked_response(self.page, self.asked.items)

    def _address(self, item):
        return canonical(self.request, item, self.request.language)

    @reify
    def asked(self):
        """The records ``Narrowed``, in their order."""
        found = [item for item in self.in_order[0] if isinstance(item, self.records)]
        found.sort(key=self.order)
        return Narrowed(self.request, self.filters, found)

    @reify
    def _batch(self):
        start, size = bounds(self.request)
        items = self.asked.items
        return Batch(tuple(items[start:start + size]), len(items), start, size)

    def _groups(self, items):
        """Return ``[(heading, Table)]``; equal headings stand together in the order."""
        if self.group is None:
            return [('', table_of(self.page, self.caption, self.columns, items))] if items else []
        alike = (list(inside) for _key, inside in groupby(items, key=self._heading))
        return [(self.group(inside[0]), table_of(
            self.page, self.group(inside[0]), self.columns, inside)) for inside in alike]

    def _heading(self, item):
        """Return the words of a heading: translatable ones are alike whatever fills them."""
        heading = self.group(item)
        return heading.interpolate() if hasattr(heading, 'interpolate') else heading

    def _others(self, batch):
        if self.asked.query or batch.page > 1:
            return []
        return self.others(
            [item for item in self.in_order[0] if not isinstance(item, self.records)])

    def others(self, items):
        """Return the ``ListRow`` of each of ``items``, which are no records."""
        return rows_of(self.page, items)
