"""The version in work of a document: opening it, writing in it, putting it in place."""
from persistent.list import PersistentList

from ..interfaces import IItem, ITranslation, IWorkingVersion
from ..tree.content import bound_schema
from ..tree.lookup import find_portal, in_work
from ..tree.values import values_of
from ..workflow.interfaces import PUBLIC
from ..workflow.records import review_of
from .checking import translatable_part
from .resource import Version, WorkingVersion, remember


def is_document(resource):
    """Return whether ``resource`` is what a board approves: an item or a translation."""
    return IItem.providedBy(resource) or ITranslation.providedBy(resource)


def document_of(holder):
    """Return the item or translation that ``holder``, a version in work, belongs to."""
    return holder.__parent__ if IWorkingVersion.providedBy(holder) else holder


def schema_of(document, registry):
    """Return the bound schema of an item, a translation, or a working version of either."""
    document = document_of(document)
    if not ITranslation.providedBy(document):
        return bound_schema(registry.content.typeof(document), registry)
    return translated_schema(document.__parent__, registry)


def translated_schema(resource, registry):
    """Return the bound schema of a translation of ``resource``."""
    return translatable_part(
        bound_schema(registry.content.typeof(resource), registry),
        registry.content.metadata(resource, 'translatable'))


def opened(document, schema, now, actor):
    """Return the version of ``document`` to write in; a public one gets a working version."""
    holder = in_work(document)
    if document.state not in PUBLIC or holder is not document or not is_document(document):
        return holder
    document.working = working = WorkingVersion(
        document, values_of(document, schema), now, actor)
    find_portal(document).__objectmap__.seat(working)
    return working


def write(holder, given, now, actor):
    """Put the fields ``given`` into ``holder``; its approvals are void (14.1)."""
    if IWorkingVersion.providedBy(holder):
        holder.fields = {**holder.fields, **given}
    else:
        for name, value in given.items():
            setattr(holder, name, value)
    holder.modified_at = now
    if is_document(document_of(holder)):
        review = review_of(holder)
        review.authors |= {actor}
        review.approvals = ()


def put_in_place(document, schema, now, actor):
    """Let the working version of ``document`` become the document; what it was is remembered.

    No-op for a document without one.
    """
    working = document.working
    if working is None:
        return
    for draft in working.history:
        _append_again(document, draft)
    before = remember(document, values_of(document, schema), now, actor)
    before.approvals, before.review = document.approvals, document.concluded
    for name, value in working.fields.items():
        setattr(document, name, value)
    document.review = working.review
    drop(document)


def drop(document):
    """Throw the working version of ``document`` away."""
    portal = find_portal(document)
    portal.__objectmap__.objects.pop(document.working.__oid__, None)
    document.working = None


def _append_again(document, draft):
    if not document.history:
        document.history = PersistentList()
    kept = Version(len(document.history) + 1, draft.values, draft.state, draft.until,
                   draft.actor, draft.note)
    document.history.append(kept)
