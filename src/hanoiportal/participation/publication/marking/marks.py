"""The marks of a text: what each finder finds, without overlaps."""
from __future__ import annotations

from collections.abc import Iterable
from unicodedata import normalize

from ....base.i18n import _
from ..interfaces import Mark
from .dwellings import addresses
from .names import names
from .numbers import (
    accounts,
    births,
    emails,
    identities,
    land,
    phones,
    plates,
    spelled_phones,
)

#: What each kind of mark is called; a mask says so.
KINDS = {
    'name': _('họ tên'), 'identity': _('số giấy tờ'), 'phone': _('số điện thoại'),
    'email': _('thư điện tử'), 'address': _('địa chỉ'), 'plate': _('biển số xe'),
    'account': _('số tài khoản'), 'birth': _('ngày sinh'), 'land': _('số thửa, giấy chứng nhận'),
}
#: In the order in which they win where they meet.
FINDERS = (
    ('email', emails), ('land', land), ('account', accounts), ('birth', births),
    ('identity', identities), ('plate', plates), ('phone', phones), ('phone', spelled_phones),
    ('address', addresses), ('name', names))


def marks_of(text: str) -> tuple[Mark, ...]:
    """Return what in ``text``, brought to NFC, may tell of a person: in its order, apart."""
    text = normalize('NFC', text)
    found: list[Mark] = []
    for kind, find in FINDERS:
        for start, end in find(text):
            found += _free(Mark(start, end, kind, text[start:end]), found, text)
    return tuple(sorted(found))


def _free(mark: Mark, found: Iterable[Mark], text: str) -> list[Mark]:
    """Return ``mark`` without what other marks have of it; nothing if only signs are left."""
    start, end = mark.start, mark.end
    for other in sorted(found):
        if other.start <= start < other.end:
            start = other.end
        elif start < other.start < end:
            end = other.start
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return [Mark(start, end, mark.kind, text[start:end])] if end - start > 1 else []
