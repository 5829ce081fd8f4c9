"""Sổ đối soát văn bản: the declaration of the register of what differs, which a machine keeps."""
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

import colander

from ...base.i18n import _
from ...base.permissions import DESK, KEEP, MANAGE_BOARD
from ...kernel.tree.schema import Schema, choice, day, line, paragraph
from ...platform.registers.interfaces import Owed, Register, Values
from .interfaces import FAULTS, LATE, NAME, RULE

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import ISite


def _key(values: Values, _site: ISite) -> str:
    return ':'.join(str(values[name] or '') for name in (
        'source', 'fault', 'number', 'issued', 'ours', 'found'))


def _owes(values: Values, site: ISite, _registry: Registry) -> list[Owed]:
    if values['fault'] == LATE:
        return []
    return [Owed(str(site.__oid__), RULE, cast('datetime.date', values['found']),
                 str(values['number']), ())]


def register_of(titles: Mapping[str, str]) -> Register:
    """Return the declaration; ``titles``: of the sources."""
    return Register(
        NAME, _('Sổ đối soát văn bản'), Schema.of(
            source=choice(_('Nguồn đối soát'), tuple(titles.items())),
            fault=choice(_('Sai lệch'), FAULTS),
            number=line(_('Số, ký hiệu'), required=True, longest=100),
            issued=day(_('Ngày ban hành'), missing=colander.required),
            title=paragraph(_('Trích yếu'), longest=2000),
            said=paragraph(_('Khác nhau thế nào'), longest=5000),
            ours=line(_('Địa chỉ trên Cổng'), longest=1000),
            theirs=line(_('Địa chỉ ở nguồn'), longest=1000),
            found=day(_('Ngày phát hiện'), missing=colander.required),
            ended=day(_('Ngày hết sai lệch'))),
        'found', ('number', 'fault', 'source', 'found', 'ended'), ('number', 'title', 'said'),
        key=_key, owes=_owes, read=DESK, write=MANAGE_BOARD, overseen=KEEP, fulfilled='ended',
        is_found=True, page=NAME,
        purpose=_('Văn bản trên trang này khác với Cơ sở dữ liệu quốc gia về pháp luật hoặc Công '
                  'báo, do máy đối soát mỗi đêm. Sai lệch được khắc phục thì lần đối soát sau tự '
                  'ghi ngày hết; sai lệch không đúng thì cơ quan quản lý rút dòng.'),
        basis=_('điểm e khoản 1 Điều 15 Quyết định 4263/QĐ-UBND'),
        example={'source': next(iter(titles)), 'fault': 'khac-ngay', 'number': '12/2026/QĐ-UBND',
                 'issued': '2026-11-20', 'found': '2026-11-25'})
