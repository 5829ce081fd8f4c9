"""The files that come with a form: examined, sealed, and refused with a sentence that loses
nothing else.
"""
from collections.abc import Callable, Sequence

from ...base.i18n import _
from ...kernel.inspection.signatures import BadFile
from ...kernel.inspection.upload import Incoming
from ...platform.media.interfaces import IFileIntake
from ..cases.interfaces import Attachment
from .interfaces import (
    FILE_LIMITS,
    FILES,
    LARGEST_FILE,
    LARGEST_FILES,
    MOST_FILES,
    GivenFile,
    IWaitingFiles,
    WaitingFile,
)
from .typed import Typed, too_many

TOLD = _('Tối đa ${most} tệp, mỗi tệp ${one} MB, tất cả ${all} MB. Vị trí ghi trong ảnh được xóa.',
         mapping=FILE_LIMITS)
LOST = _('Có tệp đã chờ quá lâu nên không còn. Xin chọn lại; nội dung đã viết còn nguyên.')


def kept_files(
        typed: Typed, waiting: IWaitingFiles) -> tuple[Typed, tuple[Attachment, ...]]:
    """Return the files of ``typed``, and it itself; without those that are there no more if there
    are any.
    """
    found = [(each, waiting.read(each)) for each in typed.files]
    there = tuple(each for each, file in found if file is not None)
    return (typed if len(there) == len(found) else typed.with_files(there),
            tuple(file for _each, file in found if file is not None))


class Arriving:
    """Takes the files of one form.

    ``kinds``: of ``Format`` that it takes.  ``too_often``: counts one file of the network that
    sends it, and says whether there were too many lately.
    """

    def __init__(
            self, kinds: tuple[str, ...], intake: IFileIntake, waiting: IWaitingFiles,
            too_often: Callable[[], bool]) -> None:
        self._kinds = kinds
        self._intake = intake
        self._waiting = waiting
        self._too_often = too_often

    def take(self, typed: Typed, new: Sequence[GivenFile]) -> tuple[Typed, dict[str, str]]:
        """Return ``typed`` with those of ``new`` that are taken, and what is wrong with others."""
        room = max(0, MOST_FILES - len(typed.files)) if self._kinds else 0
        reasons = {}
        if self._kinds and len(new) > room:
            reasons[FILES] = too_many(len(typed.files) + len(new))
        for each in new[:room]:
            try:
                typed = typed.with_files((*typed.files, self._kept(each, typed.files)))
            except BadFile as refused:
                reasons.setdefault(FILES, refused.args[0])
        return typed, reasons

    def _kept(self, given: GivenFile, before: tuple[WaitingFile, ...]) -> WaitingFile:
        size = given.file.seek(0, 2)
        if size > LARGEST_FILE or size + sum(each.size for each in before) > LARGEST_FILES:
            raise BadFile(_(
                'Tệp “${name}” quá lớn: mỗi tệp tối đa ${one} MB, tất cả tối đa ${all} MB.',
                mapping={'name': given.filename[:80], **FILE_LIMITS}))
        if self._too_often():
            raise BadFile(_('Mạng này vừa gửi quá nhiều tệp. Xin gửi không kèm tệp, rồi bổ sung '
                            'tệp bằng mã theo dõi sau ít phút.'))
        taken = self._intake.take(Incoming(given.filename, given.file), self._kinds)
        return self._waiting.keep(Attachment(*taken))
