"""What references show: items of other sites, each in the versions that were approved."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, cast

from ...base.i18n import DEFAULT
from ...base.interfaces import IItem, IResource, ITranslation
from ...discovery.catalog.interfaces import REFERENCE
from ...kernel.tree.lookup import find_portal, is_closed, is_listed
from .files import approved_fields, file_digests, files_in, files_shown
from .interfaces import IReference, PinnedPicture
from .pictures import pictures_in

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...kernel.tree.resources import Described, Translation
    from .files import Shown

    Text = Described | Translation

#: Between the tag of a language and a digest.
_BETWEEN = '='
#: What stands in the place of a tag before the digest of a picture, and of a file.
_PICTURE, _FILE = 'picture', 'file'


def flags_of(document: IResource, _registry: object) -> tuple[str, ...]:
    """Return the flag by which the catalog knows a reference and its texts."""
    item = document.__parent__ if ITranslation.providedBy(document) else document
    return (REFERENCE,) if IReference.providedBy(item) else ()


def digests_of(source: Described, registry: Registry,
               without: IResource | None = None) -> tuple[str, ...]:
    """Return the versions of ``source`` that are public, one for each language, the Vietnamese
    one first: ``TAG=DIGEST``; behind them those of the pictures that they show, and of the files
    inside but for ``without``.
    """
    texts: list[Text] = [source, *(text for _tag, text in sorted(source.translations.items()))]
    public = [text for text in texts if text.is_public and text.approvals]
    shown = {image.approvals[-1].digest for text in public
             for _address, image in pictures_in(text, {}, registry)}
    return (*(f'{text.language}{_BETWEEN}{text.approvals[-1].digest}' for text in public),
            *(f'{_PICTURE}{_BETWEEN}{digest}' for digest in sorted(shown)),
            *(f'{_FILE}{_BETWEEN}{digest}' for digest in file_digests(source, without)))


def by_language(digests: tuple[str, ...]) -> dict[str, str]:
    """Return ``{tag: digest}`` of the texts in what ``digests_of`` gives."""
    pairs = [each.split(_BETWEEN, 1) for each in digests]
    return {tag: digest for tag, digest in pairs if tag not in (_PICTURE, _FILE)}


def pins_of(reference: IReference, registry: Registry) -> tuple[PinnedPicture, ...]:
    """Return the pictures of what ``reference`` shows, as its board has approved them."""
    approved = _named(reference, _PICTURE)
    return tuple(sorted({
        PinnedPicture(address, image.__oid__, digest)
        for text, fields in texts_shown(reference)
        for address, image in pictures_in(text, fields, registry)
        for digest in approved if fields_at(image, digest) is not None}))


def _named(reference: IReference, kind: str) -> frozenset[str]:
    """Return the digests of what the board has approved of that ``kind`` beside the texts."""
    return frozenset(each.partition(_BETWEEN)[2] for each in reference.digests
                     if each.startswith(f'{kind}{_BETWEEN}'))


def files_of(reference: IReference) -> list[tuple[Shown, list[Shown]]]:
    """Return the files inside the source of ``reference`` as its board has approved them, see
    ``files_shown``.
    """
    source, approved = source_of(reference), _named(reference, _FILE)
    return [] if source is None or not approved else list(files_shown(source, approved))


def files_changed(reference: IReference) -> list[Described]:
    """Return the files inside the source of ``reference`` that its readers see otherwise there, or
    not at all.
    """
    source, approved = source_of(reference), _named(reference, _FILE)
    return [] if source is None else [
        each for each in files_in(source) if each.approvals[-1].digest not in approved]


def source_of(reference: IReference) -> Described | None:
    """Return the item that ``reference`` shows, whatever its state; ``None`` if it is gone."""
    known = getattr(find_portal(reference), '__objectmap__', None)
    found = None if known is None else known.object_for(reference.source)
    return cast('Described', found) if IItem.providedBy(found) else None


def fields_at(document: Text, digest: str) -> Mapping[str, object] | None:
    """Return the fields in which the public version of ``document`` that was approved with
    ``digest`` differs from what is public now: ``{}`` if it is that, ``None`` if it is not there.
    """
    return approved_fields(document, (digest,))


def texts_shown(
        reference: IReference,
) -> Iterator[tuple[Text, Mapping[str, object]]]:
    """Yield each text of the source that ``reference`` shows, and its ``fields_at``; the item
    itself first, nothing at all if that is not to be shown.
    """
    source = source_of(reference)
    if source is None or not is_listed(source) or is_closed(source):
        return
    for tag, digest in by_language(reference.digests).items():
        text = source if tag == DEFAULT else source.translations.get(tag)
        fields = None if text is None or not text.is_public else fields_at(text, digest)
        if fields is None and tag == DEFAULT:
            return
        if text is not None and fields is not None:
            yield text, fields


def is_shown(reference: IReference) -> bool:
    """Return whether the source of ``reference`` lets it show anything."""
    return next(texts_shown(reference), None) is not None
