"""``IBatches``: what may be public is put before the board, approved or sent back here."""
from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence

from pyramid.registry import Registry
from pyramid.request import Request
from zope.interface import implementer

from ...base.i18n import _
from ...base.interfaces import IPortal
from ...base.permissions import ANSWER, APPROVE_ANSWER, NOT_ALLOWED, Allowed
from ...editorial.boards.interfaces import IBoardApproval
from ...kernel.tree.events import InnerAction, send
from ...kernel.tree.lookup import find_site
from ...kernel.tree.readable import normal
from ...platform.notifications.interfaces import NotificationRequested
from ...platform.outbox.interfaces import IOutbox
from ..cases.interfaces import ICases
from .effect import PUBLISH_BATCH
from .interfaces import SENT_BACK, CannotPublishBatch, IBatches
from .interfaces.sources import Batch, IBatchSource, IHasBatches, SaidText
from .texts import digest_of_batch, kept_text, made_of


@implementer(IBatches)
class Batches:
    """See ``IBatches``."""

    def __init__(self, registry: Registry, portal: IPortal, allowed: Allowed,
                 board: IBoardApproval) -> None:
        self._registry, self._portal, self._allowed = registry, portal, allowed
        self._board = board
        self._cases: ICases = registry.getAdapter(portal, ICases)

    def batch(self, item: IHasBatches) -> Batch | None:
        """See ``IBatches``."""
        found = self._source(item).kept.batch
        return found if found is not None and found.digest == self._digest(
            item, found.numbers) else None

    def made(self, item: IHasBatches, batch: Batch) -> Mapping[int, SaidText]:
        """See ``IBatches``."""
        return made_of(self._source(item), self._cases, batch.numbers)

    def propose(self, item: IHasBatches, actor: str) -> Batch:
        """See ``IBatches``."""
        self._require(ANSWER, item)
        source = self._source(item)
        known = [case.number for case in source.waiting() if not self._cases.kept(case, SENT_BACK)
                 and kept_text(source, self._cases, case.number) is not None][:source.most]
        if not known:
            raise CannotPublishBatch({'': _('Chưa có bản công khai nào được soạn.')})
        found = source.kept.batch = self._of(item, known, actor)
        self._log(item, source.actions.propose, actor, count=len(known), after=found.digest)
        return found

    def send_back(self, item: IHasBatches, digest: str, numbers: Collection[int],
                  reason: str, actor: str) -> None:
        """See ``IBatches``."""
        self._require(APPROVE_ANSWER, item)
        found, source, why = self._before_board(item, digest), self._source(item), normal(reason)
        if self._board.is_enough(find_site(item), found.approvals):
            raise CannotPublishBatch({'': _('Đợt này đã được phê duyệt, đang được đăng.')})
        back = [number for number in found.numbers if number in numbers]
        if not back:
            raise CannotPublishBatch({'': _('Chưa đánh dấu mục nào để trả lại.')})
        if not why:
            raise CannotPublishBatch({'back': _('Chưa ghi lý do trả lại.')})
        for number in back:
            case = self._cases.get(number)
            if case is not None:
                source.put_back(case, str(why))
        left = [number for number in found.numbers if number not in back]
        source.kept.batch = self._of(item, left, found.by) if left else None
        self._log(item, source.actions.send_back, actor, count=len(back))
        send(self._registry)(NotificationRequested(
            item, {found.by} - {''} or {*found.authors}, source.notice, actor))

    def reasons_against(self, item: IHasBatches, batch: Batch, actor: str) -> str:
        """See ``IBatches``."""
        return self._board.against(find_site(item), actor, batch.authors, batch.approvals)

    def approve(self, item: IHasBatches, digest: str, actor: str) -> bool:
        """See ``IBatches``."""
        found, source = self._before_board(item, digest), self._source(item)
        against = self.reasons_against(item, found, actor)
        if against:
            raise CannotPublishBatch({'': against})
        found = found._replace(approvals=(*found.approvals, actor))
        is_last = self._board.is_enough(find_site(item), found.approvals)
        source.kept.batch = found
        if is_last:
            outbox: IOutbox = self._registry.getAdapter(self._portal, IOutbox)
            outbox.add(PUBLISH_BATCH, secrets.token_hex(16), {
                'item': str(item.__oid__), 'digest': found.digest})
        self._log(item, source.actions.approve, actor, after=found.digest)
        return is_last

    def _source(self, item: IHasBatches) -> IBatchSource:
        found: IBatchSource = self._registry.getAdapter(item, IBatchSource)
        return found

    def _digest(self, item: IHasBatches, numbers: Sequence[int]) -> str:
        source = self._source(item)
        return digest_of_batch(source, made_of(source, self._cases, numbers))

    def _before_board(self, item: IHasBatches, digest: str) -> Batch:
        found = self.batch(item)
        if found is None or found.digest != digest:
            raise CannotPublishBatch({'': _(
                'Đợt công khai đã thay đổi: hãy đọc lại rồi phê duyệt.')})
        return found

    def _of(self, item: IHasBatches, numbers: Sequence[int], by: str) -> Batch:
        """Return a batch of the cases ``numbers`` that ``by`` puts before the board."""
        source = self._source(item)
        texts = [kept_text(source, self._cases, number) for number in numbers]
        authors = {author for text in texts if text is not None for author in text.authors}
        return Batch(tuple(numbers), self._digest(item, numbers), tuple(sorted(authors)), (), by)

    def _require(self, permission: str, item: IHasBatches) -> None:
        if not self._allowed(permission, find_site(item)):
            raise CannotPublishBatch({'': NOT_ALLOWED})

    def _log(self, item: IHasBatches, action: str, actor: str, after: str = '',
             count: int = 0) -> None:
        send(self._registry)(InnerAction(item, action, actor, after=after, count=count))


def batches_service(request: Request) -> Batches:
    """Return the ``IBatches`` for whoever asks by ``request``."""
    return Batches(
        request.registry, request.root, request.has_permission, request.service(IBoardApproval))
