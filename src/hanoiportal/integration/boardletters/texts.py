"""What stands against a letter, and the versions of what it points to."""
from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from ...base.i18n import _
from ...kernel.tree.lookup import is_listed, item_of
from ...kernel.tree.readable import why_unreadable
from .interfaces import LONGEST_TEXT, LONGEST_TITLE, MOST_ITEMS, LetterText

if TYPE_CHECKING:
    from ...base.interfaces import IPortal, IResource

#: The furthest time of a letter.
FURTHEST = datetime.timedelta(days=366)
CHANGED = _('Tin, bài trong thư đã thay đổi hoặc không còn công khai: hãy soạn lại.')


def versions_of(portal: IPortal, items: Sequence[str]) -> tuple[str, ...]:
    """Return the digests of what ``items`` show, ``''`` for what visitors' lists do not show."""
    return tuple(_version(portal, each) for each in items)


def _version(portal: IPortal, oid: str) -> str:
    item = item_of(portal, oid)
    if item is None or not is_listed(cast('IResource', item)) or not item.approvals:
        return ''
    return str(item.approvals[-1].digest)


def reasons_against(said: LetterText, now: datetime.datetime) -> dict[str, str]:
    """Return why a letter cannot say that, by field."""
    words = (('title', said.title, LONGEST_TITLE), ('text', said.text, LONGEST_TEXT))
    reasons = {field: why for field, text, most in words if (why := _against(text, most))}
    if '\n' in said.title:
        reasons['title'] = _('Tiêu đề chỉ có một dòng.')
    if not said.wishes:
        reasons['wishes'] = _('Hãy chọn ít nhất một nhóm người nhận.')
    if len(said.items) > MOST_ITEMS:
        reasons['items'] = _('Chọn nhiều nhất ${most} tin, bài.', mapping={'most': MOST_ITEMS})
    elif '' in said.versions:
        reasons['items'] = CHANGED
    if said.at is not None and not now < said.at <= now + FURTHEST:
        reasons['at'] = _('Giờ gửi phải sau bây giờ và trong vòng một năm.')
    return reasons


def _against(text: str, most: int) -> str:
    if not text.strip() or len(text) > most:
        return _('Hãy viết, tối đa ${most} ký tự.', mapping={'most': most})
    return why_unreadable(text)
