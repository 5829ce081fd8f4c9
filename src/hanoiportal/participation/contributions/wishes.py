"""What a draft is to be made of, as its case keeps it; pure."""
import json
from collections.abc import Sequence

from ...base.i18n import _
from ...kernel.tree.readable import why_unfit
from ..cases.interfaces import HELD, FileNote
from .interfaces import NOTHING, PICTURE, USES, WORDS, FileUse, Wish
from .reading import READ

#: Letters of what a picture shows, as of its alternative text.
LONGEST_SAID = 1000


def written(token: str, wish: Wish) -> str:
    """Return ``wish`` of the effect ``token`` as a case keeps it."""
    return json.dumps([token, wish.section, wish.type_name, [list(each) for each in wish.files]],
                      ensure_ascii=False)


def read_wish(text: str) -> tuple[str, Wish] | None:
    """Return the token and the ``Wish`` that ``written`` wrote, ``None`` of ``''``."""
    if not text:
        return None
    token, section, type_name, files = json.loads(text)
    return str(token), Wish(section, type_name, tuple(FileUse(*each) for each in files))


def against_use(files: Sequence[FileNote], use: FileUse) -> dict[str, str]:
    """Return why the file that ``use`` names cannot be used so, by a field of the form."""
    field = f'use{use.number}'
    if use.use not in USES or not 0 <= use.number < len(files):
        return {field: _('Hãy chọn một giá trị trong danh sách.')}
    if why := why_unfit(use.said, LONGEST_SAID):
        return {f'said{use.number}': why}
    note = files[use.number]
    if note.held and use.use != NOTHING:
        return {field: HELD[note.held]}
    if use.use == WORDS and note.media_type not in READ:
        return {field: _('Chỉ lấy được chữ của tệp DOCX, ODT và PDF.')}
    if use.use == PICTURE and not note.media_type.startswith('image/'):
        return {field: _('Tệp này không phải là ảnh.')}
    if use.use == PICTURE and not use.said.strip():
        return {f'said{use.number}': _(
            'Hãy ghi ảnh chụp gì cho người không nhìn thấy, hoặc để tệp này là tệp tải về.')}
    return {}
