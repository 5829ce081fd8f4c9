"""What follows when a version of a draft becomes public."""
from __future__ import annotations

from typing import cast

from ...kernel.tree.events import ResourceEvent, send
from .announcing import announce
from .interfaces.drafts import IConsultation
from .phases import move_now


def published(event: ResourceEvent) -> None:
    """Open or close by the new days, and tell which provisions are others now."""
    consultation = cast(IConsultation, event.object)
    announce(consultation, send(event.registry))
    move_now(consultation, event.registry)
