"""``IPackages``, as a plain object that knows nothing of HTTP."""
from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from hashlib import sha256

from BTrees.LOBTree import LOBTree
from pyramid.registry import Registry
from zope.interface import implementer

from ...base.i18n import _
from ...base.interfaces import IPortal, ISite
from ...kernel.inspection.signatures import BadFile
from ...kernel.inspection.upload import Incoming
from ...kernel.security.crypto.sealing import ISealing
from ...kernel.security.interactions import get_or_create, interactions_of, kept_or_new
from ...platform.media.interfaces import IFileIntake
from ..cases.interfaces import (
    CONTRIBUTION,
    DROP,
    ORGANISATION,
    PROCESS,
    RIGHTS,
    SELF,
    SYSTEM,
    Attachment,
    ICases,
    Sender,
    Submission,
)
from ..contributions.interfaces import KIND, POSITION
from ..questions.interfaces import FILE_KINDS, LARGEST_FILES, LONGEST_LINE, MOST_FILES
from .interfaces import Arrival, CannotDrop, IPackages, Package
from .packages import package_in
from .resource import KEY, DropBook


@implementer(IPackages)
class Packages:
    """``IPackages``."""

    def __init__(self, registry: Registry, portal: IPortal) -> None:
        self._registry, self._portal = registry, portal

    def package(self, said: object, files: Mapping[str, bytes]) -> Package:
        """See ``IPackages``."""
        return package_in(said, files)

    def arrived(self, site: ISite, title: str, files: Mapping[str, bytes],
                package: Package | None) -> Arrival:
        """See ``IPackages``."""
        if not files:
            raise CannotDrop({'': _('Không có tệp nào.')})
        check_amount([len(content) for content in files.values()])
        told = package.reference if package else title
        marks = ' '.join(sha256(each).hexdigest() for each in files.values())
        mark: str = self._registry.getUtility(ISealing).mark(
            f'file drop {site.__oid__} {told} {marks}')
        return Arrival(site, mark, title, self._examined(files), package)

    def _examined(self, files: Mapping[str, bytes]) -> tuple[Attachment, ...]:
        intake: IFileIntake = self._registry.getUtility(IFileIntake)
        try:
            return tuple(
                Attachment(*intake.take(Incoming(name, io.BytesIO(content)), FILE_KINDS))
                for name, content in files.items())
        except BadFile as refused:
            raise CannotDrop({'': refused.args[0]}) from None

    def keep(self, arrival: Arrival) -> str:
        """See ``IPackages``."""
        book: DropBook = get_or_create(interactions_of(self._portal), KEY, DropBook)
        code: str | None = book.taken.get(arrival.mark)
        if code is None:
            cases: ICases = self._registry.getAdapter(self._portal, ICases)
            receipt = cases.receive(_submission(arrival))
            code = book.taken[arrival.mark] = receipt.code
            if arrival.package is not None:
                if book.references is None:
                    book.references = LOBTree()
                book.references[receipt.number] = arrival.package.reference
        return code

    def sent(self) -> Iterator[tuple[int, str]]:
        """See ``IPackages``."""
        kept = kept_or_new(self._portal, KEY, DropBook).references
        if not kept:
            return
        first, end = kept.minKey(), kept.maxKey()
        yield end, kept[end]
        while end > first:
            end = kept.maxKey(end - 1)
            yield end, kept[end]

    def reference(self, number: int) -> str:
        """See ``IPackages``."""
        kept = kept_or_new(self._portal, KEY, DropBook).references
        found: str = kept.get(number, '') if kept else ''
        return found


def check_amount(sizes: list[int]) -> None:
    """Raise ``CannotDrop`` for too many files or bytes."""
    if len(sizes) > MOST_FILES or sum(sizes) > LARGEST_FILES:
        raise CannotDrop({'': _('Tối đa ${most} tệp và ${size} MB một lần gửi.', mapping={
            'most': MOST_FILES, 'size': LARGEST_FILES >> 20})})


def _submission(arrival: Arrival) -> Submission:
    package, site = arrival.package, str(arrival.site.__oid__)
    title = (package.title if package else arrival.title)[:LONGEST_LINE]
    if package is None:
        return Submission(CONTRIBUTION, site, title, '', files=arrival.files, channel=DROP)
    said = package.sender
    sender = Sender(
        said['name'], said['address'], said['phone'], said['email'],
        ORGANISATION if said['organisation'] else SELF, '', said['organisation'])
    return Submission(
        CONTRIBUTION, site, title, package.text, sender=sender, files=arrival.files,
        channel=SYSTEM, details={KIND: said['kind'], POSITION: said['position']},
        consents=frozenset({PROCESS, *([RIGHTS] if package.has_rights else ())}))
