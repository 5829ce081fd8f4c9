"""Telling those who hold anchors which provisions of a public draft are others now."""
from __future__ import annotations

from ...base.legaltexts.identities import digest_of_text, mapping_of
from ...kernel.tree.events import Send
from .interfaces.drafts import Announced, IConsultation, ProvisionsChanged


def announced_now(consultation: IConsultation) -> tuple[Announced, ...]:
    """Return what there is to tell of the provisions of ``consultation``."""
    return tuple(Announced(each.id, each.address, digest_of_text(each.text))
                 for each in consultation.provisions)


def announce(consultation: IConsultation, notify: Send) -> bool:
    """Send ``ProvisionsChanged`` if the provisions are others than were told of last; return
    whether they are.  The first text is no change.
    """
    before, now = consultation.announced, announced_now(consultation)
    if before == now:
        return False
    consultation.announced = now
    if not before:
        return True
    by_id = {each.id: each for each in now}
    mapping = mapping_of(before, now, consultation.origins)
    confirmed = frozenset(
        each.id for each in before if mapping[each.id] and (
            each.id not in by_id or by_id[each.id].digest != each.digest))
    notify(ProvisionsChanged(consultation, mapping, confirmed))
    return True
