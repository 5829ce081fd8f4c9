"""The files that the sender of a case adds to it."""
from __future__ import annotations

from collections.abc import Callable, Sequence

from ...base.i18n import _
from ...kernel.inspection.signatures import BadFile
from ...kernel.inspection.upload import Incoming
from ...platform.media.interfaces import IFileIntake
from ..cases.interfaces import Attachment, Case
from ..questions.interfaces import FILE_KINDS, FILE_LIMITS, LARGEST_FILE, MOST_FILES, GivenFile


def added_files(given: Sequence[GivenFile], case: Case, intake: IFileIntake,
                too_often: Callable[[], bool]) -> list[Attachment]:
    """Return the files ``given`` for ``case``; those of the staff take no room of the sender's.

    ``too_often``: counts one file of the network that sends it, and says whether there were too
    many lately.  Raises ``BadFile``.
    """
    room = MOST_FILES - sum(len(event.files) for event in case.events if not event.actor)
    if len(given) > room or any(each.file.seek(0, 2) > LARGEST_FILE for each in given):
        raise BadFile(_('Mỗi hồ sơ kèm tối đa ${most} tệp, mỗi tệp ${one} MB. Nội dung đã '
                        'viết còn nguyên.', mapping=FILE_LIMITS))
    if any(too_often() for _each in given):
        raise BadFile(_('Mạng này vừa gửi quá nhiều tệp. Xin bổ sung lời trước, tệp sau ít phút. '
                        'Nội dung đã viết còn nguyên.'))
    return [Attachment(*intake.take(Incoming(each.filename, each.file), FILE_KINDS))
            for each in given]
