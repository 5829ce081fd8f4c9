"""Stand-ins: copies of the sources of references, in the versions that their boards approved.

Every public view of a reference is that of its source, shown a stand-in in its place.  Nothing
refers to a stand-in but the request, and so it is never kept.
"""
from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, cast

from BTrees.Length import Length
from BTrees.OOBTree import OOBTree
from persistent.mapping import PersistentMapping
from pyramid.location import lineage

from ...base.interfaces import IContainer
from ...editorial.crossposting.interfaces import IReference
from ...editorial.crossposting.pictures import as_before, image_at
from ...editorial.crossposting.sources import fields_at, files_of, source_of, texts_shown
from ...kernel.tree.lookup import find_portal, path_of, work_of
from ...kernel.tree.resources import Described, Translation
from ...kernel.tree.sharing import Texts, is_shared, placed_somewhere
from ...kernel.workflow.interfaces import PUBLISHED

if TYPE_CHECKING:
    from ...base.interfaces import IPortal, IResource

Text = Described | Translation
#: How the name of a picture below a reference begins; digits of its digest in it.
PICTURE, _DIGITS = 'anh-', 16
_Changes = tuple[tuple[datetime.datetime, str], ...]


def presented(resource: IResource) -> IResource:
    """Return what visitors are shown of ``resource``: of a reference its stand-in, if there is
    one; of anything else itself.
    """
    if not IReference.providedBy(resource) or not cast('Described', resource).is_public:
        return resource
    if is_shared(resource):  # by its id alone: as it stands on one of its sites
        placed = placed_somewhere(cast('Described', resource))
        resource = resource if placed is None else placed
    return shown_by(cast('IReference', resource)) or resource


def all_presented(resources: Iterable[IResource]) -> list[IResource]:
    """Return the same of each of ``resources``."""
    return [presented(each) if IReference.providedBy(each) else each for each in resources]


def work_behind(resource: IResource) -> IResource:
    """Return the item whose work ``resource`` is, without making a stand-in: of a reference its
    source, while that is there.
    """
    source = source_of(resource) if IReference.providedBy(resource) else None
    return work_of(resource) if source is None else source


def shown_by(reference: IReference) -> Described | None:
    """Return the stand-in for the source of ``reference``, ``None`` if there is nothing to show.

    It stands where the reference does and has its object id.  ``shows``: the source;
    ``shown_by``: the reference; ``made_of``: all stored objects that it is read from.
    """
    texts = list(texts_shown(reference))
    if not texts:
        return None
    source, fields = texts[0]
    made = cast('Described', _copy(source, fields))
    made.__parent__, made.__name__ = reference.__parent__, reference.__name__
    made.__oid__ = reference.__oid__
    vars(made).update(shows=source, shown_by=reference,
                      made_of=(reference, *lineage(source)))
    made.translations = _translations(made, texts[1:])
    if hasattr(made, 'images'):
        made.images = tuple(path_of(each) for each in _pictures_of(reference, made.images))
    if IContainer.providedBy(made):
        _put_files(made, reference)
    return made


def picture_at(reference: IReference, address: str) -> Described | None:
    """Return the picture that the text of ``reference`` shows by ``address``, as its board has
    approved it; ``None`` if that is not to be seen any more.
    """
    portal = cast('IPortal', find_portal(reference))
    for pin in reference.pictures:
        image = image_at(portal, pin) if pin.address == address else None
        if image is not None:
            return picture_of(reference, image, pin.digest)
    return None


def picture_of(reference: IReference, image: Described, digest: str) -> Described | None:
    """Return ``image`` in its version with ``digest``: itself, if it is that; else what stands in
    for it below ``reference``; ``None`` if that version is not there.
    """
    fields = fields_at(image, digest)
    if not fields:
        return image if fields is not None else None
    made = cast('Described', _copy(image, fields))
    made.__parent__, made.__name__ = reference, f'{PICTURE}{digest[:_DIGITS]}'
    vars(made).update(shows=image, made_of=(reference, image))
    return made


def part_called(reference: IReference, name: str) -> Described | None:
    """Return what stands below ``reference`` as ``name``: a picture, a file or an article of its
    source, or ``None``.
    """
    picture = picture_called(reference, name)
    has_parts = picture is None and IContainer.providedBy(source_of(reference))
    shown = shown_by(reference) if has_parts else None
    if shown is None:
        return picture
    try:
        return cast('Described', shown[name])  # type: ignore[index]  # a container
    except KeyError:
        return None


def picture_called(reference: IReference, name: str) -> Described | None:
    """Return what stands in for a picture below ``reference`` as ``name``, or ``None``."""
    portal = cast('IPortal', find_portal(reference))
    for pin in reference.pictures if name.startswith(PICTURE) else ():
        image = image_at(portal, pin)
        found = None if image is None else picture_of(reference, image, pin.digest)
        if found is not None and found is not image and found.__name__ == name:
            return found
    return None


def _pictures_of(reference: IReference, paths: Iterable[str]) -> Iterator[Described]:
    return (each for path in paths if (each := picture_at(reference, path)) is not None)


def _put_files(made: Described, reference: IReference) -> None:
    """Let ``made``, a copy of the source of ``reference``, hold the files that its board has
    approved, each as it was then.
    """
    found = OOBTree()
    for (file, fields), words in files_of(reference):
        copy = cast('Described', _copy(file, fields))
        copy.__parent__ = made
        vars(copy).update(shows=file, shown_by=reference, made_of=(reference, file))
        copy.translations = _translations(copy, words)
        found[file.__name__] = copy
    order = made._order  # type: ignore[attr-defined]  # of a folder
    vars(made).update(data=found, _num_objects=Length(len(found)), _order=(
        None if order is None else tuple(name for name in order if name in found)))


def _translations(made: Described, texts: list[tuple[Text, Mapping[str, object]]]) -> Texts:
    found = Texts()
    for text, fields in texts:
        copy = found[text.language] = cast('Translation', _copy(text, fields))
        copy.__parent__ = made
        copy.made_of = (text,)
    source = cast('Described', made.shows)  # type: ignore[attr-defined]
    translations = source.translations
    found.made_of = (translations,) if isinstance(translations, PersistentMapping) else ()
    return found


def _copy(text: Text, fields: Mapping[str, object]) -> Text:
    copy = as_before(text, fields)
    copy.state, copy.working = PUBLISHED, None
    if fields:
        copy.changes = _changes_before(text, fields)
        copy.updated_at = copy.changes[-1][0] if copy.changes else None
    return copy


def _changes_before(text: Text, fields: Mapping[str, object]) -> _Changes:
    """Return the major changes of ``text`` that led to its version with ``fields``."""
    ended = next(each.until for each in reversed(text.history)
                 if each.approvals and each.values == fields)
    return tuple(each for each in text.changes if each[0] < ended)
