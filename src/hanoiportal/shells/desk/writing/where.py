"""Viết gì: what is written at a site comes first, then the section that takes it."""
from dataclasses import dataclass
from itertools import groupby

from pyramid.httpexceptions import HTTPForbidden, HTTPNotFound
from pyramid.request import Request

from ....base.i18n import _
from ....base.interfaces import ISite
from ....base.text import fold
from ....kernel.tree.content import types_of
from ....kernel.tree.resources import Described
from ....web import desk_view
from ..frame.links import Link
from ..frame.listfilters import listed_types
from ..frame.view import DeskView
from ..frame.wording import named, title_of
from ..work.contents import places_in
from .addable import add_label, addable
from .writing import ADD

WRITE = 'write'
#: These types are the first to choose from; the others follow by their titles.
_FIRST = ('NewsItem', 'LegalDocument', 'Image', 'File', 'Event', 'Page')
#: So many sections are named beside a type.
_NAMED = 3


@dataclass(frozen=True)
class Kind:
    """A type to choose.  ``sections``: titles of the first that take it, in the language ``lang``;
    ``more``: of how many others.
    """

    address: str
    title: str
    sections: tuple[str, ...]
    more: int
    lang: str


class Write(DeskView):
    """The way to an empty form, from a site."""

    def __init__(self, context: Described, request: Request) -> None:
        super().__init__(context, request)
        self._takers = _takers(context, request)
        if not self._takers and not addable(context, request):
            raise HTTPForbidden

    @desk_view(context=ISite, name=WRITE, renderer='templates/write.pt')
    def page(self):
        """Show the types of content, or the sections that take the one that ``type`` names."""
        name = self.request.GET.get('type', '')
        if not name:
            return {'title': _('Viết gì?'), 'kinds': self._kinds(), 'groups': (),
                    'own': self._own()}
        if name not in self._takers:
            raise HTTPNotFound
        title = _('${action}: chọn chuyên mục', mapping={
            'action': self.request.localizer.translate(add_label(name, self.request))})
        return {'title': title, 'kinds': (), 'groups': self._groups(name), 'own': ()}

    def _kinds(self) -> list[Kind]:
        titles = {name: self.request.localizer.translate(title)
                  for name, title in listed_types(self.request.registry).items()}
        ordered = sorted(self._takers, key=lambda name: (
            _FIRST.index(name) if name in _FIRST else len(_FIRST), fold(titles[name])))
        return [self._kind(name, titles[name]) for name in ordered]

    def _kind(self, name: str, title: str) -> Kind:
        takers = self._takers[name]
        address = self.path(self.context, WRITE, type=name)
        if len(takers) == 1:
            address = self.path(takers[0], ADD, type=name)
        texts = [self._text(each) for each in takers[:_NAMED]]
        return Kind(address, title, tuple(map(_short, texts)), len(takers[_NAMED:]),
                    texts[0].language)

    def _groups(self, name: str) -> list[tuple[str, list[Link]]]:
        """Return ``[(group, links to the forms)]``, as the site map has them."""
        takers = self._takers[name]
        first: dict[str, int] = {}
        for each in takers:
            first.setdefault(_group(each), len(first))
        takers = sorted(takers, key=lambda each: first[_group(each)])
        return [(group, [Link(self.path(each, ADD, type=name), title_of(self._text(each)),
                              lang=self._text(each).language) for each in inside])
                for group, inside in groupby(takers, key=lambda each: _group(self._text(each)))]

    def _text(self, section: Described) -> Described:
        """Return the text that names ``section`` in the language of the page."""
        return named(section, self.request.language.tag)

    def _own(self) -> list[Link]:
        """Return what the site itself has, apart: its home page, a new section."""
        return [self._apart(name) for name in addable(self.context, self.request)]

    def _apart(self, name: str) -> Link:
        kind = types_of(self.request.registry)[name]
        there = self.context.get(kind.get('own_name'))
        if there is not None:
            return Link(self.path(there), kind['title'])
        return Link(self.path(self.context, ADD, type=name), add_label(name, self.request))


def _short(section: Described) -> str:
    return getattr(section, 'short_title', '') or str(title_of(section))


def _group(section: Described) -> str:
    return getattr(section, 'group', '')


def _seat(place: Described) -> int:
    """Return the number of a section in the menu; places without one come first."""
    order = getattr(place, 'order', 0)  # of a folder that is no section, the names in it
    return order if isinstance(order, int) else 0


def _takers(site: Described, request: Request) -> dict[str, list[Described]]:
    """Return ``{type: sections of site}`` where the asker may add it, in the order of the menu."""
    known = listed_types(request.registry)
    found: dict[str, list[Described]] = {}
    for place in sorted(places_in(site, request.registry), key=_seat):
        for name in addable(place, request):
            if name in known:
                found.setdefault(name, []).append(place)
    return found
