"""What a block of a home page draws on: sections to tick, items to look for, told by their titles.

Ticked boxes of a block say what it draws on, a hidden line in which order; so both are typed
without JavaScript.
"""
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from pyramid.request import Request
from webob.multidict import MultiDict

from ....base.i18n import DEFAULT, _
from ....base.interfaces import IItem, IPortal, ISite
from ....base.permissions import VIEW
from ....kernel.tree.lookup import at_path, find_portal, find_site, in_work, path_of
from ....kernel.tree.resources import Described
from ....kernel.tree.site import Site
from ....types.homepage.blocks import sources_in
from ....types.homepage.checks import found_at, sites_at
from ....types.homepage.kinds import (
    GROUPS,
    KINDS,
    OF_NEWS,
    OF_SITES,
    ROWS,
    SOURCES,
    WHOLE,
)
from ....types.section import Section, grouped, sections_of
from ....web import View, desk_view
from ..work.picking import listed

#: Ends of the names of fields: what is ticked, in what order it was, what is looked for.
TICKED, ORDER, WANTED = 'source', 'sources', 'find'
#: Name of the view that finds items while somebody types.
FIND = 'find-source'
_EVERY = dict(zip(GROUPS, (_('Mọi sở, ngành'), _('Mọi phường'), _('Mọi xã')), strict=True))
_ONES = dict(zip(GROUPS, (_('Sở, ngành'), _('Phường'), _('Xã')), strict=True))


class Name(NamedTuple):
    """A title.  ``lang``: its language if it is not that of the page, else ``None``."""

    text: str
    lang: str | None = DEFAULT


@dataclass(frozen=True)
class Source:
    """Something to draw on.  ``code``: as a composition writes it.  ``about``: what it is, or
    what is wrong with it.  ``is_ticked``: whether the block draws on it.
    """

    code: str
    name: Name
    about: str = ''
    is_ticked: bool = False
    is_wrong: bool = False


#: The name of a group, and code and name of each box in it.
_Group = tuple[Name, list[tuple[str, Name]]]


@dataclass(frozen=True)
class Sources:
    """What a block draws on and may.

    ``chosen``: what it does, in its order.  ``apart``: codes of those that no box stands for.
    ``groups``: ``(name, boxes)``.  ``usual``: titles of what it shows if nothing is chosen.
    ``takes_items``: whether items may be picked; ``wanted``: the words they were looked for by;
    ``found``: of that, ``None`` if nothing was looked for.  ``of_sites``: it draws on sites.
    """

    chosen: tuple[Source, ...]
    apart: frozenset[str]
    groups: tuple[tuple[Name, tuple[Source, ...]], ...]
    usual: tuple[str, ...]
    takes_items: bool
    wanted: str = ''
    found: tuple[Source, ...] | None = None
    of_sites: bool = False


def typed_sources(at: str, form: MultiDict) -> str:
    """Return the line of sources that the fields of ``form`` whose names begin with ``at`` say:
    what is ticked, as it was ordered, and after it what was ticked since.
    """
    ticked = dict.fromkeys(str(each) for each in form.getall(f'{at}.{TICKED}'))
    before = [each for each in sources_in(str(form.get(f'{at}.{ORDER}', ''))) if each in ticked]
    return '; '.join(dict.fromkeys([*before, *ticked]))


class Supply:
    """What the blocks of the home page of ``site`` may draw on, for who sent ``request``."""

    def __init__(self, request: Request, site: Site) -> None:
        self._request, self._site = request, site
        self._is_city = IPortal.providedBy(site)
        self._own = [(self._group(group[0]), [_box(each) for each in group])
                     for group in grouped(sections_of(site))]
        self._of_city = [] if self._is_city else [
            _box(each, '/') for each in sections_of(find_portal(site))]

    def of(self, kind: str, line: str, wanted: str | None = None) -> Sources:
        """Return the ``Sources`` of a block of ``kind`` whose line of sources is ``line``;
        ``wanted``: words of the titles of items that are looked for.
        """
        codes = sources_in(line)
        groups = tuple((title, tuple(Source(code, name, is_ticked=code in codes)
                                     for code, name in boxes))
                       for title, boxes in self._groups(kind) if boxes)
        known = {box.code: box.name for _title, boxes in groups for box in boxes}
        takes_items = kind != OF_SITES and {SOURCES, ROWS} <= set(_says(kind))
        return Sources(
            tuple(self._chosen(kind, code, known) for code in codes),
            frozenset(codes) - known.keys(), groups,
            tuple(self._chosen(kind, code, known).name.text for code in KINDS[kind].sources)
            if kind in KINDS else (), takes_items, wanted or '',
            None if wanted is None else tuple(self.found(wanted, codes)), kind == OF_SITES)

    def found(self, words: str, codes: tuple[str, ...] = ()) -> Iterator[Source]:
        """Yield the items of the site that readers see, by ``words`` of their titles; of those in
        ``codes`` that they are ticked.
        """
        for item in listed(self._request, self._site, words):
            code = path_of(item).removeprefix(path_of(self._site)).lstrip('/')
            yield Source(code, Name(item.title), self._kind_of(item), code in codes)

    def _groups(self, kind: str) -> list[_Group]:
        """Return ``[(name, [(code, name)])]`` of the boxes of a block of ``kind``."""
        if SOURCES not in _says(kind):
            return []
        if kind == OF_SITES:
            return self._sites()
        whole = [(self._ours(_('Mọi tin')), self._whole())] if kind in OF_NEWS else []
        city = self._ours(_('Chuyên mục của Cổng cấp Thành phố'))
        return [*whole, *self._own, (city, self._of_city)]

    def _sites(self) -> list[_Group]:
        every = [(code, self._ours(title)) for code, title in _EVERY.items()]
        return [(self._ours(_('Cả nhóm')), every), *(
            (self._ours(title), [(path_of(site), Name(site.title))
                                 for site in sites_at(self._site, code)])
            for code, title in _ONES.items())]

    def _group(self, section: Section) -> Name:
        return Name(section.group) if section.group else self._ours(_('Chuyên mục khác'))

    def _whole(self) -> list[tuple[str, Name]]:
        city = (f'/{WHOLE}', self._ours(_('Mọi tin của Thành phố và các trang thành phần')))
        return [city] if self._is_city else [
            (WHOLE, self._ours(_('Mọi tin của trang này'))), city]

    def _chosen(self, kind: str, code: str, known: Mapping[str, Name]) -> Source:
        if code in known:
            return Source(code, known[code], is_ticked=True)
        if kind != OF_SITES:
            public = found_at(self._site, code)
            found = public or self._hidden(code)
            if found is not None:
                about = self._kind_of(found) if public else self._say(_('chưa công khai'))
                return Source(code, Name(found.title), about, True, not public)
        return Source(code, Name(code, None), self._say(_('không có hoặc chưa công khai')),
                      True, True)

    def _hidden(self, code: str) -> Described | None:
        """Return what ``code`` means of this site, if the asker may see it though readers may not;
        of no other site anything is told.
        """
        place = find_portal(self._site) if code.startswith('/') else self._site
        found = at_path(place, code)
        if not IItem.providedBy(found) or find_site(found) is not self._site:
            return None
        return in_work(found) if self._request.has_permission(VIEW, in_work(found)) else None

    def _kind_of(self, found: Described) -> str:
        return self._say(self._request.registry.content.metadata(found, 'title') or '')

    def _ours(self, text: str) -> Name:
        return Name(self._say(text), None)

    def _say(self, text: str) -> str:
        return str(self._request.localizer.translate(text))


def _box(section: Section, before: str = '') -> tuple[str, Name]:
    return f'{before}{section.__name__}', Name(section.title)


def _says(kind: str) -> tuple[str, ...]:
    return KINDS[kind].says if kind in KINDS else ()


class FindSource(View):
    """What the form of a home page asks while somebody types."""

    @desk_view(context=ISite, name=FIND, renderer='json')
    def found(self):
        """Return ``[{code, title, about}]`` of the items that readers see, by their titles."""
        words = self.request.GET.get('q', '')
        return [{'code': each.code, 'title': each.name.text, 'about': each.about}
                for each in Supply(self.request, self.site).found(words)]
