"""The files of a mail: examined like those of a form, and what is left out is said."""
from __future__ import annotations

import io
from typing import TYPE_CHECKING

from ...base.i18n import _
from ...kernel.inspection.signatures import BadFile
from ...kernel.inspection.upload import Incoming
from ..cases.interfaces import Attachment
from ..questions.interfaces import (
    FILE_KINDS,
    FILE_LIMITS,
    LARGEST_FILE,
    LARGEST_FILES,
    LONGEST_TEXT,
    MOST_FILES,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...platform.media.interfaces import IFileIntake
    from .reading import Mail, Sent

_TOO_LARGE = _('quá lớn: mỗi tệp tối đa ${one} MB, tất cả tối đa ${all} MB',
               mapping=FILE_LIMITS)
TOO_MANY = _('quá ${most} tệp của một hồ sơ', mapping=FILE_LIMITS)

#: ``(name of a file, why it is left out)``.
Left = list[tuple[str, str]]


def examined(files: Sequence[Sent], intake: IFileIntake) -> tuple[list[Attachment], Left]:
    """Return those of ``files`` that are taken, and those that are not, with translatable
    reasons.
    """
    taken: list[Attachment] = []
    left: Left = []
    room = LARGEST_FILES
    for each in files:
        if len(taken) == MOST_FILES:
            left.append((each.filename, TOO_MANY))
        elif len(each.content) > min(LARGEST_FILE, room):
            left.append((each.filename, _TOO_LARGE))
        else:
            try:
                taken.append(Attachment(*intake.take(
                    Incoming(each.filename, io.BytesIO(each.content)), FILE_KINDS)))
                room -= len(each.content)
            except BadFile as refused:
                left.append((each.filename, refused.args[0]))
    return taken, left


def whole_text(mail: Mail) -> list[Attachment]:
    """Return the text of ``mail`` as a file, if it is longer than that of a case."""
    if len(mail.text) <= LONGEST_TEXT:
        return []
    return [Attachment('thu.txt', 'text/plain', mail.text.encode())]
