"""What lists say of an item beside its title and summary: its kind and its day.

A document of law bears its own day, and in short lists what it is about; a standing page, a
person or a link is of no day, and readers need no word for what it is.
"""
from ....base.clock import shown_date
from ....base.i18n import DEFAULT
from ....base.text import excerpt
from ....editorial.crossposting.interfaces import IReference
from ....kernel.tree.lookup import in_language
from ....types.legaldocument.interfaces import IDocumentKinds
from ....types.legaldocument.resource import LegalDocument
from ....types.link.resource import Link
from ....types.newsitem.resource import GENRES, NewsItem
from ....types.page.resource import Page
from ....types.person.resource import Person
from ....types.reference.standins import presented
from ....types.unit.resource import OrganisationUnit
from ..page.dates import machine_moment, shown_day
from ..page.wording import item_of

#: Of no day, and without a word on their kind: their titles say it.
_BARE = (Page, Link, Person, OrganisationUnit)
#: Genres that say no more than that an item is news.
_PLAIN = ('tin', 'bai')
_GENRES = {**dict(GENRES), **dict.fromkeys(_PLAIN, '')}
#: Characters of what a document is about in a short list.
LONGEST_ABOUT = 160


def kind_of(item, registry, tag=DEFAULT):
    """Return what people call this kind of item, translatable; ``''`` where the title says it.

    ``tag``: BCP 47 tag of the language of the page.
    """
    if IReference.providedBy(item):
        shown = presented(item)
        return '' if shown is item else kind_of(shown, registry, tag)
    if isinstance(item, NewsItem):
        return _GENRES[item.genre]
    if isinstance(item, LegalDocument):
        return registry.getUtility(IDocumentKinds)[item.kind].said(tag)[0]
    if isinstance(item, Link) and item.origin:
        return in_language(item, tag).origin or item.origin
    return '' if isinstance(item, _BARE) else registry.content.metadata(item, 'title')


def day_of(page, document):
    """Return ``(ISO 8601, as people read it)`` of the day of ``document``, an item or translation;
    ``(None, '')`` if it is of none.
    """
    item = item_of(document)
    if IReference.providedBy(item):  # the day of the work, as its page says it
        item = presented(item)
        document = in_language(item, document.language)
    if isinstance(item, LegalDocument) and item.issued:
        return item.issued.isoformat(), shown_date(item.issued, page.tag)
    if isinstance(item, Link) and item.dated:
        return item.dated.isoformat(), shown_date(item.dated, page.tag)
    moment = document.published_at or item.published_at
    if moment is None or isinstance(item, _BARE):
        return None, ''
    return machine_moment(moment), shown_day(moment, page.tag)


def headline_of(page, item):
    """Return the ``Wording`` of ``item`` in a short list: of a document of law with its day and
    what it is about, as it is cited.
    """
    title = page.say(item, 'title')
    if not isinstance(item, LegalDocument) or not item.issued:
        return title
    text = in_language(item, page.language.tag)
    day = shown_date(item.issued, text.language)
    about = excerpt(text.summary, LONGEST_ABOUT)
    of = 'of' if text.language == 'en' else 'ngày'
    dated = text.title if day in text.title else f'{text.title} {of} {day}'
    if text.language == 'en':
        return title._replace(text=f'{dated}: {about}')
    between = ' ' if about.startswith('Về ') else ': '
    about = about.replace('Về ', 'về ', 1) if between == ' ' else about
    return title._replace(text=f'{dated}{between}{about}')


def is_dated_by_title(item):
    """Return whether ``headline_of`` says the day of ``item``."""
    return isinstance(item, LegalDocument) and item.issued is not None
