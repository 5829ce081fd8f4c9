"""Lists of documents as the desk shows them, row by row."""
from typing import NamedTuple

from ....base.clock import moment
from ....base.i18n import DEFAULT, ILanguages
from ....base.interfaces import IItem
from ....base.permissions import VIEW
from ....discovery.catalog.entries import changed_at
from ....discovery.catalog.flags import flags_of
from ....kernel.workflow.interfaces import REJECTED
from .links import desk_path
from .wording import (
    FLAGS,
    marks_of,
    parent_item,
    person,
    state_of,
    title_of,
    type_of,
    where,
)


class DeskRow(NamedTuple):
    """One document in a list.

    ``oid``: its object id.  ``lang``: BCP 47 tag of the title.  ``marks``, ``flags``: translatable
    texts.  ``languages``: pairs of the language of a translation and its state.
    ``who``: who wrote in it last; ``when``: local time of its last change, ``iso`` for machines.
    ``told``: what a list tells of it besides, translatable texts.
    """

    oid: int
    address: str
    title: str
    lang: str
    type: str
    state: str
    state_name: str
    marks: tuple[str, ...]
    flags: tuple[str, ...]
    languages: tuple[tuple[str, str], ...]
    where: str
    where_lang: str
    who: str
    when: str
    iso: str
    told: tuple[str, ...] = ()


def rows(request, documents):
    """Return the ``DeskRow`` of each of ``documents``."""
    return [row(request, document) for document in documents]


def row(request, document):
    """Return the ``DeskRow`` of ``document``, an item, a translation or a working version."""
    item, registry, changed = parent_item(document), request.registry, changed_at(document)
    return DeskRow(
        document.__oid__, desk_path(request, document), title_of(document), document.language,
        type_of(item, registry), state_of(document), document.state,
        tuple(marks_of(document, request)),
        tuple(_flags(document)),
        tuple(_languages(request, document)), *where(item, request.language.tag),
        person(request.root, last_actor(document)), moment(changed),
        changed.isoformat(timespec='seconds'))


def _flags(document):
    """Yield what the flags of ``document`` are called; that it is rejected says its state."""
    for flag in flags_of(document):
        if flag in FLAGS and (flag, document.state) != ('returned', REJECTED):
            yield FLAGS[flag]


def is_returned(document) -> bool:
    """Return whether ``document`` was given back or rejected and has not been changed since."""
    return 'returned' in flags_of(document) and not (
        document.modified_at and document.modified_at > document.review.events[-1].moment)


def last_actor(document):
    """Return the principal id of who changed ``document`` last."""
    review = document.review
    if review is not None and review.events and document.modified_at and (
            review.events[-1].moment >= document.modified_at):
        return review.events[-1].actor
    if document.history:
        return document.history[-1].actor
    return document.created_by


def _languages(request, document):
    """Yield the name and state of each translation that the asker may see."""
    if not IItem.providedBy(document) or not document.translations:
        return
    known = request.registry.getUtility(ILanguages).by_tag
    for tag, text in document.translations.items():
        if tag in known and tag != DEFAULT and request.has_permission(VIEW, text):
            yield known[tag].called(request.language.tag), state_of(text)
