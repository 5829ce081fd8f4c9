"""Files inside what is carried: a board approves them with the text, as they are then (ADR 114).

A version of a file is named ``file=DIGEST`` beside those of the texts, see ``sources.digests_of``.
"""
from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, cast

from ...base.interfaces import IContainer, IItem
from ...kernel.workflow.interfaces import LISTED

if TYPE_CHECKING:
    from ...base.interfaces import IResource
    from ...kernel.tree.resources import Described, Translation

    Text = Described | Translation
    #: A text, and the fields in which the version that was approved differs from it.
    Shown = tuple[Text, Mapping[str, object]]


def files_in(source: Described, without: IResource | None = None) -> Iterator[Described]:
    """Yield each file or image inside ``source`` that its readers see, in its order, but for
    ``without``.
    """
    inside: Iterable[Described] = source.values() if IContainer.providedBy(source) else ()
    for each in inside:
        if each is not without and is_seen(each):
            yield each


def is_seen(file: Described) -> bool:
    """Return whether readers of the item around ``file`` see it."""
    return bool(file.approvals) and file.is_public and file.state in LISTED


def file_digests(source: Described, without: IResource | None = None) -> list[str]:
    """Return the digests of the public versions of what ``files_in`` yields and of the words on
    them in other languages.
    """
    texts = (text for file in files_in(source, without)
             for text in cast('tuple[Text, ...]', (file, *file.translations.values())))
    return sorted({text.approvals[-1].digest for text in texts
                   if text.is_public and text.approvals})


def item_around(resource: IResource | None) -> Described | None:
    """Return the item that another site has carried and that ``resource`` is a file of."""
    around = getattr(resource, '__parent__', None)
    carried = IItem.providedBy(around) and cast('Described', around).crossposted
    return cast('Described', around) if carried else None


def approved_fields(text: Text, digests: Collection[str]) -> Mapping[str, object] | None:
    """Return the fields in which the latest public version of ``text`` that was approved with one
    of ``digests`` differs from what is public now: ``{}`` if it is that, ``None`` if there is
    none.
    """
    if any(each.digest in digests for each in text.approvals):
        return {}
    for version in reversed(text.history):
        if any(each.digest in digests for each in getattr(version, 'approvals', ())):
            return cast('Mapping[str, object]', version.values)
    return None


def files_shown(source: Described, digests: Collection[str]) -> Iterator[
        tuple[Shown, list[Shown]]]:
    """Yield each file inside ``source`` in its version with one of ``digests``, and the words on
    it in other languages, likewise.
    """
    for file in files_in(source):
        fields = approved_fields(file, digests)
        if fields is not None:
            words = ((text, approved_fields(text, digests))
                     for text in file.translations.values() if text.is_public)
            yield (file, fields), [(text, said) for text, said in words if said is not None]
