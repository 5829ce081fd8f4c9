"""Forgetting what a document was, where its past is to be gone for good."""
from dataclasses import replace

from persistent.list import PersistentList

from ...base.interfaces import IPortal
from ...kernel.tree.events import ObjectModified, send
from ...kernel.tree.lookup import find_portal
from ...kernel.tree.numbering import joined


def forget_past(portal, gone, registry):
    """Eraser: of ``gone.pasts`` versions, and what was noted on the way, are gone.

    Who approved what stays: by that the present text is public.
    """
    for oid, until in gone.pasts.items():
        document = portal.__objectmap__.object_for(oid)
        if document is not None and _forget(document, until):
            send(registry)(ObjectModified(document))


def withhold_past(portal, gone, registry):
    """Withhold the same; keep ``[(document, what its history was, [what a review was])]``."""
    documents = {oid: portal.__objectmap__.object_for(oid) for oid in gone.pasts}
    kept = [(each, each.history, [
        (review, review.events, review.tasks, review.clarifications)
        for review in filter(None, (each.review, each.concluded))])
        for each in documents.values() if each is not None]
    forget_past(portal, gone, registry)
    return kept


def give_back_past(portal, kept, registry):
    """Let the past be there again, before what came to be meanwhile."""
    for document, history, reviews in kept:
        document.history = joined(history, document.history, 'until')
        for review, events, tasks, asked in reviews:
            review.events = _noted(events, review.events)
            review.tasks = joined(tasks, review.tasks, 'assigned_at')
            review.clarifications = joined(asked, review.clarifications, 'asked_at')
        if IPortal.providedBy(find_portal(document)):
            send(registry)(ObjectModified(document))


def _noted(before, now):
    """Return the events that there are ``now`` with the notes that they had ``before``, too."""
    noted = [old if old.note else event for old, event in zip(before, now, strict=False)]
    return PersistentList([*noted, *now[len(noted):]])


def _forget(document, until):
    """Do it of one ``document``; return whether there was anything."""
    kept = [version for version in document.history if version.until > until]
    changed = len(kept) < len(document.history)
    if changed:
        document.history = PersistentList(kept)
    for review in filter(None, (document.review, document.concluded)):
        changed |= _clear(review, until)
    return changed


def _clear(review, until):
    """Forget what was noted, given and asked in a ``Review``; steps and approvals stay."""
    said = [event for event in review.events if event.note and event.moment <= until]
    tasks = [task for task in review.tasks if task.assigned_at > until]
    asked = [each for each in review.clarifications if each.asked_at > until]
    if not said and (len(tasks), len(asked)) == (
            len(review.tasks), len(review.clarifications)):
        return False
    review.events = PersistentList(
        replace(event, note='') if event in said else event for event in review.events)
    review.tasks, review.clarifications = PersistentList(tasks), PersistentList(asked)
    return True
