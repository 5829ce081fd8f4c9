"""Which site has which code in the national system, as the operator types it: one in a line."""
from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from ...base.i18n import _
from ...kernel.tree.lookup import find_portal, site_called
from ..deliveries.interfaces import Settings

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import ISite

_CODE = re.compile(r'[A-Za-z0-9.-]{1,40}')


def labels_by_code(settings: Settings) -> dict[str, str]:
    """Return the labels of sites by their codes, in the order in which they were typed."""
    lines = (line.split() for line in str(settings.get('codes', '')).splitlines())
    return {line[1]: line[0] for line in lines if line}


def wrong(given: Settings, site: ISite, _registry: Registry) -> Mapping[str, str]:
    """Return what is wrong with the codes: the first line that is none, names no site, or has a
    site or code of a line before.
    """
    portal, seen = find_portal(site), set[str]()
    for line in filter(str.strip, str(given['codes']).splitlines()):
        parts = line.split()
        if len(parts) != len(('label', 'code')) or not _CODE.fullmatch(parts[1]):
            return _told(_('Không phải tên trang và mã: “${line}”.', mapping={'line': line}))
        label, code = parts
        if site_called(portal, label) is None:
            return _told(_('Không có trang này: ${name}.', mapping={'name': label}))
        if seen & {f'={code}', label}:
            return _told(_('Trang hoặc mã có hai lần: “${line}”.', mapping={'line': line}))
        seen |= {f'={code}', label}
    return {}


def _told(text: str) -> Mapping[str, str]:
    return {'codes': text}
