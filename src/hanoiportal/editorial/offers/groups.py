"""Groups of sites that one offer names: by the kind of their bodies, and by former districts."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from ...base.i18n import _
from ...base.interfaces import ISite
from ...base.text import collate

#: Titles by ``kind`` of a component site.
_KINDS = {'so-nganh': _('Tất cả sở, ngành, cơ quan'), 'phuong': _('Tất cả phường'),
          'xa': _('Tất cả xã')}


class FormerDistrict(Protocol):
    """A unit of ``discovery.search``; ``today``: names of the sites on its ground."""

    name: str
    full_name: str
    district: str
    today: Sequence[str]


class SiteGroup(NamedTuple):
    """A group.  ``code``: as forms send it.  ``sites``: object ids as digits, never none."""

    code: str
    title: str
    sites: frozenset[str]


def groups_of(sites: Iterable[ISite], former: Iterable[FormerDistrict]) -> list[SiteGroup]:
    """Return the groups that ``sites`` form: kinds of bodies, then former districts by name."""
    known = [(each.__name__, str(getattr(each, 'kind', '')), str(each.__oid__))
             for each in sites]
    found = [SiteGroup(code, title, frozenset(oid for _name, kind, oid in known if kind == code))
             for code, title in _KINDS.items()]
    districts = sorted((each for each in former if not each.district),
                       key=lambda each: collate(each.name))
    found += [SiteGroup(each.full_name, each.full_name, frozenset(
        oid for name, _kind, oid in known if name in each.today)) for each in districts]
    return [each for each in found if each.sites]


def in_groups(groups: Iterable[SiteGroup], codes: Iterable[str]) -> frozenset[str]:
    """Return the object ids of the sites in the groups with ``codes``."""
    asked = frozenset(codes)
    return frozenset(oid for each in groups if each.code in asked for oid in each.sites)
