"""Who of a board approves next, and what stands against it: alike for batches and for closing."""
from __future__ import annotations

import datetime
from collections.abc import Sequence

from pyramid.registry import Registry

from ...base.i18n import _
from ...base.interfaces import ISite
from ...base.permissions import APPROVE_ANSWER, NOT_ALLOWED, Allowed
from ...editorial.boards.interfaces import IBoards
from ...kernel.security.authorization.grants import roles_at
from ...kernel.workflow.definitions import IDefinitions, definition_of
from ...kernel.workflow.records import Approval


class BoardApproval:
    """Approvals at ``site`` at ``now``, aware UTC."""

    def __init__(self, registry: Registry, site: ISite, allowed: Allowed, boards: IBoards,
                 now: datetime.datetime) -> None:
        self._registry, self._site, self._allowed = registry, site, allowed
        self._boards, self._now = boards, now

    def against(self, actor: str, authors: Sequence[str], approvals: Sequence[str]) -> str:
        """Return what stands against that ``actor`` approves what ``authors`` wrote and
        ``approvals`` have approved, ``''`` for nothing.
        """
        if not self._allowed(APPROVE_ANSWER, self._site):
            return str(NOT_ALLOWED)
        if not self._boards.is_active(self._site, self._now):
            return _('Trang này chưa có Ban Biên tập đang hoạt động nên không xuất bản được '
                     '(Điều 18 Quy chế).')
        if actor in authors:
            return _('Người viết hoặc sửa phiên bản này không được tự phê duyệt.')
        if actor in approvals:
            return _('Phiên bản này đã được tài khoản này phê duyệt.')
        stages = self._stages
        if not roles_at(self._site, (actor,), self._now) & stages[
                min(len(approvals), len(stages) - 1)]:
            return _('Bước này do người khác trong Ban Biên tập phê duyệt.')
        return ''

    def is_enough(self, approvals: Sequence[str]) -> bool:
        """Return whether ``approvals`` are as many as the site asks for."""
        return len(approvals) >= len(self._stages)

    def approvals_of(self, given: Sequence[str], digest: str) -> tuple[Approval, ...]:
        """Return what a public version says of the approvals ``given``, of its ``digest``."""
        definition = definition_of(self._site, self._registry.getUtility(IDefinitions))
        stages = [at for at, stage in enumerate(definition.stages) for _each in range(stage.count)]
        board = self._boards.board(self._site)
        return tuple(
            Approval(actor, self._now, digest, stage=stage,
                     basis=board.decision if board is not None else '')
            for actor, stage in zip(given, stages, strict=False))

    @property
    def _stages(self) -> list[frozenset[str]]:
        """The roles of each approval that is needed, in their order."""
        definition = definition_of(self._site, self._registry.getUtility(IDefinitions))
        return [frozenset(stage.roles) for stage in definition.stages
                for _each in range(stage.count)]
