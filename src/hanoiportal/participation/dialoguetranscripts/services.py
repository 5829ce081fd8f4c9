"""``ITranscribing``, as a plain object that knows nothing of HTTP."""
from __future__ import annotations

from collections.abc import Sequence

from pyramid.registry import Registry
from pyramid.request import Request
from zope.interface import implementer

from ...base.i18n import _
from ...base.interfaces import IPortal
from ...base.permissions import ANSWER, NOT_ALLOWED, Allowed
from ...base.text import first_words
from ...kernel.tree.events import InnerAction, send
from ...kernel.tree.lookup import find_site
from ...kernel.tree.readable import normal, why_unfit
from ..cases.interfaces import COUNTER, DIALOGUE, PROCESS, PUBLISH, Case, ICases, Submission
from ..dialogues.interfaces import (
    LONGEST_QUESTION,
    OVER,
    RUNNING,
    CannotModerate,
    IDialogue,
    IDialogueQueue,
    IModerating,
)
from ..publication.interfaces import PublicText
from .interfaces import LONGEST_TRANSCRIPT, AnsweredTurn, ITranscribing, ReadTurn
from .reading import turns_of


@implementer(ITranscribing)
class Transcribing:
    """See ``ITranscribing``."""

    def __init__(self, registry: Registry, portal: IPortal, allowed: Allowed,
                 moderating: IModerating) -> None:
        self._registry, self._allowed, self._moderating = registry, allowed, moderating
        self._cases: ICases = registry.getAdapter(portal, ICases)
        self._queue: IDialogueQueue = registry.getAdapter(portal, IDialogueQueue)

    def read(self, dialogue: IDialogue, text: str) -> Sequence[ReadTurn]:
        """See ``ITranscribing``."""
        turns, seen = self._turns(dialogue, text), set[int]()
        waiting = {row.number for row in self._queue.of(str(dialogue.__oid__)) if not row.outcome}
        found = []
        for turn in turns:
            found.append(self._read(turn, waiting, seen))
            seen.add(turn.number)
        return found

    def keep(self, dialogue: IDialogue, text: str, is_checked: bool, actor: str) -> int:
        """See ``ITranscribing``."""
        read = self.read(dialogue, text)
        for each in read:
            if each.why:
                raise _at(each.turn, each.why)
        for turn, *_others in read:
            case = self._cases.get(turn.number or self._enter(dialogue, turn, actor))
            assert case is not None  # it is in the queue, or was entered just now
            self._answer(dialogue, case, turn, is_checked, actor)
        return len(read)

    def _turns(self, dialogue: IDialogue, text: str) -> list[AnsweredTurn]:
        if not self._allowed(ANSWER, find_site(dialogue)):
            raise CannotModerate({'': NOT_ALLOWED})
        if dialogue.phase not in (RUNNING, OVER):
            raise CannotModerate({'': _('Chỉ chép lời khi buổi đang diễn ra hoặc vừa kết thúc.')})
        if why := why_unfit(text, LONGEST_TRANSCRIPT):
            raise CannotModerate({'text': why})
        guests = (each if isinstance(each, str) else str(getattr(each, 'title', ''))
                  for each in dialogue.answering())
        turns = turns_of(str(normal(text)), guests)
        if not turns:
            raise CannotModerate({'text': _('Chưa thấy câu hỏi nào: mỗi câu bắt đầu bằng một dòng '
                                            '“Câu 12” hoặc “Hỏi: …”.')})
        return turns

    def _read(self, turn: AnsweredTurn, waiting: set[int], seen: set[int]) -> ReadTurn:
        """Return ``turn`` with its question.  ``waiting``: numbers in the queue; ``seen``: numbers
        before it.
        """
        case = self._cases.get(turn.number) if turn.number in waiting else None
        contents = None if case is None else self._cases.open(case)
        question = turn.question if case is None or contents is None else (
            self._moderating.text(case).question)
        if turn.number and (contents is None or turn.number in seen):
            why = _('Không có câu hỏi số này đang chờ, hoặc số này đã dùng ở trên.')
        elif not question or len(question) > LONGEST_QUESTION:
            why = _('Câu hỏi trống hoặc dài quá ${max} ký tự.', mapping={'max': LONGEST_QUESTION})
        elif not turn.answer:
            why = _('Chưa có nội dung trả lời.')
        else:
            why = '' if turn.by else _('Chưa ghi người trả lời.')
        return ReadTurn(turn, question, why, contents is not None
                        and PUBLISH not in contents.consents)

    def _enter(self, dialogue: IDialogue, turn: AnsweredTurn, actor: str) -> int:
        """Let what was asked in the room be a question like the others; return its number."""
        receipt = self._cases.receive(Submission(
            DIALOGUE, str(find_site(dialogue).__oid__), first_words(turn.question, 60),
            turn.question, channel=COUNTER, actor=actor, consents=frozenset({PROCESS, PUBLISH}),
            details={'dialogue': str(dialogue.__oid__)}))
        send(self._registry)(InnerAction(
            find_site(dialogue), 'enter_case', actor, number=receipt.number, kind=DIALOGUE,
            channel=COUNTER))
        return int(receipt.number)

    def _answer(self, dialogue: IDialogue, case: Case, turn: AnsweredTurn, is_checked: bool,
                actor: str) -> None:
        text = self._moderating.text(case)
        try:
            self._moderating.answer(dialogue, case, PublicText(
                question=text.question, answer=turn.answer, reason=turn.by, name=text.name),
                is_checked, actor)
        except CannotModerate as why:
            raise _at(turn, *why.reasons.values()) from None


def _at(turn: AnsweredTurn, why: str, *_others: str) -> CannotModerate:
    return CannotModerate({'text': why, 'line': str(turn.line)})


def transcribing_service(request: Request) -> Transcribing:
    """Return the ``ITranscribing`` for whoever asks by ``request``."""
    return Transcribing(request.registry, request.root, request.has_permission,
                        request.service(IModerating))
