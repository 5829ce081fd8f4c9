"""Pictures of what is carried: a board approves them with the text, as they are then (ADR 87).

A version of a picture is named ``picture=DIGEST`` beside those of the texts, see
``sources.digests_of``.
"""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, cast

from ...base.interfaces import IItem
from ...content.links.interfaces import IShownPictures
from ...kernel.tree.lookup import at_path, find_portal, is_closed
from ...kernel.tree.resources import detached

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IPortal
    from ...kernel.tree.resources import Described, Translation
    from .interfaces import PinnedPicture

    Text = Described | Translation


def pictures_in(text: Text, fields: Mapping[str, object], registry: Registry) -> Iterator[
        tuple[str, Described]]:
    """Yield address and image of each picture that readers of ``text`` see, in its version with
    ``fields`` of before.
    """
    def end(path: str) -> Described | None:
        portal = find_portal(text)
        found = at_path(portal, path) or at_path(portal, path.rpartition('/')[0])
        return cast('Described', found) if IItem.providedBy(found) else None

    shows: IShownPictures = registry.getUtility(IShownPictures)
    for shown in shows(cast('Described', as_before(text, fields)), end):
        if shown.end is not None and is_seen(shown.end):
            yield shown.address, shown.end


def is_seen(image: Described) -> bool:
    """Return whether ``image`` is a picture that anybody may see."""
    return hasattr(image, 'image') and bool(image.approvals) and image.is_public and (
        not is_closed(image))


def as_before(text: Text, fields: Mapping[str, object]) -> Text:
    """Return a copy of ``text`` that belongs to no database, with its ``fields`` of before."""
    copy = detached(text)
    for name, value in fields.items():
        setattr(copy, name, value)  # a long text is a record of its own
    return copy


def image_at(portal: IPortal, pin: PinnedPicture) -> Described | None:
    """Return the image of ``pin`` if anybody may see it, whatever it shows now."""
    found = cast('Described | None', portal.__objectmap__.object_for(pin.image))
    return found if found is not None and is_seen(found) else None
