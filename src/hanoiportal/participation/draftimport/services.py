"""Bringing the text of a draft in, without HTTP."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import cast

from pyramid.request import Request
from zope.interface import implementer

from ...base.i18n import _
from ...base.legaltexts.alignment import align
from ...base.legaltexts.document import Reading, reading
from ...base.legaltexts.errors import LegalTextError
from ...base.legaltexts.identities import (
    digest_of_text,
    origins_of,
    provisions_of,
    written,
)
from ...base.legaltexts.structure import Document, Entry, walk
from ...base.legaltexts.succession import sources_of, succeed
from ...base.text import nfc
from ...content.versions.interfaces import IEditing
from ...kernel.inspection.signatures import BadFile
from ...kernel.inspection.upload import Incoming
from ...kernel.tree.lookup import in_work
from ...kernel.tree.schema import LONGEST_BODY
from ...kernel.workflow.interfaces import PUBLIC
from ...platform.media.interfaces import IFileIntake, ITextReader
from ..consultations.interfaces.drafts import IConsultation
from .interfaces import CannotImport, IDraftImport, Preview, Taken

#: Media types that are read, and the kinds of ``formats.csv`` that they are of.
READ = ('application/vnd.openxmlformats-officedocument.wordprocessingml.document',
        'application/vnd.oasis.opendocument.text')
KINDS = ('text',)
REFUSED = {
    'tracked': _('Tệp còn theo dõi thay đổi (Track Changes). Hãy chấp nhận hoặc từ chối mọi thay '
                 'đổi, lưu lại rồi gửi lại.'),
    'macros': _('Tệp chứa macro. Hãy lưu lại không kèm macro rồi gửi lại.'),
    'scanned': _('Tệp chỉ có ảnh chụp, không có chữ. Hãy gửi tệp gốc hoặc dán nội dung vào ô bên '
                 'dưới.'),
    'pages': _('Tệp có quá nhiều trang. Hãy gửi riêng dự thảo, còn tài liệu kèm theo thêm như '
               'tệp.'),
    'broken': _('Không đọc được tệp này. Hãy mở bằng Word hoặc LibreOffice, lưu lại rồi gửi lại.'),
}


@implementer(IDraftImport)
class DraftImport:
    """See ``IDraftImport``."""

    def __init__(self, editing: IEditing, intake: IFileIntake, reader: ITextReader) -> None:
        self._editing, self._intake, self._reader = editing, intake, reader

    def take(self, given: Incoming) -> Taken:
        try:
            file = self._intake.take(given, KINDS)
        except BadFile as bad:
            raise CannotImport({'': bad.args[0]}) from None
        if file.media_type not in READ:
            raise CannotImport({'': _('Chỉ đọc được tệp DOCX và ODT. Hãy lưu tệp ở một trong hai '
                                      'dạng này rồi gửi lại.')})
        found = self._reader.read(file.content)
        if found.refused:
            raise CannotImport({'': REFUSED[found.refused]})
        return Taken('\n'.join(found.lines), found.left_out)

    def preview(self, consultation: IConsultation, text: str) -> Preview:
        text = _tidy(text)
        read = _read(text)
        earlier = earlier_of(consultation)
        before = provisions_of(earlier.full_text, earlier.identities)
        provisions = provisions_of(text, '')
        steps = align(before, provisions) if before else ()
        counts = Counter(each.kind for part in read.document.parts
                         for each, _above in walk(part.body))
        return Preview(text, counts, list(_contents(read.contents, 0)),
                       list(_loose(read.document)), provisions, before, steps, _base(consultation))

    def keep(self, consultation: IConsultation, text: str, base: str,
             confirmed: Mapping[int, tuple[str, ...]], actor: str, note: str = '') -> bool:
        found = self.preview(consultation, text)
        if base != found.base:
            raise CannotImport({'': _('Dự thảo đã được người khác thay đổi trong lúc xem trước. '
                                      'Hãy đối chiếu lại.')})
        earlier = earlier_of(consultation)
        identities = succeed(
            found.before, origins_of(earlier.full_text, earlier.identities), found.provisions,
            sources_of(found.steps, _known(confirmed, found)))
        return self._editing.edit(consultation, {
            'full_text': found.text, 'identities': written(identities)}, actor, note)


def earlier_of(consultation: IConsultation) -> IConsultation:
    """Return the version that people comment on, else the one in work: what a new text is
    compared with, so that nothing that was not confirmed is lost for good.
    """
    if consultation.state in PUBLIC:
        return consultation
    return cast(IConsultation, in_work(consultation))


def _known(confirmed: Mapping[int, tuple[str, ...]],
           found: Preview) -> dict[int, tuple[str, ...]]:
    """Return ``confirmed`` without ids that are not there, or that went on by themselves."""
    free = {each.id for each in found.before} - {
        own for step in found.steps if step.sure for own in step.old}
    return {number: tuple(own for own in ids if own in free)
            for number, ids in confirmed.items()}


def _tidy(text: str) -> str:
    """Return ``text`` in NFC, one line for each paragraph that says something."""
    if len(text) > LONGEST_BODY:
        raise CannotImport({'': REFUSED['pages']})
    lines = (' '.join(line.split()) for line in nfc(text).splitlines())
    return '\n'.join(line for line in lines if line)


def _read(text: str) -> Reading:
    if not text:
        raise CannotImport({'': _('Chưa có nội dung dự thảo.')})
    try:
        return reading(text)
    except LegalTextError as error:
        raise CannotImport({'': error.said}) from None


def _contents(entries: tuple[Entry, ...], depth: int) -> Iterator[tuple[int, str]]:
    for entry in entries:
        yield depth, entry.title
        yield from _contents(entry.children, depth + 1)


def _loose(document: Document) -> Iterator[str]:
    for part in document.parts:
        yield from (*part.letterhead, *part.subject, *part.preamble, *part.closing)


def _base(consultation: IConsultation) -> str:
    work = cast(IConsultation, in_work(consultation))
    said = (consultation.full_text, consultation.identities, work.full_text, work.identities)
    return digest_of_text('\0'.join(said))


def draft_import_service(request: Request) -> DraftImport:
    """Return the service of ``request``."""
    registry = request.registry
    return DraftImport(request.service(IEditing), registry.getUtility(IFileIntake),
                       registry.getUtility(ITextReader))
