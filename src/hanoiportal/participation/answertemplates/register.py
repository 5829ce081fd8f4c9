"""The declaration of the register."""
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import colander

from ...base.i18n import _
from ...base.interfaces import ISite
from ...base.permissions import ANSWER, APPROVE_ANSWER
from ...kernel.tree.schema import Schema, day, line, paragraph
from ...platform.registers.interfaces import Owed, Register, Values
from .interfaces import NAME

if TYPE_CHECKING:
    from pyramid.registry import Registry


class Template(Schema):
    """A row."""

    title = line(_('Tên mẫu'), required=True, longest=200)
    since = day(_('Dùng từ ngày'), missing=colander.required)
    text = paragraph(_('Nội dung mẫu'), longest=20_000, required=True, description=_(
        'Phần cần điền viết trong ngoặc vuông, ví dụ [số văn bản].'))


def _key(values: Values, site: ISite) -> str:
    return str(values['title'])


def _check(values: Values, site: ISite, registry: Registry) -> Mapping[str, str]:
    return {}


def _owes(values: Values, site: ISite, registry: Registry) -> list[Owed]:
    return []


def declared() -> Register:
    """Return the declaration of the register."""
    return Register(NAME, _('Mẫu trả lời'), Template(), 'since', ('title', 'since'),
                    ('title', 'text'), _key, _check, _owes, ANSWER, APPROVE_ANSWER,
                    purpose=_('Những câu trả lời dùng lại nhiều lần cho câu hỏi, phản ánh.'),
                    basis=_('điểm e khoản 1 Điều 13 Quyết định 4263/QĐ-UBND'),
                    page='answer-templates', example={
                        'title': 'Hẹn ngày trả lời', 'since': '2026-11-01',
                        'text': 'Kết quả được trả lời trước ngày [ngày].'})
