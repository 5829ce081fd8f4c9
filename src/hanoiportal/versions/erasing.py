"""Forgetting what a document was, where its past is to be gone for good."""
from dataclasses import replace

from persistent.list import PersistentList

from ..tree.events import ObjectModified, send


def forget_past(portal, gone, registry):
    """Eraser: of ``gone.pasts`` versions, and what was noted on the way, are gone.

    Who approved what stays: by that the present text is public.
    """
    for oid, until in gone.pasts.items():
        document = portal.__objectmap__.object_for(oid)
        if document is not None and _forget(document, until):
            send(registry)(ObjectModified(document))


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
