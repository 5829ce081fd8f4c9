"""Who may give the next approval of what a site carries: as the site's own workflow says."""
from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from pyramid.registry import Registry

from ...base.i18n import _
from ...base.interfaces import IClock, ISite
from ...kernel.security.authorization.grants import roles_at
from ...kernel.tree.lookup import is_suspended
from ...kernel.workflow.definitions import Definition, IDefinitions, definition_of
from ...kernel.workflow.interfaces import AWAITING
from ...kernel.workflow.records import BY_BOARD, Approval
from ..boards.interfaces import IBoards
from ..suspension.interfaces import PUBLISHING
from .interfaces import CannotCrosspost

#: Who has approved, and when.
Given = Sequence[tuple[str, datetime.datetime]]


@dataclass(frozen=True)
class Deciding:
    """The approvals that the workflow of a site asks for."""

    registry: Registry
    boards: IBoards

    def reasons_against(self, site: ISite, actor: str, authors: frozenset[str],
                        given: Given) -> str:
        """See ``IReceiving``."""
        now = self.registry.getUtility(IClock).now()
        if not self.boards.is_member(site, actor, now):
            return _('Chỉ thành viên Ban Biên tập của trang quyết định việc này.')
        if not self.boards.is_active(site, now):
            return _('Trang này chưa có Ban Biên tập đang hoạt động nên không xuất bản được '
                     '(Điều 18 Quy chế).')
        if is_suspended(site, PUBLISHING):
            return _('Trang này đang tạm ngừng cung cấp dịch vụ.')
        if actor in authors:
            return _('Người viết hoặc sửa phiên bản này không được tự phê duyệt.')
        if actor in {person for person, _moment in given}:
            return _('Phiên bản này đã được tài khoản này phê duyệt.')
        definition = self._definition(site)
        stage = definition.stages[self._stages(definition, len(given) + 1)[-1]]
        if not roles_at(site, (actor,), now) & stage.roles:
            return _('Bước này do người khác trong Ban Biên tập phê duyệt.')
        return ''

    def require(self, site: ISite, actor: str, given: Given = (),
                authors: frozenset[str] = frozenset()) -> None:
        """Raise ``CannotCrosspost`` if ``actor`` may not give the approval after ``given``."""
        against = self.reasons_against(site, actor, authors, given)
        if against:
            raise CannotCrosspost({'': against})

    def is_enough(self, site: ISite, given: Given) -> bool:
        """Return whether ``given`` are all that the workflow of ``site`` asks for."""
        return len(given) >= sum(each.count for each in self._definition(site).stages)

    def approvals(self, site: ISite, given: Given, digest: str, kind: str = BY_BOARD,
                  basis: str = '') -> tuple[Approval, ...]:
        """Return ``given`` as approvals of the version with ``digest``; ``basis``: the decision
        that founded the board if there is no other.
        """
        board = self.boards.board(site)
        basis = basis or (board.decision if board is not None else '')
        stages = self._stages(self._definition(site), len(given))
        return tuple(Approval(actor, moment, digest, kind, stage, basis)
                     for stage, (actor, moment) in zip(stages, given, strict=True))

    def _definition(self, site: ISite) -> Definition:
        return definition_of(site, self.registry.getUtility(IDefinitions))

    @staticmethod
    def _stages(definition: Definition, number: int) -> list[int]:
        """Return the stage of each of ``number`` approvals, one after the other."""
        stages: list[int] = []
        for _each in range(number):
            _state, stage, _given = definition.position(AWAITING, stages)
            stages.append(min(stage, len(definition.stages) - 1))
        return stages
