"""Which organisation of the data portal owns the data of which site: one site in a line."""
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ...base.i18n import _
from ...kernel.tree.lookup import find_portal, site_called
from ..deliveries.interfaces import Settings

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import ISite

#: Names and ids of organisations in CKAN.
_ORGANISATION = re.compile(r'[a-z0-9_-]{2,100}')


def owners(settings: Settings) -> dict[str, str]:
    """Return the organisations by the labels of their sites, in the order that was typed."""
    return {words[0]: words[-1] for words in _lines(settings)}


def wrong(given: Settings, site: ISite, _registry: Registry) -> Mapping[str, str]:
    """Return what is wrong with the lines: no site and organisation, an unknown site, one twice.
    """
    portal, seen = find_portal(site), set[str]()
    for words in _lines(given):
        label, said = words[0], ' '.join(words)
        if len(words) != len(('label', 'organisation')) or not _ORGANISATION.fullmatch(words[-1]):
            return {'owners': _('Cần tên trang và tên tổ chức trên Cổng dữ liệu: “${line}”.',
                                mapping={'line': said})}
        if label in seen or site_called(portal, label) is None:
            return {'owners': _('Không có trang này, hoặc trang ghi hai lần: “${line}”.',
                                mapping={'line': said})}
        seen.add(label)
    return {}


def _lines(settings: Settings) -> Iterator[list[str]]:
    return (line.split() for line in str(settings.get('owners', '')).splitlines() if line.strip())
