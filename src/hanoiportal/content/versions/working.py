"""The version in work of a document: opening it, writing in it, putting it in place."""
from ...base.i18n import _
from ...base.interfaces import IItem, ITranslation, IWorkingVersion
from ...kernel.tree.content import bound_schema
from ...kernel.tree.lookup import find_portal, in_work
from ...kernel.tree.values import digest_of, values_of
from ...kernel.workflow.interfaces import PUBLIC
from ...kernel.workflow.records import review_of
from .checking import translatable_part
from .resource import WorkingVersion, append, remember

DISCARDED = _('Hủy bản đang sửa')


def is_document(resource):
    """Return whether ``resource`` is what a board approves: an item or a translation."""
    return IItem.providedBy(resource) or ITranslation.providedBy(resource)


def document_of(working_copy):
    """Return the item or translation that ``working_copy``, belongs to."""
    return working_copy.__parent__ if IWorkingVersion.providedBy(working_copy) else working_copy


def schema_of(document, registry):
    """Return the bound schema of an item, a translation, or a working version of either."""
    document = document_of(document)
    if not ITranslation.providedBy(document):
        return bound_schema(registry.content.typeof(document), registry)
    return translated_schema(document.__parent__, registry)


def translated_schema(resource, registry):
    """Return the bound schema of a translation of ``resource``, made once for each registry."""
    type_name = registry.content.typeof(resource)
    meta = registry.content.meta[type_name]
    if 'translated' not in meta:
        meta['translated'] = translatable_part(
            bound_schema(type_name, registry), meta['translatable'])
    return meta['translated']


def opened(document, schema, now, actor):
    """Return the version of ``document`` to write in; a public one gets a working version."""
    working_copy = in_work(document)
    if document.state not in PUBLIC or working_copy is not document or not is_document(document):
        return working_copy
    document.working = working = WorkingVersion(
        document, values_of(document, schema), now, actor)
    find_portal(document).__objectmap__.seat(working)
    return working


def write(working_copy, given, now, actor):
    """Put the fields ``given`` into ``working_copy``; its approvals are void (14.1)."""
    if IWorkingVersion.providedBy(working_copy):
        working_copy.fields = {**working_copy.fields, **given}
    else:
        for name, value in given.items():
            setattr(working_copy, name, value)
    working_copy.modified_at = now
    if is_document(document_of(working_copy)):
        review = review_of(working_copy)
        review.authors |= {actor}
        review.approvals = ()


def put_in_place(document, schema, now, actor):
    """Let the working version of ``document`` become the document; what it was is remembered.

    A document without one stays what it is; what it was public by before is remembered, too.
    """
    working = document.working
    if working is None:
        _keep_approvals(document, schema, now, actor)
        return
    _fold(document)
    before = remember(document, values_of(document, schema), now, actor)
    before.approvals, before.review = document.approvals, document.concluded
    for name, value in working.fields.items():
        setattr(document, name, value)
    document.modified_at = now
    document.review = working.review
    _drop(document)


def give_up(document, schema, now, actor, note):
    """Throw the working version of ``document`` away; its history keeps it."""
    working = document.working
    _fold(document)
    kept = append(document, values_of(working, schema), working.state, now, actor,
                  note or DISCARDED)
    kept.begun_by, kept.review = working.created_by, working.review
    _drop(document)


def _drop(document):
    portal = find_portal(document)
    portal.__objectmap__.objects.pop(document.working.__oid__, None)
    document.working = None


def _fold(document):
    """Let the history of the working version be a part of that of ``document``."""
    working = document.working
    for draft in working.history:
        append(document, draft.values, draft.state, draft.until, draft.actor,
               draft.note).begun_by = working.created_by


def _keep_approvals(document, schema, now, actor):
    """Let the version that was public before it was withdrawn keep what it was public by."""
    if not document.approvals:
        return
    digest = document.approvals[0].digest
    public = next((version for version in reversed(document.history)
                   if digest_of(schema, version.values) == digest), None)
    if public is None:
        public = remember(document, values_of(document, schema), now, actor)
    if not public.approvals:
        public.approvals, public.review = document.approvals, document.concluded
