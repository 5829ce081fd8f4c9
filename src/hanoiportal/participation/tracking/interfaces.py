"""What following a case promises to other features."""
from __future__ import annotations

import datetime
from collections.abc import Mapping

from zope.interface import Attribute, Interface

from ...base.i18n import _
from ..cases.interfaces import (
    ABUSE,
    ANSWERED,
    MERGED,
    NEW,
    NOTICED,
    OUT_OF_SCOPE,
    REOPENED,
    TAKEN,
    WITHDRAWN,
    Case,
    CaseEvent,
    CaseStanding,
    ICases,
)

#: The states of a case, as its sender reads them.
STATES = {
    NEW: _('Mới nhận, đang phân loại'), TAKEN: _('Đang giải quyết'),
    NOTICED: _('Đang giải quyết, đã báo ngày trả lời'), ANSWERED: _('Đã trả lời'),
    REOPENED: _('Đang xem xét lại'), OUT_OF_SCOPE: _('Không thuộc phạm vi của Cổng'),
    WITHDRAWN: _('Người gửi đã rút'), MERGED: _('Đã gộp vào hồ sơ khác'),
    ABUSE: _('Không giải quyết'),
}
#: The state of a case that ended because its data were erased, and the event that says so.
ERASED_WORDS = _('Đã xóa nội dung và thông tin cá nhân')

#: The two questions after an answer, with their answers, best first (clause 4.3.c).
SOLVED, SERVED = 'solved', 'served'
QUESTIONS = {
    SOLVED: (_('Câu trả lời có giải quyết được việc đã hỏi không?'), (
        ('yes', _('Có')), ('partly', _('Một phần')), ('no', _('Không')))),
    SERVED: (_('Cách cơ quan tiếp nhận và trả lời thế nào?'), (
        ('good', _('Tốt')), ('fair', _('Bình thường')), ('poor', _('Chưa tốt')))),
}


class ISatisfaction(Interface):
    """How content people are with answers, counted by site and month: no case, no person, no day;
    an adapter of any resource.  Never commits; writes nothing but ``interactions``.
    """

    def count(site: str, month: str, answers: Mapping[str, str]) -> None:
        """Count one person's ``answers``, ``{question: answer}`` of ``QUESTIONS``; what is none
        of them is left out.  ``site``: as the ledger names it.  ``month``: such as ``2026-11``.
        """

    def tally(site: str, month: str) -> Mapping[str, Mapping[str, int]]:
        """Return ``{question: {answer: how many}}`` of a site and month."""


class ISenderWords(Interface):
    """What the senders of cases of one kind read, where it differs from what those of others do; a
    utility named as the kind.
    """

    is_rated: bool = Attribute('whether they are asked ``QUESTIONS`` after an answer')

    def state(case: Case, standing: CaseStanding) -> str:
        """Return the state of ``case``, translatable; ``''`` for that of ``STATES``."""

    def text(event: CaseEvent, text: str, tag: str) -> str:
        """Return ``text`` of ``event`` as it reads in the language ``tag``."""


class IPublicState(Interface):
    """Until when the senders of cases of one kind may take back the consent to what the public
    reads; a utility named as the kind.
    """

    given: str = Attribute('the consent without which there is nothing to take back')
    words: str = Attribute('until when, and what follows, as its sender reads it; translatable')

    def is_public(cases: ICases, case: Case) -> bool:
        """Return whether people read something of ``case`` now, so that it is too late."""


class ICaseLinks(Interface):
    """Links that are mailed: each opens one case until a day, and says nothing; a utility."""

    def made(number: int, until: datetime.datetime) -> str:
        """Return what stands behind the ``#`` of a link to the case with that number."""

    def number(text: str, now: datetime.datetime) -> int | None:
        """Return the number of the case that ``text`` opens at ``now``, ``None`` for none."""
