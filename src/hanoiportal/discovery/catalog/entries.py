"""What is indexed of each document: an item, a translation, or the working version of either."""
from pyramid.location import lineage

from ...base.clock import local
from ...base.interfaces import IItem, ISite
from ...base.text import folded, plain_text
from ...kernel.tree.lookup import find_site, is_listed
from ...kernel.tree.sharing import is_shared
from .flags import assignees_of, flags_of
from .interfaces import STANDING
from .nearduplicates import names_of

#: Values of the facet ``state`` besides the states: of what any visitor may read, and of what
#: lists, feeds and search show to them.
OPEN, PUBLIC = 'open', 'public'


class Entry:
    """A document as the indexes read it.

    ``is_listed``: whether visitors' lists and search show it; a file in an item is shown there.
    ``state``: its workflow state; ``OPEN`` and ``PUBLIC`` where they hold.
    ``within``: object ids of the places that its item lies in.
    ``began``: principal id of who began it; ``authors``: of all who wrote in it.
    ``assignees``: of those who have an open task on it.  ``flags``: see ``flags``.
    ``office``: what a standing page's site is called, ``alike.names_of``.
    ``review_by``: ``YYYY-MM-DD`` by which a standing text is to be reviewed; ``[]`` if never.
    ``section``: name of the place of its site that it lies in; ``[]`` if in none.
    ``month``, ``year``: in Hanoi of when it is listed, ``YYYY-MM`` and the ``int``.
    ``listed_at``, ``changed``: aware ``datetime``.
    ``title``, ``body``: plain texts.
    """

    def __init__(self, document, type_name, body, flags=(), review_days=()):
        item = item_of(document)
        self.is_listed = is_listed(document) and not IItem.providedBy(item.__parent__)
        self.type = type_name
        self.state = [document.state, *[OPEN] * document.is_public, *[PUBLIC] * self.is_listed]
        self.language = document.language
        self.keywords = [folded(word) for word in getattr(document, 'keywords', ())]
        self.within = within(item)
        self.began = document.created_by or ''
        self.authors = authors_of(document)
        self.assignees = assignees_of(document)
        self.office = names_of(find_site(item)) if STANDING in flags else ()
        self.flags = [*flags_of(document), *flags]
        self.review_by = list(review_days)
        self.section = section_of(item)
        self.listed_at = moment_of(document)
        day = local(self.listed_at)
        self.month, self.year = month_of(day), day.year
        self.changed = changed_at(document)
        self.title = document.title
        self.body = plain_text(body)


def item_of(document):
    """Return the item that ``document`` is, translates, or shall take the place of."""
    while not IItem.providedBy(document):
        document = document.__parent__
    return document


def within(item):
    """Return the object ids of the places that ``item`` lies in; what sites share lies in no site.
    """
    if is_shared(item):
        return [item.__parent__.__oid__]
    return [place.__oid__ for place in lineage(item) if place is not item]


def section_of(item):
    """Return the name of the place right below its site in which ``item`` lies, in a list."""
    inside = item
    for place in lineage(item):
        if ISite.providedBy(place):
            return [] if inside is item else [inside.__name__]
        inside = place
    return []


def month_of(day):
    """Return the month of a ``date`` or local ``datetime`` as the facet ``month`` has it."""
    return f'{day.year:04}-{day.month:02}'


def authors_of(document):
    """Return the principal ids of all who wrote in the version that ``document`` is."""
    review = document.review or getattr(document, 'concluded', None)
    wrote = set(review.authors) if review is not None else set()
    return sorted(wrote | {document.created_by} - {None})


def moment_of(document):
    """Return the aware ``datetime`` under which ``document`` is listed for visitors."""
    chosen = getattr(item_of(document), 'listed_at', None)  # by the board of a reference
    return chosen or document.published_at or document.created_at


def changed_at(document):
    """Return the aware ``datetime`` of the last that happened to ``document``."""
    review = document.review or getattr(document, 'concluded', None)
    steps = [review.events[-1].moment] if review is not None and review.events else []
    known = (document.created_at, document.modified_at, document.published_at)
    return max([*steps, *filter(None, known)])
