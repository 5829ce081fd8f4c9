"""Sổ không nhận được: what the system of documents sent and the portal could not take, and why."""
from __future__ import annotations

import colander

from ...base.i18n import _
from ...base.interfaces import ISite
from ...base.permissions import DESK, KEEP, MANAGE_BOARD
from ...kernel.tree.schema import Schema, choice, day, line, paragraph
from ...platform.registers.interfaces import Register, Values
from .interfaces import NAME, PARTS


def _key(values: Values, _site: ISite) -> str:
    return ':'.join(str(values[name] or '') for name in ('part', 'key', 'found'))


def register_of() -> Register:
    """Return the declaration."""
    return Register(
        NAME, _('Sổ không nhận được từ Hệ thống quản lý văn bản'), Schema.of(
            part=choice(_('Loại'), PARTS),
            key=line(_('Mã của Hệ thống'), required=True, longest=200),
            number=line(_('Số, ký hiệu'), longest=200),
            title=paragraph(_('Trích yếu, tên'), longest=2000),
            why=paragraph(_('Vì sao không nhận được'), longest=2000),
            found=day(_('Ngày phát hiện'), missing=colander.required),
            ended=day(_('Ngày nhận được'))),
        'found', ('key', 'part', 'number', 'why', 'found', 'ended'), ('key', 'number', 'title'),
        key=_key, read=DESK, write=MANAGE_BOARD, overseen=KEEP, fulfilled='ended', is_found=True,
        purpose=_('Gói tin và văn bản mà Hệ thống quản lý văn bản gửi nhưng Cổng không nhận được, '
                  'kèm lý do. Khi Hệ thống gửi lại đúng, Cổng tự ghi ngày nhận được.'),
        basis=_('khoản 1 Điều 12 Quyết định 4263/QĐ-UBND'),
        example={'part': 'van-ban', 'key': 'VB-1024', 'number': '12/QĐ-UBND',
                 'why': 'Ngày ở sau hôm nay.', 'found': '2026-11-25'})
