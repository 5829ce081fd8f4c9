"""``IBoardApproval``: who of a board approves next, and what stands against it."""
from __future__ import annotations

from collections.abc import Sequence

from pyramid.registry import Registry
from pyramid.request import Request
from zope.interface import implementer

from ...base.i18n import _
from ...base.interfaces import IClock, ISite
from ...base.permissions import APPROVE_ANSWER, NOT_ALLOWED, Allowed
from ...kernel.security.authorization.grants import roles_at
from ...kernel.workflow.definitions import IDefinitions, definition_of
from ...kernel.workflow.records import Approval
from .interfaces import IBoardApproval, IBoards


@implementer(IBoardApproval)
class BoardApproval:
    """See ``IBoardApproval``."""

    def __init__(self, registry: Registry, allowed: Allowed, boards: IBoards) -> None:
        self._registry, self._allowed, self._boards = registry, allowed, boards
        self._now = registry.getUtility(IClock).now

    def against(self, site: ISite, actor: str, authors: Sequence[str],
                approvals: Sequence[str]) -> str:
        """See ``IBoardApproval``."""
        if not self._allowed(APPROVE_ANSWER, site):
            return str(NOT_ALLOWED)
        now, stages = self._now(), self._stages(site)
        if not self._boards.is_active(site, now):
            return _('Trang này chưa có Ban Biên tập đang hoạt động nên không xuất bản được '
                     '(Điều 18 Quy chế).')
        if actor in authors:
            return _('Người viết hoặc sửa phiên bản này không được tự phê duyệt.')
        if actor in approvals:
            return _('Phiên bản này đã được tài khoản này phê duyệt.')
        _stage, roles = stages[min(len(approvals), len(stages) - 1)]
        if not roles_at(site, (actor,), now) & roles:
            return _('Bước này do người khác trong Ban Biên tập phê duyệt.')
        return ''

    def is_enough(self, site: ISite, approvals: Sequence[str]) -> bool:
        """See ``IBoardApproval``."""
        return len(approvals) >= len(self._stages(site))

    def approvals_of(self, site: ISite, given: Sequence[str],
                     digest: str) -> tuple[Approval, ...]:
        """See ``IBoardApproval``."""
        board, now = self._boards.board(site), self._now()
        basis = board.decision if board is not None else ''
        return tuple(
            Approval(actor, now, digest, stage=stage, basis=basis)
            for actor, (stage, _roles) in zip(given, self._stages(site), strict=False))

    def _stages(self, site: ISite) -> list[tuple[int, frozenset[str]]]:
        """Return the stage and the roles of each approval that is needed, in their order."""
        definition = definition_of(site, self._registry.getUtility(IDefinitions))
        return [(at, frozenset(stage.roles)) for at, stage in enumerate(definition.stages)
                for _each in range(stage.count)]


def board_approval(request: Request) -> BoardApproval:
    """Return the ``IBoardApproval`` for whoever asks by ``request``."""
    return BoardApproval(request.registry, request.has_permission, request.service(IBoards))
