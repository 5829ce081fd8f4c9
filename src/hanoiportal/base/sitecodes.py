"""Which site has which code in another system, as operators type it: one site in a line."""
from __future__ import annotations

import re
from collections.abc import Callable

from .i18n import _

_CODE = re.compile(r'[A-Za-z0-9.-]{1,40}')


def labels_by_code(typed: str) -> dict[str, str]:
    """Return the labels of sites by their codes, in the order in which they were typed.

    >>> labels_by_code('caugiay HN-001')
    {'HN-001': 'caugiay'}
    """
    return {line[1]: line[0] for line in map(str.split, typed.splitlines()) if line}


def wrong_line(typed: str, site_at: Callable[[str], object]) -> str:
    """Return what is wrong with the first wrong line, translatable, ``''`` if none is: no label
    and code, no site, a site or code of a line before.

    ``site_at``: returns the site with a label, ``None`` for none.
    """
    seen = set[str]()
    for line in filter(str.strip, typed.splitlines()):
        parts = line.split()
        if len(parts) != len(('label', 'code')) or not _CODE.fullmatch(parts[1]):
            return _('Không phải tên trang và mã: “${line}”.', mapping={'line': line})
        label, code = parts
        if site_at(label) is None:
            return _('Không có trang này: ${name}.', mapping={'name': label})
        if seen & {f'={code}', label}:
            return _('Trang hoặc mã có hai lần: “${line}”.', mapping={'line': line})
        seen |= {f'={code}', label}
    return ''
