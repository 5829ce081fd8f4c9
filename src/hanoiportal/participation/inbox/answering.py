"""``IAnswering``, as a plain object that knows nothing of HTTP."""
import datetime
from typing import cast

from persistent import Persistent
from pyramid.registry import Registry
from pyramid.request import Request
from zope.interface import implementer

from ...base.clock import end_of, local
from ...base.i18n import _
from ...base.interfaces import IPortal
from ...base.permissions import ANSWER, APPROVE_ANSWER, Allowed
from ...platform.notifications.interfaces import INotifying
from ..cases.interfaces import ANSWERED, FORWARDED, NOTE, NOTICED, STAFF, Case
from ..publication.interfaces import CannotPublishCase, ICasePublishing
from .acting import StaffActing, fitting
from .codes import RETURNED, SUBMITTED
from .interfaces import AUTHORS, IN_WORK, AnswerInWork, CannotAnswer, IAnswering
from .keeping import digest_of, keep_work
from .resource import WAITING

#: A notice puts the answer off by no more years.
FARTHEST = 1


@implementer(IAnswering)
class Answering(StaffActing):
    """``IAnswering`` for one asker.  ``publishing``: what brings answers to the public."""

    def __init__(self, registry: Registry, portal: IPortal, allowed: Allowed,
                 notifying: INotifying, publishing: ICasePublishing) -> None:
        super().__init__(registry, portal, allowed, notifying)
        self._publishing = publishing

    def work(self, case: Case) -> AnswerInWork:
        """See ``IAnswering``."""
        text = self._cases.kept(case, IN_WORK)
        submitted = returned = None
        for event in case.events:
            if event.kind in (ANSWERED, FORWARDED):
                submitted = returned = None
            elif event.kind == NOTE and event.ground == SUBMITTED:
                submitted, returned = event, None
            elif event.kind == NOTE and event.ground == RETURNED:
                submitted, returned = None, event
        return AnswerInWork(
            text, digest_of(text), frozenset(self._cases.kept(case, AUTHORS).split()),
            submitted, returned)

    def draft(self, case: Case, text: str, actor: str, base: str | None = None) -> None:
        """See ``IAnswering``."""
        self._open(case, ANSWER)
        keep_work(self._cases, case, text, actor, base)
        self._telling.log(case, 'draft_case_answer', actor)

    def submit(self, case: Case, text: str, actor: str, base: str | None = None) -> None:
        """See ``IAnswering``."""
        self._open(case, ANSWER)
        if not text.strip():
            raise CannotAnswer({'answer': _('Chưa nhập nội dung trả lời.')})
        tidy = keep_work(self._cases, case, text, actor, base)
        self._note(case, SUBMITTED, actor, digest=digest_of(tidy))
        self._book.put(WAITING, case.site, case.number)
        self._telling.log(case, 'submit_case_answer', actor, after=digest_of(tidy))
        self._telling.board(case, 'case_submitted', actor)

    def give_back(self, case: Case, text: str, actor: str) -> None:
        """See ``IAnswering``."""
        self._open(case, APPROVE_ANSWER)
        work = self.work(case)
        if work.submitted is None:
            raise CannotAnswer({'': _('Chưa có câu trả lời nào được trình.')})
        if not text.strip():
            raise CannotAnswer({'text': _('Hãy ghi lý do trả lại.')})
        self._note(case, RETURNED, actor, text=fitting('text', text))
        self._book.drop(WAITING, case.site, case.number)
        self._telling.log(case, 'return_case_answer', actor)
        self._telling.staff(case, 'case_returned', actor,
                            work.authors | {work.submitted.actor} - {''})

    def approve(self, case: Case, digest: str, actor: str, publish: bool = False) -> None:
        """See ``IAnswering``."""
        self._open(case, APPROVE_ANSWER)
        work = self.work(case)
        against = self._against_approval(work, digest, actor)
        if against:
            raise CannotAnswer({'': against})
        connection = cast('Persistent', self._portal)._p_jar
        before = connection.transaction_manager.savepoint(optimistic=True)
        self._append(case, ANSWERED, actor, text=work.text, digest=digest)
        if publish:
            try:
                self._make_public(case, work, actor)
            except CannotPublishCase as refused:
                before.rollback()
                raise CannotAnswer({'': next(iter(refused.reasons.values()))}) from None
        for name in (IN_WORK, AUTHORS):
            self._cases.keep(case, name, '')
        self._telling.log(case, 'approve_case_answer', actor, after=digest)

    def _make_public(self, case: Case, work: AnswerInWork, actor: str) -> None:
        """Have what was asked and answered published, with every mark masked."""
        publishing = self._publishing
        text = publishing.draft(case)
        for author in sorted({*work.authors, work.submitted.actor if work.submitted else actor}):
            text = publishing.keep(case, text, author)
        publishing.approve(case, publishing.digest(case, text), actor)

    def _against_approval(self, work: AnswerInWork, digest: str, actor: str) -> str:
        if work.submitted is None:
            return _('Chưa có câu trả lời nào được trình.')
        if not work.is_unchanged or digest != work.digest:
            return _('Nội dung đã thay đổi sau khi trình: hãy đọc lại và trình lại.')
        if actor in work.authors or actor == work.submitted.actor:
            return _('Người soạn hoặc trình câu trả lời không được tự phê duyệt.')
        return ''

    def notice(self, case: Case, day: datetime.date | None, text: str, actor: str) -> None:
        """See ``IAnswering``."""
        self._open(case, APPROVE_ANSWER)
        today = local(self._now()).date()
        reasons = {}
        if day is None:
            reasons['until'] = _('Hãy chọn ngày sẽ trả lời.')
        elif day <= today:
            reasons['until'] = _('Ngày trả lời phải sau hôm nay.')
        elif day.year > today.year + FARTHEST:
            reasons['until'] = _('Hạn quá xa.')
        if not text.strip():
            reasons['text'] = _('Hãy ghi việc đang làm đến đâu.')
        if reasons or day is None:
            raise CannotAnswer(reasons)
        self._append(case, NOTICED, actor, text=fitting('text', text), until=end_of(day))
        self._telling.log(case, 'notice_case', actor, after=day.isoformat())

    def _note(self, case: Case, ground: str, actor: str, **fields: object) -> None:
        self._append(case, NOTE, actor, ground=ground, audience=STAFF, **fields)


def answering_service(request: Request) -> Answering:
    """Return the ``IAnswering`` for whoever asks by ``request``."""
    return Answering(request.registry, request.root, request.has_permission,
                     request.service(INotifying), request.service(ICasePublishing))
