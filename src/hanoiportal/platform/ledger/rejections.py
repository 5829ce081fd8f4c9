"""What of rejections the ledger must have told: those that the records of work tell of."""
from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from ...base.clock import local
from ..scheduling.interfaces import IEnvironment
from .documents import Document, documents_in, item_of, seats_of
from .interfaces import REJECTED, Event

if TYPE_CHECKING:
    from ...base.interfaces import IResource
    from ...kernel.workflow.records import Review


def rejected_versions(environment: IEnvironment, since: datetime.date) -> Iterator[Event]:
    """Yield an event of each rejection of a version of a document that is there."""
    type_of = environment.registry.content.typeof
    for document in documents_in(cast('IResource', environment.portal)):
        item = item_of(document)
        for review in _reviews(document):
            for event in review.events:
                if event.transition != 'reject' or not event.ground or (
                        local(event.moment).date() < since):
                    continue
                for site, section in seats_of(item):
                    yield Event(
                        0, event.moment, REJECTED, str(site), str(item.__oid__),
                        getattr(item, 'source_type', '') or type_of(item), str(section),
                        document.language, rule=event.ground)


def _reviews(document: Document) -> list[Review]:
    """Return the records of the work on ``document``, each once."""
    working = document.working
    found = [document.review, document.concluded, None if working is None else working.review,
             *(version.review for version in document.history)]
    return list({id(each): each for each in found if each is not None}.values())
