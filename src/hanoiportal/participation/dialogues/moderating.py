"""``IModerating``, as a plain object that knows nothing of HTTP."""
from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace

from pyramid.registry import Registry
from pyramid.request import Request
from zope.interface import implementer

from ...base.i18n import _
from ...base.interfaces import IPortal
from ...base.permissions import ANSWER, APPROVE_ANSWER, Allowed
from ...kernel.tree.events import InnerAction, send
from ...kernel.tree.readable import normal, why_unfit
from ..batches.interfaces import SENT_BACK, IPublicTexts
from ..cases.interfaces import ANSWERED, OUT_OF_SCOPE, PUBLISH, Case, ICases
from ..publication.interfaces import KEEP, ICasePublishing, PublicText
from .interfaces import (
    LONGEST_ANSWER,
    LONGEST_NAME,
    LONGEST_QUESTION,
    OUT_GROUNDS,
    RANKS,
    CannotModerate,
    IDialogue,
    IModerating,
    Question,
)
from .publishing import TEXT, name_of
from .reasking import ask_again
from .register import questions_to_moderate
from .resource import DialogueQuestions


@implementer(IModerating)
class Moderating:
    """See ``IModerating``."""

    def __init__(self, registry: Registry, portal: IPortal, allowed: Allowed,
                 texts: ICasePublishing) -> None:
        self._registry, self._portal, self._allowed = registry, portal, allowed
        self._texts = texts
        self._cases: ICases = registry.getAdapter(portal, ICases)

    def rank(self, dialogue: IDialogue, numbers: Sequence[int], rank: int, actor: str) -> int:
        """See ``IModerating``."""
        kept = self._kept(APPROVE_ANSWER, dialogue)
        if rank not in RANKS:
            raise CannotModerate({'rank': _('Hãy chọn một giá trị trong danh sách.')})
        rows = self._waiting(kept, numbers)
        for row in rows:
            kept.rows[row.number] = row._replace(rank=rank)
        self._log(dialogue, 'rank_questions', actor, count=len(rows))
        return len(rows)

    def put_aside(self, dialogue: IDialogue, numbers: Sequence[int], reason: str,
                  actor: str) -> int:
        """See ``IModerating``."""
        kept = self._kept(ANSWER, dialogue)
        reason = str(normal(reason.replace('\r\n', '\n')))
        rows = self._waiting(kept, numbers)
        if not reason:
            raise CannotModerate({'reason': _('Hãy ghi lý do; người hỏi đọc được câu này.')})
        _require_fit({'reason': (reason, LONGEST_ANSWER)})
        for row in rows:
            case = self._cases.get(row.number)
            if case is not None:
                self._cases.append(case, OUT_OF_SCOPE, text=reason, actor=actor, site=case.site)
        self._log(dialogue, 'put_questions_aside', actor, count=len(rows))
        return len(rows)

    def text(self, case: Case) -> PublicText:
        """See ``IModerating``."""
        return PublicText.of_kept(self._cases.kept(case, TEXT)) or replace(
            self._texts.draft(case), title='', reason='', name='')

    def sent_back(self, case: Case) -> str:
        """See ``IModerating``."""
        return self._cases.kept(case, SENT_BACK)

    def name(self, case: Case) -> str:
        """See ``IModerating``."""
        contents = self._cases.open(case)
        return name_of(contents) if contents is not None else ''

    def answer(self, dialogue: IDialogue, case: Case, text: PublicText, is_checked: bool,
               actor: str) -> None:
        """See ``IModerating``."""
        kept, number = self._kept(ANSWER, dialogue), case.number
        row, contents = kept.rows.get(number), self._cases.open(case)
        if row is None or row.outcome or contents is None:
            raise CannotModerate({'': _('Câu hỏi này không còn chờ trả lời.')})
        made = PublicText(
            question=_said(text.question), answer=_said(text.answer), name=text.name,
            reason=_said(text.reason))
        _require(made, PUBLISH in contents.consents)
        if PUBLISH not in contents.consents:
            self._cases.append(case, ANSWERED, text=made.answer, actor=actor, site=case.site)
            self._log(dialogue, 'answer_question_alone', actor, number=number)
            return
        if made.name and made.name != self.name(case):
            raise CannotModerate({'name': _('Người gửi chưa đồng ý công khai họ tên này.')})
        left = self._texts.undecided(made)
        if left and not is_checked:
            raise CannotModerate({'checked': _(
                'Còn ${number} chỗ có thể nêu thông tin cá nhân chưa được quyết định.',
                mapping={'number': len(left)})})
        before = self.text(case)
        self._cases.keep(case, TEXT, replace(
            made, title=before.title or secrets.token_hex(6),
            decided={mark.text: KEEP for mark in left},
            authors=tuple(sorted({*before.authors, actor}))).as_kept())
        if self.sent_back(case):
            self._cases.keep(case, SENT_BACK, '')
        kept.rows[number] = row._replace(is_prepared=True, back='')
        kept.prepared.insert(number)
        self._log(dialogue, 'prepare_answer', actor, number=number)

    def withdraw(self, dialogue: IDialogue, public: str, ground: str, reason: str,
                 actor: str) -> None:
        """See ``IModerating``."""
        kept = self._kept(APPROVE_ANSWER, dialogue)
        row = next((each for each in kept.rows.values() if each.public == public), None)
        if not public or row is None:
            raise CannotModerate({'': _('Không có câu trả lời này trong buổi.')})
        why = str(normal(reason))
        if ground not in OUT_GROUNDS:
            raise CannotModerate({'ground': _('Chưa chọn căn cứ.')})
        if not why:
            raise CannotModerate({'why': _('Chưa ghi lý do; người gửi đọc được lý do này.')})
        _require_fit({'why': (why, LONGEST_ANSWER)})
        texts: IPublicTexts = self._registry.getUtility(IPublicTexts)
        texts.take_out(self._portal, str(dialogue.__oid__), public)
        ask_again(self._registry, self._cases, kept, row, ground, why, actor)
        self._log(dialogue, 'withdraw_answer', actor, number=row.number, ground=ground)

    def _waiting(self, kept: DialogueQuestions, numbers: Sequence[int]) -> list[Question]:
        """Return the rows of ``numbers`` and all that ask the same, that wait."""
        groups = {kept.rows[number].group for number in numbers if number in kept.rows}
        found = [row for row in kept.rows.values() if row.group in groups and not row.outcome]
        if not found:
            raise CannotModerate({'numbers': _('Chưa đánh dấu câu hỏi nào.')})
        return found

    def _kept(self, permission: str, dialogue: IDialogue) -> DialogueQuestions:
        return questions_to_moderate(self._portal, dialogue, self._allowed, permission)

    def _log(self, dialogue: IDialogue, action: str, actor: str, number: int = 0,
             count: int = 0, ground: str = '') -> None:
        send(self._registry)(InnerAction(
            dialogue, action, actor, number=number, count=count, ground=ground))


def _said(text: str) -> str:
    return str(normal(text.replace('\r\n', '\n'))).strip()


def _require(text: PublicText, is_public: bool) -> None:
    """Raise ``CannotModerate`` for an answer that says nothing or too much, or that would be
    public without who answers.
    """
    reasons = {}
    if not text.question:
        reasons['question'] = _('Chưa có nội dung câu hỏi.')
    if not text.answer:
        reasons['answer'] = _('Chưa có nội dung trả lời.')
    if is_public and not text.reason:
        reasons['by'] = _('Chưa ghi người trả lời.')
    if reasons:
        raise CannotModerate(reasons)
    _require_fit({'question': (text.question, LONGEST_QUESTION),
                    'answer': (text.answer, LONGEST_ANSWER), 'by': (text.reason, LONGEST_NAME)})


def _require_fit(texts: dict[str, tuple[str, int]]) -> None:
    reasons = {name: why for name, (text, most) in texts.items()
               if (why := why_unfit(text, most))}
    if reasons:
        raise CannotModerate(reasons)


def moderating_service(request: Request) -> Moderating:
    """Return the ``IModerating`` for whoever asks by ``request``."""
    return Moderating(request.registry, request.root, request.has_permission,
                      request.service(ICasePublishing))
