"""Figures as linked data: each an ``Observation`` of schema.org, the same as in their CSV."""
from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from pyramid.response import Response

from ..page.dates import machine_moment
from .about import PageMetadata
from .linked_data import owner_of
from .linked_list import listed, said_as_linked

if TYPE_CHECKING:
    from ..page.layout import Layout


class Observation(NamedTuple):
    """A figure.  ``about``, ``address``: the name and the page of what it is about.

    ``measured``: what it tells.  ``time``: its month or day, ``YYYY-MM`` or ``YYYY-MM-DD``, ``''``
    if it is of now.
    ``number``: of how many it is told, ``None`` if nobody counts them.
    ``most``: the highest that ``value`` could be, ``None`` if there is no such.
    """

    about: str
    address: str | None
    measured: str
    time: str
    value: float
    number: int | None = None
    most: float | None = None


def figures_response(page: Layout, address: str, title: str, moment: datetime.datetime | None,
                     found: Iterable[Observation]) -> Response:
    """Return ``found`` as the data set at ``address``; ``title``: in the language of ``page``.

    ``moment``: of the figures, ``None`` before the first.
    """
    data = {
        '@type': 'Dataset', '@id': f'{address}#data', 'url': address, 'name': title,
        'inLanguage': page.tag, 'publisher': owner_of(PageMetadata(page)),
        'mainEntity': listed(map(_said, found))}
    if moment is not None:
        data['datePublished'] = machine_moment(moment)
    return said_as_linked(data)


def _said(each: Observation) -> dict[str, object]:
    about = {'@type': 'GovernmentOrganization', 'name': each.about, 'url': each.address}
    said = {
        '@type': 'Observation', 'variableMeasured': each.measured, 'value': each.value,
        'observationAbout': {name: value for name, value in about.items() if value},
        'observationDate': each.time, 'maxValue': each.most}
    if each.number is not None:
        said['valueReference'] = {'@type': 'QuantitativeValue', 'value': each.number}
    return {name: value for name, value in said.items() if value not in ('', None)}
