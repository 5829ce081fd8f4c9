"""Page numbers as links, for lists longer than one page."""
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from pyramid.httpexceptions import HTTPNotFound

from ....base.settings import ISettings
from ....base.values import Batch
from ..search.params import page_number

#: So many numbers are shown on either side of the present one.
NEIGHBOURS = 2


class Bounds(NamedTuple):
    """Which part of a list a request asks for: ``start`` from 0, ``size`` items."""

    start: int
    size: int


def bounds(request):
    """Return the ``Bounds`` asked for.  Raises ``HTTPNotFound`` if ``page`` is no page number."""
    number = page_number(request)
    if number is None:
        raise HTTPNotFound
    size = request.registry.getUtility(ISettings).batch_size
    return Bounds((number - 1) * size, size)


class Paging:
    """Links to the pages of ``batch``, a ``catalog.Batch``, below ``address``.

    ``query``: further query fields, ``{name: str}``.
    Raises ``HTTPNotFound`` if the batch lies beyond the last page.
    """

    def __init__(self, batch: Batch, address: str,
                 query: Mapping[str, str] | Sequence[tuple[str, str]] = ()) -> None:
        if batch.page > batch.pages:
            raise HTTPNotFound
        self.batch = batch
        self._address = address
        self._query = urlencode(query)

    def link(self, number):
        """Return the address of page ``number``, from 1."""
        page = f'page={number}' if number > 1 else ''
        query = f'{self._query}&{page}' if self._query and page else self._query or page
        return f'{self._address}?{query}' if query else self._address

    @property
    def needed(self):
        return self.batch.pages > 1

    @property
    def previous(self):
        return self.link(self.batch.page - 1) if self.batch.page > 1 else None

    @property
    def next(self):
        return self.link(self.batch.page + 1) if self.batch.page < self.batch.pages else None

    @property
    def numbers(self):
        """Return ``[(number or None for a gap, address, whether it is this page)]``."""
        here, last = self.batch.page, self.batch.pages
        shown = sorted({1, last, *range(max(1, here - NEIGHBOURS),
                                        min(last, here + NEIGHBOURS) + 1)})
        links, before = [], 0
        for number in shown:
            if number > before + 1:
                links.append((None, None, False))
            links.append((number, self.link(number), number == here))
            before = number
        return links
