"""Suggestions while somebody types, for the script beside the search form."""
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlencode

from ....base.i18n import _
from ....base.interfaces import ISite
from ....base.text import folded, words
from ....discovery.catalog.interfaces import ICatalog
from ....discovery.catalog.suggesting import SCATTERED, Fit, Suggesting, fit_of
from ....discovery.search.interfaces import ISearchData
from ....types.section import sections_of
from ....web import View, public_view
from ..lists.labels import kind_of
from ..page.layout import Layout
from ..page.wording import Wording, item_of
from .bodies import is_open, known_bodies
from .params import params_of
from .procedures import procedures
from .titles import full_title

#: Suggestions in one answer, of one kind but titles, and characters of a query that are looked at.
MOST, MOST_OF_A_KIND, LONGEST = 8, 4, 100
#: What stands first among suggestions that fit as well: what many ask for.
_PINNED, _SECTION, _BODY, _PROCEDURE, _TITLE = range(5)
_BODIES = {'agency': _('Cơ quan, đơn vị'), 'commune': _('Xã, phường')}


class Suggestion(NamedTuple):
    """One suggestion.  ``fit``, ``rank``: by which they are sorted.  ``kind`` is translatable."""

    fit: Fit
    rank: int
    title: Wording
    kind: str
    address: str


class SuggestView(View):
    """What a visitor may be about to type."""

    @public_view(context=ISite, name='suggest', renderer='json', throttled='suggest')
    def suggestions(self):
        typed = params_of(self.request, 'q')[:LONGEST]
        page = Layout(self.context, self.request, {})
        found = [*_best(_sections(page, typed)), *_best(_bodies(page, typed)),
                 *_best(_procedures(page, typed)), *self._titles(page, typed)]
        return {'query': typed, 'suggestions': [
            self._shown(page, each) for each in _best(found, MOST)]}

    def _titles(self, page, typed: str) -> Iterator[Suggestion]:
        suggesting = Suggesting(self.request.root, self.request.service(ICatalog))
        for document in suggesting.titles(typed, self.context, page.language.tag, MOST):
            item = item_of(document)
            title, kind = full_title(page, item), kind_of(item, self.request.registry, page.tag)
            yield Suggestion(
                fit_of(title.text, typed), _TITLE, title, kind, self.request.link(item))

    def _shown(self, page, each: Suggestion) -> dict[str, str]:
        return {'title': each.title.text, 'lang': each.title.lang or page.language.tag,
                'kind': each.kind and self.request.localizer.translate(each.kind),
                'address': each.address}


def _best(found, most: int = MOST_OF_A_KIND) -> list[Suggestion]:
    """Return the ``most`` best of ``found``, the first before the rest."""
    return sorted(found, key=lambda each: (each.fit, each.rank))[:most]


def _sections(page, typed: str) -> Iterator[Suggestion]:
    """Yield the sections of the page's site that are called so, in the order of the site."""
    if not page.site.is_active or not words(typed)[1]:
        return
    begun = f' {words(typed)[1][-1]}'
    pins = page.request.registry.getUtility(ISearchData).pins()
    pinned = {pin.path[1:] for pin in pins}
    for section in sections_of(page.site):
        title, short = page.say(section, 'title'), page.say(section, 'short_title').text
        if not any(begun in f' {folded(text)}' for text in (title.text, short)):
            continue
        fit = min(fit_of(title.text, typed), fit_of(short, typed))
        if fit < SCATTERED:
            yield Suggestion(fit, _PINNED if section.__name__ in pinned else _SECTION, title,
                             _('Chuyên mục'), page.request.link(section))


def _bodies(page, typed: str) -> Iterator[Suggestion]:
    """Yield each body that is called so, once, by the name that fits best."""
    sites, fits = page.portal['sites'], {}
    for name, label in known_bodies(page).begun(typed):
        fits[label] = min(fits.get(label, SCATTERED), fit_of(name, typed))
    for label, fit in fits.items():
        site = sites[label]
        if fit < SCATTERED and site is not page.site and is_open(site):
            address = site.external_url if site.is_external else page.request.link(site)
            yield Suggestion(fit, _BODY, page.say(site, 'short_title', 'title'),
                             _BODIES[site.level], address)


def _procedures(page, typed: str) -> Iterator[Suggestion]:
    """Yield the common procedures whose names hold what was typed; they lead to the search."""
    search = page.request.link(page.site, 'search')
    for each in procedures(page).begun(typed):
        address = f'{search}?{urlencode({"q": each.name})}'
        yield Suggestion(fit_of(each.name, typed), _PROCEDURE, Wording(each.name, 'vi'),
                         _('Thủ tục'), address)
