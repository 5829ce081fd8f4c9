"""What a mark counts, one by one, as people read it."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple, cast

from pyramid.registry import Registry

from ...base.clock import shown_date
from ...base.deadlines.interfaces import IDeadlineRules
from ...base.i18n import _
from ...base.interfaces import IItem, IPortal, IResource
from ...base.legalbases import short_in
from ...kernel.tree.lookup import is_listed
from ..compliance.interfaces import IComplianceRules
from ..selfassessment.interfaces import (
    BOARD,
    DECLARED,
    DUTY,
    FUNCTION,
    SECTION,
    SUPPLY,
    TRAINED,
    WINDOWS,
    Evidence,
)

BOARD_TITLE, WINDOWS_TITLE = _('Ban Biên tập đang hoạt động'), _('Khung giờ cập nhật trong ngày')
SUPPLY_TITLE = _('Tháng có tin, bài được Cổng cấp Thành phố đăng')
TRAINED_TITLE = _('Thành viên Ban Biên tập đã được bồi dưỡng')
DECLARED_TITLES = {
    'owner': _('Cơ quan chủ quản'), 'managing_body': _('Cơ quan quản lý'),
    'operating_unit': _('Đơn vị vận hành'), 'contacts': _('Thông tin liên hệ đã xác nhận')}
YES, NO = _('Đạt'), _('Chưa đạt')


class EvidenceRow(NamedTuple):
    """One thing that was counted.  ``title``: translatable.  ``item``: what fulfilled it, if
    readers find it.
    """

    title: str
    day: str
    outcome: str
    is_kept: bool
    item: IResource | None


class Evidences:
    """Puts evidence into words of the language ``tag``."""

    def __init__(self, registry: Registry, portal: IPortal, tag: str) -> None:
        self._portal, self._tag = portal, tag
        compliance = registry.getUtility(IComplianceRules)
        self._titles: dict[str, dict[str, str]] = {
            DUTY: {rule.code: f'{short_in(rule.clause, tag)}: {rule.what_in(tag)}'
                   for rule in registry.getUtility(IDeadlineRules).all()},
            SECTION: {each.code: self._in(each.titles) for each in compliance.sections},
            FUNCTION: {each.code: self._in(each.titles) for each in compliance.functions},
            DECLARED: DECLARED_TITLES, BOARD: {'': BOARD_TITLE}, WINDOWS: {'': WINDOWS_TITLE},
            SUPPLY: {'': SUPPLY_TITLE}, TRAINED: {'': TRAINED_TITLE}}

    def _in(self, titles: Mapping[str, str]) -> str:
        return titles.get(self._tag) or titles['vi']

    def rows(self, found: Iterable[Evidence]) -> list[EvidenceRow]:
        """Return the rows of ``found``: what was not kept first, the latest day first."""
        ordered = sorted(found, key=lambda each: (
            each.kept < each.of, each.day.isoformat() if each.day else ''), reverse=True)
        return [self._row(each) for each in ordered]

    def _row(self, each: Evidence) -> EvidenceRow:
        is_kept, is_part = each.kept == each.of, each.kind in (WINDOWS, TRAINED)
        return EvidenceRow(
            self._titles.get(each.kind, {}).get(each.code, each.code),
            shown_date(each.day, self._tag) if each.day else '',
            f'{each.kept}/{each.of}' if is_part else YES if is_kept else NO,
            is_kept, self._item(each.item))

    def _item(self, item: str) -> IResource | None:
        found = self._portal.__objectmap__.object_for(int(item)) if item.isdigit() else None
        if not IItem.providedBy(found) or not is_listed(cast('IResource', found)):
            return None
        return cast('IResource', found)
