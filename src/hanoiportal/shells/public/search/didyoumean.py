"""Another spelling of a query with a word that stands nowhere, as a text or a table writes it."""
from ....base.i18n import DEFAULT
from ....base.text import plain_text
from ....base.text.lexicon import Lexicon
from ....discovery.catalog.interfaces import ICatalog
from ....discovery.catalog.spelling import Spelling
from ....discovery.search.interfaces import ISearchData
from ....types.section import sections_of
from ..fragments import cached_for_all
from ..page.wording import item_of

#: With so many hits or more a reader is not asked whether another spelling was meant.
FEW = 10
LOOKED_THROUGH = 20_000


def did_you_mean(page, typed: str, total: int) -> str | None:
    """Return what a visitor may have meant who typed ``typed`` and found ``total`` below the site
    of the ``Layout`` ``page``, or ``None``.
    """
    if total >= FEW:
        return None
    catalog, language = page.request.service(ICatalog), page.language.tag
    known = catalog.public(page.portal, language) | catalog.public(page.portal, DEFAULT)
    spelling = Spelling(
        page.portal.indexes.catalog['text'], known, catalog.public(page.site, language),
        cached_for_all(page, 'lexicon', lambda: Lexicon(_phrases(page))),
        lambda docid: _text(page, docid))
    return spelling.instead(typed)


def _phrases(page) -> tuple[str, ...]:
    """Return the names of all bodies and of the city's sections, then the tables."""
    data = page.request.registry.getUtility(ISearchData)
    places = (*page.portal['sites'].values(), *sections_of(page.portal))
    return (*(page.say(place, 'title').text for place in places), *data.phrases)


def _text(page, docid: int) -> str:
    document = page.portal.__objectmap__.objects[docid]
    text = page.request.registry.content.metadata(item_of(document), 'text')
    return f'{document.title} \n {plain_text(text(document)[:LOOKED_THROUGH])}'
