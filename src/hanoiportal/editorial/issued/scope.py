"""Phạm vi điều chỉnh: which sites a document concerns, named or all of a kind."""
from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ...base.i18n import _
from ...base.interfaces import ISite
from ...base.text import fold
from ...kernel.tree.lookup import find_portal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...kernel.tree.site import Site
    from ...platform.registers.interfaces import Values

NOBODY, COMMUNES, AGENCIES, EVERYBODY, NAMED = (
    'khong', 'xa-phuong', 'co-quan', 'tat-ca', 'neu-ten')
REACHES = (
    (NOBODY, _('Không có cơ quan nào khác')),
    (COMMUNES, _('Mọi phường, xã')),
    (AGENCIES, _('Mọi cơ quan, đơn vị thuộc Thành phố')),
    (EVERYBODY, _('Mọi cơ quan, phường, xã')),
    (NAMED, _('Các trang được nêu tên')),
)
_LEVELS = {COMMUNES: ('commune',), AGENCIES: ('agency',), EVERYBODY: ('commune', 'agency')}


def in_scope(values: Values, site: ISite) -> list[Site]:
    """Return each site in the scope of a row of ``site``, but itself; what is outside the portal
    or suspended owes nothing here.
    """
    if values['reach'] == NOBODY:
        return []
    levels = _LEVELS.get(str(values['reach']), ())
    known = _known(site) if values['reach'] == NAMED else {}
    named = {known.get(fold(text)) for text in cast('tuple[str, ...]', values['sites'])}
    return [each for each in _sites(site) if each is not site and each.is_active and (
        getattr(each, 'level', '') in levels or each.__name__ in named)]


def unknown_sites(values: Values, site: ISite) -> list[str]:
    """Return what names no site."""
    named = cast('tuple[str, ...]', values['sites'])
    known = _known(site) if named else {}
    return [text for text in named if fold(text) not in known]


def _known(site: ISite) -> dict[str, str]:
    """Return the label of each site by its label and its title, folded."""
    return {fold(str(text)): str(each.__name__) for each in _sites(site)
            for text in (each.title, each.__name__)}


def _sites(site: ISite) -> Iterator[Site]:
    sites = find_portal(site).get('sites')
    return (cast('Site', each) for each in getattr(sites, 'values', tuple)()
            if ISite.providedBy(each))
