"""``IBatches``: what may be public is written, checked and approved here."""
from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

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
from ..cases.interfaces import PUBLISH, Case, ICases
from ..publication.interfaces import KEEP, ICasePublishing, PublicText
from .effect import PUBLISH_BATCH
from .interfaces import (
    MOST_IN_BATCH,
    SENT_BACK,
    Batch,
    CannotPublishBatch,
    IBatches,
    IBatchSource,
    IPublishesBatches,
    IRefusing,
    Told,
)
from .texts import digest_of_batch, made_of, require_ground, required


@implementer(IBatches)
class Batches:
    """See ``IBatches``."""

    def __init__(self, registry: Registry, portal: IPortal, allowed: Allowed,
                 board: IBoardApproval, texts: ICasePublishing) -> None:
        self._registry, self._portal, self._allowed = registry, portal, allowed
        self._board, self._texts = board, texts
        self._cases: ICases = registry.getAdapter(portal, ICases)

    def waiting(self, item: IPublishesBatches) -> Sequence[Case]:
        """See ``IBatches``."""
        return self._source(item).waiting()

    def text(self, item: IPublishesBatches, case: Case) -> PublicText:
        """See ``IBatches``."""
        kept, first = self._read(item, case), self._texts.draft(case)
        if kept is None:
            return replace(first, title='')
        return kept if kept.answer else replace(kept, answer=first.answer)

    def left(self, text: PublicText) -> int:
        """See ``IBatches``."""
        return len(self._texts.undecided(replace(text, title='')))

    def name(self, item: IPublishesBatches, case: Case) -> str:
        """See ``IBatches``."""
        contents = self._cases.open(case)
        return self._source(item).name(contents) if contents is not None else ''

    def told(self, item: IPublishesBatches, batch: Batch) -> Mapping[int, Told]:
        """See ``IBatches``."""
        source = self._source(item)
        made = made_of(source, self._cases, batch.numbers)
        return {number: source.told(each) for number, each in made.items()}

    def keep(self, item: IPublishesBatches, case: Case, text: str, name: str, reason: str,
             is_checked: bool, actor: str) -> None:
        """See ``IBatches``."""
        self._require(ANSWER, item)
        contents = self._cases.open(case)
        if contents is None or PUBLISH not in contents.consents:
            raise CannotPublishBatch({'': _('Người góp ý chưa đồng ý công khai nội dung.')})
        if name and name != self.name(item, case):
            raise CannotPublishBatch({'name': _(
                'Người gửi chưa đồng ý công khai họ tên này.')})
        before, source = self.text(item, case), self._source(item)
        made = PublicText(
            question=str(normal(text)), answer=str(normal(reason)), name=name,
            authors=tuple(sorted({*before.authors, actor})))
        if not made.question:
            raise CannotPublishBatch({'text': _('Chưa nhập nội dung.')})
        left = self._texts.undecided(made)
        if left and not is_checked:
            raise CannotPublishBatch({'checked': _(
                'Còn ${number} chỗ có thể nêu thông tin cá nhân chưa được quyết định.',
                mapping={'number': len(left)})})
        made = replace(made, title=before.title or secrets.token_hex(6),
                       decided={mark.text: KEEP for mark in left})
        self._cases.keep(case, source.kept_as, made.as_kept())
        if self._cases.kept(case, SENT_BACK):
            self._cases.keep(case, SENT_BACK, '')
        self._log(item, source.actions.draft, actor, number=case.number)

    def refuse(self, item: IPublishesBatches, case: Case, ground: str, text: str,
               actor: str) -> None:
        """See ``IBatches``."""
        self._require(ANSWER, item)
        refusing: IRefusing | None = self._registry.queryAdapter(item, IRefusing)
        if refusing is None:
            raise CannotPublishBatch({'': NOT_ALLOWED})
        require_ground(refusing, ground)
        refusing.refuse(case, ground, required(text), actor)

    def batch(self, item: IPublishesBatches) -> Batch | None:
        """See ``IBatches``."""
        found = self._source(item).kept.batch
        return found if found is not None and found.digest == self._digest(
            item, found.numbers) else None

    def propose(self, item: IPublishesBatches, actor: str) -> Batch:
        """See ``IBatches``."""
        self._require(ANSWER, item)
        source = self._source(item)
        known = [case.number for case in source.waiting() if not self._cases.kept(case, SENT_BACK)
                 and self._read(item, case) is not None][:MOST_IN_BATCH]
        if not known:
            raise CannotPublishBatch({'': _('Chưa có bản công khai nào được soạn.')})
        found = source.kept.batch = self._of(item, known, actor)
        self._log(item, source.actions.propose, actor, count=len(known), after=found.digest)
        return found

    def send_back(self, item: IPublishesBatches, digest: str, numbers: Collection[int],
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
                self._cases.keep(case, SENT_BACK, str(why))
        left = [number for number in found.numbers if number not in back]
        source.kept.batch = self._of(item, left, found.by) if left else None
        self._log(item, source.actions.send_back, actor, count=len(back))
        send(self._registry)(NotificationRequested(
            item, {found.by} - {''} or {*found.authors}, 'batch_sent_back', actor))

    def reasons_against(self, item: IPublishesBatches, batch: Batch, actor: str) -> str:
        """See ``IBatches``."""
        return self._board.against(find_site(item), actor, batch.authors, batch.approvals)

    def approve(self, item: IPublishesBatches, digest: str, actor: str) -> bool:
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

    def _source(self, item: IPublishesBatches) -> IBatchSource:
        found: IBatchSource = self._registry.getAdapter(item, IBatchSource)
        return found

    def _read(self, item: IPublishesBatches, case: Case) -> PublicText | None:
        return PublicText.of_kept(self._cases.kept(case, self._source(item).kept_as))

    def _digest(self, item: IPublishesBatches, numbers: Sequence[int]) -> str:
        source = self._source(item)
        return digest_of_batch(source, made_of(source, self._cases, numbers))

    def _before_board(self, item: IPublishesBatches, digest: str) -> Batch:
        found = self.batch(item)
        if found is None or found.digest != digest:
            raise CannotPublishBatch({'': _(
                'Đợt công khai đã thay đổi: hãy đọc lại rồi phê duyệt.')})
        return found

    def _of(self, item: IPublishesBatches, numbers: Sequence[int], by: str) -> Batch:
        """Return a batch of the cases ``numbers`` that ``by`` puts before the board."""
        texts = [self._read(item, case) for number in numbers
                 if (case := self._cases.get(number)) is not None]
        authors = {author for text in texts if text is not None for author in text.authors}
        return Batch(tuple(numbers), self._digest(item, numbers), tuple(sorted(authors)), (), by)

    def _require(self, permission: str, item: IPublishesBatches) -> None:
        if not self._allowed(permission, find_site(item)):
            raise CannotPublishBatch({'': NOT_ALLOWED})

    def _log(self, item: IPublishesBatches, action: str, actor: str, after: str = '',
             number: int = 0, count: int = 0) -> None:
        send(self._registry)(InnerAction(
            item, action, actor, after=after, number=number, count=count))


def batches_service(request: Request) -> Batches:
    """Return the ``IBatches`` for whoever asks by ``request``."""
    return Batches(
        request.registry, request.root, request.has_permission, request.service(
            IBoardApproval), request.service(ICasePublishing))
