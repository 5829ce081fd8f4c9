"""A text of a resource in the language asked for, and the mark it needs on the page."""
from typing import NamedTuple

from ....base.interfaces import ITranslation
from ....kernel.tree.lookup import in_language


class Wording(NamedTuple):
    """A text for readers.

    ``lang``: BCP 47 tag when it is not in the language of the page around it, else ``None``.
    """

    text: str
    lang: str | None


def wording(resource, names, asked, around):
    """Return the first text of ``resource`` under one of ``names`` that is not empty.

    First in the language ``asked``, then in Vietnamese; both arguments are BCP 47 tags, and
    ``around`` is the language of the page around it.
    """
    for source in (in_language(resource, asked), resource):
        for name in names:
            text = getattr(source, name, '')
            if text:
                return Wording(text, None if source.language == around else source.language)
    return Wording('', None)


def item_of(document):
    """Return the item that ``document`` of a list is, or is a translation of."""
    return document.__parent__ if ITranslation.providedBy(document) else document


def items_of(documents):
    """Return the same of each of ``documents``."""
    return [each.__parent__ if ITranslation.providedBy(each) else each for each in documents]
