"""Suggestions while somebody types, for the script beside the search form."""
from ....base.i18n import _
from ....base.interfaces import ISite
from ....base.text import words
from ....discovery.catalog.interfaces import ICatalog
from ....discovery.catalog.suggesting import Suggesting
from ....web import View, public_view
from ..lists.labels import kind_of
from ..page.layout import Layout
from ..page.navigation import sections_of
from ..page.wording import item_of
from .params import params_of

#: Suggestions in one answer, and characters of a query that are looked at.
MOST, LONGEST = 8, 100


class SuggestView(View):
    """What a visitor may be about to type."""

    @public_view(context=ISite, name='suggest', renderer='json', throttled='suggest')
    def suggestions(self):
        typed = params_of(self.request, 'q')[:LONGEST]
        page = Layout(self.context, self.request, {})
        sections = [self._suggestion(page, section, _('Chuyên mục'))
                    for section in _begun(page, typed)]
        titles = Suggesting(self.request.root, self.request.service(ICatalog)).titles(
            typed, self.context, page.language.tag, MOST)
        items = [self._suggestion(page, item_of(found), kind_of(
            item_of(found), self.request.registry, page.tag)) for found in titles]
        return {'query': typed, 'suggestions': (sections[:MOST // 2] + items)[:MOST]}

    def _suggestion(self, page, resource, kind):
        title = page.say(resource, 'title')
        return {'title': title.text, 'lang': title.lang or page.language.tag,
                'kind': self.request.localizer.translate(kind),
                'address': self.request.link(resource)}


def _begun(page, typed):
    """Return the sections of the site whose names hold all words typed, the last one begun."""
    if not page.site.is_active:
        return []
    asked_words = words(typed)[1]
    return [section for section in sections_of(page.site)
            if asked_words and _holds(words(page.say(section, 'title').text)[1], asked_words)]


def _holds(title, asked_words):
    *whole, begun = asked_words
    return set(whole) <= set(title) and any(word.startswith(begun) for word in title)
