"""Who may give the next approval of what a site carries: as the site's own workflow says."""
from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from pyramid.registry import Registry

from ...base.i18n import _
from ...base.interfaces import IClock, ISite
from ...kernel.tree.lookup import is_suspended
from ...kernel.workflow.definitions import IDefinitions, definition_of
from ...kernel.workflow.records import BY_BOARD, Approval
from ..boards.interfaces import IBoardApproval, IBoards
from ..suspension.interfaces import PUBLISHING
from .interfaces import CannotCrosspost

#: Who has approved, and when.
Given = Sequence[tuple[str, datetime.datetime]]


@dataclass(frozen=True)
class Deciding:
    """The approvals that the workflow of a site asks for, for one asker."""

    registry: Registry
    boards: IBoards
    approval: IBoardApproval

    def reasons_against(self, site: ISite, actor: str, authors: frozenset[str],
                        given: Given) -> str:
        """See ``IReceiving``."""
        now = self.registry.getUtility(IClock).now()
        if not self.boards.is_member(site, actor, now):
            return _('Chỉ thành viên Ban Biên tập của trang quyết định việc này.')
        if is_suspended(site, PUBLISHING):
            return _('Trang này đang tạm ngừng cung cấp dịch vụ.')
        return self.approval.against(site, actor, tuple(authors), _people(given))

    def require(self, site: ISite, actor: str, given: Given = (),
                authors: frozenset[str] = frozenset()) -> None:
        """Raise ``CannotCrosspost`` if ``actor`` may not give the approval after ``given``."""
        against = self.reasons_against(site, actor, authors, given)
        if against:
            raise CannotCrosspost({'': against})

    def is_enough(self, site: ISite, given: Given) -> bool:
        """Return whether ``given`` are all that the workflow of ``site`` asks for."""
        return self.approval.is_enough(site, _people(given))

    def approvals(self, site: ISite, given: Given, digest: str, kind: str = BY_BOARD,
                  basis: str = '') -> tuple[Approval, ...]:
        """Return ``given`` as approvals of the version with ``digest``; ``basis``: the decision
        that founded the board if there is no other.
        """
        board = self.boards.board(site)
        basis = basis or (board.decision if board is not None else '')
        definition = definition_of(site, self.registry.getUtility(IDefinitions))
        return tuple(Approval(actor, moment, digest, kind, stage, basis)
                     for stage, (actor, moment) in zip(
                         definition.stages_of(len(given)), given, strict=True))


def _people(given: Given) -> list[str]:
    return [person for person, _moment in given]
