"""Who approves and confirms a sheet: nobody what they wrote, proposed, or are paid by."""
from __future__ import annotations

from typing import TYPE_CHECKING

from ...base.i18n import _
from .interfaces import APPROVED, PROPOSED, RETURNED, SIGNED
from .lines import payees_in
from .payees import names_of

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IPortal, ISite
    from ..boards.interfaces import IBoardApproval
    from .interfaces import RoyaltySheet


class SheetApproval:
    """What stands against that somebody approves or confirms a sheet.  The permission of the
    board is asked for; that of the owner body is not.
    """

    def __init__(self, registry: Registry, portal: IPortal, approval: IBoardApproval) -> None:
        self._registry, self._portal, self._approval = registry, portal, approval

    def against_board(self, site: ISite, sheet: RoyaltySheet, actor: str) -> str:
        """Return why ``actor`` does not approve ``sheet`` for the board, ``''`` for nothing."""
        return self._approval.against(
            site, actor, sorted(_authors(sheet)), signed(sheet)) or self._against_payee(
                sheet, actor)

    def against_owner(self, sheet: RoyaltySheet, actor: str) -> str:
        """Return why ``actor`` does not confirm ``sheet`` for the owner body, ``''`` for nothing.
        """
        if actor in {*_authors(sheet), *signed(sheet)}:
            return _('Người lập, trình hoặc duyệt bảng này không được xác nhận.')
        return self._against_payee(sheet, actor)

    def is_enough(self, site: ISite, sheet: RoyaltySheet, actor: str) -> bool:
        """Return whether the board has approved ``sheet`` once ``actor`` has."""
        return bool(self._approval.is_enough(site, [*signed(sheet), actor]))

    def _against_payee(self, sheet: RoyaltySheet, actor: str) -> str:
        if names_of(self._registry, self._portal, actor) & payees_in(sheet.lines):
            return _('Người có tên trong bảng này không được tự duyệt, tự xác nhận.')
        return ''


def signed(sheet: RoyaltySheet) -> list[str]:
    """Return who of the board has approved what was proposed last."""
    found: list[str] = []
    for each in sheet.events:
        found = [] if each.kind in (PROPOSED, RETURNED) else found
        found += [each.actor] if each.kind in (SIGNED, APPROVED) else []
    return found


def _authors(sheet: RoyaltySheet) -> set[str]:
    """Return who wrote lines of ``sheet`` or ever proposed it."""
    return {line.by for line in sheet.lines} | {
        each.actor for each in sheet.events if each.kind == PROPOSED}
