"""A look through the whole database: is everything that is public approved? (14.1, 15.1.f)."""
from collections.abc import Iterator
from dataclasses import dataclass

from ...base.interfaces import IPortal, ITranslation
from ...content.versions.interfaces import IVersions
from ...kernel.tree.lookup import path_of, walk
from ...kernel.tree.resources import Described
from ...kernel.workflow.interfaces import PUBLIC
from ...kernel.workflow.records import CARRIED_IN
from .approved import is_public_by_right


@dataclass(frozen=True)
class Scan:
    """What was found.

    ``public``: how many documents are public.  ``carried_in``: how many of them came with the
    installation or an import.  ``unapproved``: paths of those that no recorded approval of
    exactly their public version makes public, with the language after ``#`` for translations.
    """

    public: int
    carried_in: int
    unapproved: tuple[str, ...]


def scan(portal: IPortal, versions: IVersions) -> Scan:
    """Return the ``Scan`` of the whole tree of ``portal``."""
    public = carried_in = 0
    unapproved = []
    for document in documents(portal, versions):
        if document.state in PUBLIC:
            public += 1
            carried_in += any(each.kind == CARRIED_IN for each in document.approvals)
            if not is_public_by_right(document, versions.digest(document)):
                unapproved.append(_name(document))
    return Scan(public, carried_in, tuple(unapproved))


def documents(portal: IPortal, versions: IVersions) -> Iterator[Described]:
    """Yield every item and translation in the tree of ``portal``."""
    for resource in walk(portal):
        for document in (resource, *getattr(resource, 'translations', {}).values()):
            if versions.is_document(document):
                yield document


def _name(document: Described) -> str:
    if ITranslation.providedBy(document):
        return f'{path_of(document.__parent__)}#{document.language}'
    return path_of(document)
