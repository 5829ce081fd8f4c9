"""``IDialogueClosing``: what becomes of a dialogue when it has ended."""
from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping

from pyramid.registry import Registry
from pyramid.request import Request
from zope.interface import implementer

from ...base.i18n import _
from ...base.interfaces import IPortal
from ...base.permissions import ANSWER, NOT_ALLOWED, Allowed
from ...editorial.boards.interfaces import IBoardApproval
from ...kernel.tree.content import bound_schema
from ...kernel.tree.events import InnerAction, send
from ...kernel.tree.lookup import find_site
from ...kernel.tree.values import digest_of
from ...platform.outbox.interfaces import IOutbox
from .interfaces import OVER, CannotModerate, IDialogue, IDialogueClosing
from .questionvalues import QUESTION, question_values
from .register import questions_to, questions_to_write
from .resource import DialogueQuestions

#: Kind of the effect that makes the items.
ARCHIVE_DIALOGUE = 'archive dialogue'
#: Seconds of the longest recording.
LONGEST = 24 * 60 * 60


@implementer(IDialogueClosing)
class DialogueClosing:
    """See ``IDialogueClosing``."""

    def __init__(self, registry: Registry, portal: IPortal, allowed: Allowed,
                 board: IBoardApproval) -> None:
        self._registry, self._portal, self._allowed = registry, portal, allowed
        self._board = board

    def moments(self, dialogue: IDialogue) -> Mapping[str, int]:
        """See ``IDialogueClosing``."""
        return moments_of(dialogue, self._kept(dialogue))

    def keep(self, dialogue: IDialogue, moments: Mapping[str, int], actor: str) -> None:
        """See ``IDialogueClosing``."""
        if not self._allowed(ANSWER, find_site(dialogue)):
            raise CannotModerate({'': NOT_ALLOWED})
        self._require_over(dialogue)
        known = self.moments(dialogue)
        reasons = {each: _('Thời điểm phải từ 0:00:00 đến 23:59:59.')
                   for each, moment in moments.items() if not 0 <= moment < LONGEST}
        if reasons:
            raise CannotModerate(reasons)
        kept = self._to_write(dialogue)
        for each, moment in moments.items():
            if each in known:
                kept.moments[each] = moment
        kept.closing, kept.closers = ('', ()), tuple(sorted({*kept.closers, actor}))
        self._log(dialogue, 'place_answers', actor)

    def digest(self, dialogue: IDialogue) -> str:
        """See ``IDialogueClosing``."""
        return digest_of_items(self._registry, dialogue, self._kept(dialogue))

    def reasons_against(self, dialogue: IDialogue, actor: str) -> str:
        """See ``IDialogueClosing``."""
        kept = self._kept(dialogue)
        if kept.batch is not None or kept.prepared:
            return _('Còn câu trả lời đã soạn chưa được công khai.')
        return self._board.against(
            find_site(dialogue), actor, kept.closers,
            self._approvals(kept, self.digest(dialogue)))

    def approve(self, dialogue: IDialogue, digest: str, actor: str) -> bool:
        """See ``IDialogueClosing``."""
        self._require_over(dialogue)
        if digest != self.digest(dialogue):
            raise CannotModerate({
                '': _('Nội dung lưu trữ đã thay đổi: hãy đọc lại rồi phê duyệt.')})
        against = self.reasons_against(dialogue, actor)
        if against:
            raise CannotModerate({'': against})
        kept = self._to_write(dialogue)
        approvals = (*self._approvals(kept, digest), actor)
        kept.closing = digest, approvals
        is_last = self._board.is_enough(find_site(dialogue), approvals)
        if is_last:
            outbox: IOutbox = self._registry.getAdapter(self._portal, IOutbox)
            outbox.add(ARCHIVE_DIALOGUE, secrets.token_hex(16), {
                'dialogue': str(dialogue.__oid__), 'digest': digest})
        self._log(dialogue, 'approve_dialogue_archive', actor, digest)
        return is_last

    def _approvals(self, kept: DialogueQuestions, digest: str) -> tuple[str, ...]:
        return kept.closing[1] if kept.closing[0] == digest else ()

    def _require_over(self, dialogue: IDialogue) -> None:
        if dialogue.phase != OVER:
            raise CannotModerate({'': _('Chỉ lưu trữ buổi trực tuyến đã kết thúc, một lần.')})

    def _kept(self, dialogue: IDialogue) -> DialogueQuestions:
        return questions_to(self._portal, str(dialogue.__oid__))

    def _to_write(self, dialogue: IDialogue) -> DialogueQuestions:
        return questions_to_write(self._portal, str(dialogue.__oid__))

    def _log(self, dialogue: IDialogue, action: str, actor: str, after: str = '') -> None:
        send(self._registry)(InnerAction(dialogue, action, actor, after=after))


def moments_of(dialogue: IDialogue, kept: DialogueQuestions) -> dict[str, int]:
    """Return the second of the recording of each public answer, by its id."""
    return {each.id: kept.moments.get(each.id, each.moment) for each in dialogue.answers}


def digest_of_items(registry: Registry, dialogue: IDialogue, kept: DialogueQuestions) -> str:
    """Return the digest of the items that the public answers of ``dialogue`` would be."""
    schema, moments = bound_schema(QUESTION, registry), moments_of(dialogue, kept)
    told = [digest_of(schema, schema.deserialize(question_values(
        dialogue, each, moments[each.id]))) for each in dialogue.answers]
    return hashlib.sha256(' '.join(told).encode()).hexdigest()


def closing_service(request: Request) -> DialogueClosing:
    """Return the ``IDialogueClosing`` for whoever asks by ``request``."""
    return DialogueClosing(
        request.registry, request.root, request.has_permission, request.service(IBoardApproval))
