"""``IAnswerPublishing``: batches of answers before the board."""
from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Collection, Mapping, Sequence

from pyramid.registry import Registry
from pyramid.request import Request
from zope.interface import implementer

from ...base.i18n import _
from ...base.interfaces import IPortal
from ...base.permissions import ANSWER, APPROVE_ANSWER, Allowed
from ...editorial.boards.interfaces import IBoardApproval
from ...kernel.tree.events import InnerAction, send
from ...kernel.tree.lookup import find_site
from ...kernel.tree.readable import normal
from ...platform.notifications.interfaces import NotificationRequested
from ...platform.outbox.interfaces import IOutbox
from ..cases.interfaces import ICases
from ..publication.interfaces import PublicText
from .answertexts import TEXT, WHY_BACK, made_of
from .interfaces import (
    MOST_IN_BATCH,
    OUT_GROUNDS,
    SENT_BACK,
    AnswerBatch,
    CannotModerate,
    IAnswerPublishing,
    IDialogue,
    PublicAnswer,
)
from .reasking import ask_again
from .register import questions_to, questions_to_moderate
from .resource import DialogueQuestions
from .unpublishing import take_out

#: Kind of the effect that publishes.
PUBLISH_ANSWERS = 'publish dialogue answers'


@implementer(IAnswerPublishing)
class AnswerPublishing:
    """See ``IAnswerPublishing``."""

    def __init__(self, registry: Registry, portal: IPortal, allowed: Allowed,
                 board: IBoardApproval) -> None:
        self._registry, self._portal, self._allowed = registry, portal, allowed
        self._board = board
        self._cases: ICases = registry.getAdapter(portal, ICases)

    def told(self, dialogue: IDialogue, batch: AnswerBatch) -> Mapping[int, PublicAnswer]:
        """See ``IAnswerPublishing``."""
        return made_of(self._registry, self._portal, dialogue, batch.numbers)

    def batch(self, dialogue: IDialogue) -> AnswerBatch | None:
        """See ``IAnswerPublishing``."""
        found = self._kept(dialogue).batch
        if found is None or found.digest != self._digest(dialogue, found.numbers):
            return None
        return found

    def propose(self, dialogue: IDialogue, actor: str) -> AnswerBatch:
        """See ``IAnswerPublishing``."""
        kept = self._to_moderate(ANSWER, dialogue)
        order = sorted(kept.prepared, key=lambda number: (
            kept.rows[number].turn, number))[:MOST_IN_BATCH]
        if not order:
            raise CannotModerate({'': _('Chưa có câu trả lời nào được soạn.')})
        found = kept.batch = self._of(dialogue, order, actor)
        self._log(dialogue, 'propose_answers', actor, count=len(order), after=found.digest)
        return found

    def send_back(self, dialogue: IDialogue, digest: str, numbers: Collection[int], reason: str,
                  actor: str) -> None:
        """See ``IAnswerPublishing``."""
        kept, found = self._to_moderate(APPROVE_ANSWER, dialogue), self._waiting(dialogue, digest)
        if self._board.is_enough(find_site(dialogue), found.approvals):
            raise CannotModerate({'': _('Đợt này đã được phê duyệt, đang được đăng.')})
        back = [number for number in found.numbers if number in numbers]
        why = str(normal(reason))
        if not back:
            raise CannotModerate({'': _('Chưa đánh dấu mục nào để trả lại.')})
        if not why:
            raise CannotModerate({'back': _('Chưa ghi lý do trả lại.')})
        for number in back:
            kept.rows[number] = kept.rows[number]._replace(
                is_prepared=False, back=SENT_BACK)
            kept.prepared.discard(number)
            case = self._cases.get(number)
            if case is not None:
                self._cases.keep(case, WHY_BACK, why)
        left = [number for number in found.numbers if number not in back]
        kept.batch = self._of(dialogue, left, found.by) if left else None
        self._log(dialogue, 'send_answers_back', actor, count=len(back))
        send(self._registry)(NotificationRequested(
            dialogue, {found.by} - {''} or {*found.authors}, 'answers_sent_back', actor))

    def reasons_against(self, dialogue: IDialogue, batch: AnswerBatch, actor: str) -> str:
        """See ``IAnswerPublishing``."""
        return self._board.against(
            find_site(dialogue), actor, batch.authors, batch.approvals)

    def approve(self, dialogue: IDialogue, digest: str, actor: str) -> bool:
        """See ``IAnswerPublishing``."""
        found = self._waiting(dialogue, digest)
        against = self.reasons_against(dialogue, found, actor)
        if against:
            raise CannotModerate({'': against})
        found = found._replace(approvals=(*found.approvals, actor))
        self._kept(dialogue).batch = found
        is_last = self._board.is_enough(find_site(dialogue), found.approvals)
        if is_last:
            outbox: IOutbox = self._registry.getAdapter(self._portal, IOutbox)
            outbox.add(PUBLISH_ANSWERS, secrets.token_hex(16), {
                'dialogue': str(dialogue.__oid__), 'digest': found.digest})
        self._log(dialogue, 'approve_answers', actor, after=found.digest)
        return is_last

    def withdraw(self, dialogue: IDialogue, public: str, ground: str, reason: str,
                 actor: str) -> None:
        """See ``IAnswerPublishing``."""
        kept = self._to_moderate(APPROVE_ANSWER, dialogue)
        row = next((each for each in kept.rows.values() if each.public == public), None)
        if not public or row is None:
            raise CannotModerate({'': _('Không có câu trả lời này trong buổi.')})
        why = str(normal(reason))
        if ground not in OUT_GROUNDS:
            raise CannotModerate({'ground': _('Chưa chọn căn cứ.')})
        if not why:
            raise CannotModerate({'why': _('Chưa ghi lý do; người gửi đọc được lý do này.')})
        take_out(self._registry, self._portal, str(dialogue.__oid__), public)
        ask_again(self._cases, kept, row, f'{OUT_GROUNDS[ground]}. {why}', actor)
        self._log(dialogue, 'withdraw_answer', actor, number=row.number, ground=ground)

    def _waiting(self, dialogue: IDialogue, digest: str) -> AnswerBatch:
        found = self.batch(dialogue)
        if found is None or found.digest != digest:
            raise CannotModerate({'': _('Đợt công khai đã thay đổi: hãy đọc lại rồi phê duyệt.')})
        return found

    def _of(self, dialogue: IDialogue, numbers: Sequence[int], by: str) -> AnswerBatch:
        """Return a batch of the answers ``numbers`` that ``by`` puts before the board."""
        texts = [PublicText.of_kept(self._cases.kept(case, TEXT)) for number in numbers
                 if (case := self._cases.get(number)) is not None]
        authors = {author for text in texts if text is not None for author in text.authors}
        return AnswerBatch(
            tuple(numbers), self._digest(dialogue, numbers), tuple(sorted(authors)), (), by)

    def _digest(self, dialogue: IDialogue, numbers: Sequence[int]) -> str:
        """Return the digest of what would be public, whoever asks the same meanwhile."""
        made = made_of(self._registry, self._portal, dialogue, numbers)
        told = json.dumps([each._replace(same=1) for each in made.values()], ensure_ascii=False)
        return hashlib.sha256(told.encode()).hexdigest()

    def _kept(self, dialogue: IDialogue) -> DialogueQuestions:
        return questions_to(self._portal, str(dialogue.__oid__))

    def _to_moderate(self, permission: str, dialogue: IDialogue) -> DialogueQuestions:
        return questions_to_moderate(self._portal, dialogue, self._allowed, permission)

    def _log(self, dialogue: IDialogue, action: str, actor: str, after: str = '',
             count: int = 0, number: int = 0, ground: str = '') -> None:
        send(self._registry)(InnerAction(
            dialogue, action, actor, after=after, count=count, number=number, ground=ground))


def publishing_service(request: Request) -> AnswerPublishing:
    """Return the ``IAnswerPublishing`` for whoever asks by ``request``."""
    return AnswerPublishing(
        request.registry, request.root, request.has_permission, request.service(IBoardApproval))
