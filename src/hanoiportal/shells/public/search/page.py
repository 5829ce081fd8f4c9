"""The search page (clause 3.1): whatever is typed is answered."""
import re
from functools import partial
from typing import NamedTuple
from urllib.parse import urlencode

from ....base.i18n import _
from ....base.interfaces import ISite
from ....discovery.catalog.interfaces import ICatalog
from ....discovery.search import is_cut, parse, read_part
from ....discovery.search.interfaces import ISearchData
from ....discovery.search.parsing import LONGEST, MOST_PHRASES, MOST_WORDS
from ....web import View, public_view
from ....web.cacheable import Cacheable
from ....web.routing.links import canonical
from ..fragments import cached
from ..lists.batches import Paging, bounds
from ..page.layout import Layout
from ..page.shared import templates
from .bodies import body_cards
from .choices import Choices
from .copies import links_to_copies
from .didyoumean import did_you_mean
from .filters import Filters
from .formerunits import former_units
from .highlighting import QueryTerms
from .hits import Hits
from .params import params_of
from .procedures import FEW, elsewhere, procedure_links
from .promoted import promoted_results
from .unanswered import UNANSWERED

TITLE = _('Tìm kiếm')
#: Of what is shown all that differs between the searches of a site in a language; the rest of it
#: is read from these and from the site.
_DIFFERENT = ('typed', 'bodies', 'former', 'procedures', 'pins', 'meant', 'elsewhere', 'marks',
              'total', 'hits', 'groups', 'tags')
#: What is shown of a search for no words.
_NOTHING = {'hits': (), 'total': 0, 'paging': None, 'groups': (), 'tags': (), 'meant': None,
            'buttons': None, 'elsewhere': None, 'marks': None}
#: One phrase in quotation marks.
_PHRASE = re.compile(r'\s*["“”]([^"“”]+)["“”]\s*')

CUT = _('Chỉ phần đầu của những gì đã gõ được dùng để tìm: ${signs} ký tự, ${words} từ rời và '
        '${phrases} cụm từ trong ngoặc kép.',
        mapping={'signs': LONGEST, 'words': MOST_WORDS, 'phrases': MOST_PHRASES})


class _MarksMeant(NamedTuple):
    """How words typed without marks were read.  ``others``: how many results with other marks are
    not shown.  ``fits``: whether any result has these.
    """

    words: str
    others: int
    fits: bool


class SearchView(View):
    """What is found below one site."""

    @public_view(context=ISite, name='search', renderer='templates/search.pt',
                 throttled='search')
    def results(self):
        page = Layout(self.context, self.request, {})
        typed = params_of(self.request, 'q')
        short = read_part(typed)
        filters, query = Filters(page, short), parse(typed)
        words = urlencode({'q': short}) if short else ''
        answers = _answers(page, typed)
        shown = {
            'typed': typed, 'cut': is_cut(typed) and CUT, 'query': words, 'filters': filters,
            **answers, 'is_answered': any(answers.values()),
            'everywhere': page.is_component and self.request.link(page.portal, 'search'),
            'vietnamese': None if page.language.is_default else self.request.link(
                self.context, 'search', language=page.languages.default),
            **(self._look(page, query, filters, typed, answers)
               if query.words or query.phrases else _NOTHING)}
        values = {'title': TITLE, 'own_search': True,
                  'noindex': bool(self.request.query_string), 'canonical': self._address(page)}
        dynamic = {'results': partial(rendered_results, page, shown)}
        if words:
            dynamic['query'] = lambda: words
        return Cacheable(
            values, varies=(values['noindex'], values['canonical']), dynamic=dynamic)

    def _address(self, page):
        """Return the URL that results name as theirs, without what was searched for; ``None`` for
        the page on which a search begins, whose address it is.
        """
        return canonical(self.request, self.context, page.language, 'search') if (
            self.request.query_string) else None

    def _look(self, page, query, filters, typed, answers):
        catalog = self.request.service(ICatalog)
        data = self.request.registry.getUtility(ISearchData)
        read = data.marks.read(query) if page.language.is_default and filters.fits else None
        query = data.synonyms.widen(read or query)
        found = catalog.find(
            query, self.context, page.language.tag, filters.narrowing, *bounds(self.request),
            newest=filters.newest, gather=filters.gathers, fitting=read is not None)
        total, choices = found.total, Choices(filters, found.counts)
        rows = Hits(page, QueryTerms(query)).rows(
            found.batch.items, links_to_copies(filters, found))
        tags = choices.tags
        if not (total or tags):
            self.request.response.headers[UNANSWERED] = '1'
        is_asked = not (tags or any(answers.values()))
        return {
            'meant': did_you_mean(page, typed, total) if is_asked else None,
            'elsewhere': elsewhere(page, typed) if is_asked and total <= FEW else None,
            'marks': read and _MarksMeant(' '.join(read.words), found.other_marks, found.fits),
            'total': total, 'hits': rows.key, 'rows': rows.html,
            'groups': choices.groups, 'tags': tags, 'buttons': choices.buttons,
            'paging': Paging(found.batch, filters.results, filters.fields)}


def _answers(page, typed: str) -> dict[str, tuple[object, ...]]:
    """Return what stands before all results, because ``typed`` names it."""
    return {'bodies': body_cards(page, typed), 'former': former_units(page, typed),
            'procedures': procedure_links(page, typed), 'pins': promoted_results(page, typed)}


def rendered_results(page, shown: dict[str, object]) -> str:
    """Return the HTML of what is ``shown`` of a search within the frame of the ``Layout``
    ``page``.
    """
    known = templates(page.request)

    def render() -> str:
        return known['found'](page=page, link=page.request.link, macros=known['macros'].macros,
                              title=TITLE, quoted=_to_quote(str(shown['typed'])), **shown)

    return cached(page, 'results', render, reads=(), varies=_varies(shown))


def _to_quote(typed: str) -> str:
    """Return ``typed`` for a sentence that sets it in quotation marks: one phrase, typed in
    them, without its own.

    >>> [_to_quote(each) for each in ('"văn hóa"', '"văn hóa" Hà Nội', '""')]
    ['văn hóa', '"văn hóa" Hà Nội', '""']
    """
    phrase = _PHRASE.fullmatch(typed)
    return phrase[1] if phrase else typed


def _varies(shown):
    paging = shown['paging']
    return (*map(shown.get, _DIFFERENT), *shown['filters'].fields.items(),
            paging and (paging.batch.page, paging.batch.pages))
