"""``IResolving``: what staff does with a request, as a plain object that knows nothing of HTTP."""
import datetime
from collections.abc import Mapping, Sequence

from pyramid.registry import Registry
from pyramid.request import Request
from zope.interface import implementer

from ...base.clock import end_of, local, moment, moment_in, shown_date
from ...base.i18n import DEFAULT, _
from ...base.interfaces import IPortal
from ...base.permissions import ANSWER, APPROVE_ANSWER, Allowed
from ...platform.calendar.interfaces import IDeadlines
from ...platform.duties.interfaces import (
    MISSED,
    RUNNING,
    STRUCK,
    TRIGGERED,
    DutyEvent,
    IDuties,
)
from ..cases.interfaces import ADDED, NOTE, STAFF, Attachment, Case, CaseStanding
from ..inbox.interfaces import CannotAnswer, IAnswering
from .acting import Acting
from .caseform import form_of, lacking
from .clocks import clock, given_by
from .interfaces import (
    COMPLETED,
    COMPLEX,
    EXTENDED,
    EXTENSION,
    INCOMPLETE,
    NOTICE,
    PROPOSED,
    PUT_OFF,
    RECEIPT,
    REFUSAL,
    REGISTERED,
    RESOLUTION,
    SIMPLE,
    CannotResolve,
    Clock,
    Entry,
    Form,
    IResolving,
)
from .issuing import PaperInWork
from .papers import plain_text
from .proposals import IN_WORK, written

#: What a resolution and a refusal cannot be without, by names of fields.
NEEDED = {RESOLUTION: ('given', 'how'), REFUSAL: ('text', 'grounds', 'remedies')}


@implementer(IResolving)
class Resolving(Acting):
    """``IResolving`` for one asker."""

    def __init__(self, registry: Registry, portal: IPortal, allowed: Allowed,
                 answering: IAnswering) -> None:
        super().__init__(registry, portal, allowed)
        self._answering = answering

    def missing(self, case: Case) -> list[str]:
        """See ``IResolving``."""
        contents = self._cases.open(case)
        return [] if contents is None else [field.label for field in lacking(
            self.rules.form(form_of(contents)), contents)]

    def clocks(self, case: Case) -> list[Clock]:
        """See ``IResolving``."""
        way, started = given_by(self._cases, case), self._started(case)
        return [self._clock_of(way, step, started) for step in (SIMPLE, NOTICE, COMPLEX)]

    def _clock(self, case: Case, step: str, trigger: datetime.datetime) -> Clock:
        return self._clock_of(given_by(self._cases, case), step, trigger)

    def _clock_of(self, way: str, step: str, trigger: datetime.datetime) -> Clock:
        deadlines = self._registry.getUtility(IDeadlines)(self._portal)
        return clock(self.rules, deadlines, way, step, trigger)

    def _started(self, case: Case) -> datetime.datetime:
        """Return when the valid request was there."""
        return next((event.at for event in reversed(case.events)
                     if event.ground == COMPLETED and event.at), case.received)

    def register(self, case: Case, actor: str) -> Entry:
        """See ``IResolving``."""
        self._open(case, ANSWER)
        entry = self._entry(case)
        if any(event.ground == REGISTERED and event.site == case.site for event in case.events):
            raise CannotResolve({'': _('Đã giao phiếu tiếp nhận.')})
        self._issue(case, entry, REGISTERED, PaperInWork(RECEIPT, {}), actor, self._say(case)(
            _('Yêu cầu đã vào sổ theo dõi. Phiếu tiếp nhận (mẫu 02) kèm theo.\n'
              'Số tiếp nhận: ${number}/${year}'),
            number=str(entry.number), year=str(entry.year)))
        return entry

    def guide(self, case: Case, text: str, actor: str) -> None:
        """See ``IResolving``."""
        standing, told = self._open(case, ANSWER), self._written('text', text)
        self._retrigger(standing, None, actor, case)
        self._note(case, INCOMPLETE, actor, told)

    def complete(self, case: Case, actor: str) -> None:
        """See ``IResolving``."""
        standing = self._open(case, ANSWER)
        asked = next((index for index, event in reversed(list(enumerate(case.events)))
                      if event.ground in (INCOMPLETE, COMPLETED)), None)
        if asked is None or case.events[asked].ground == COMPLETED:
            raise CannotResolve({'': _('Chưa hướng dẫn bổ sung thì không có gì để xác nhận.')})
        added = [event.moment for event in case.events[asked:] if event.kind == ADDED]
        at = added[-1] if added else self._now()
        self._retrigger(standing, at, actor, case)
        self._note(case, COMPLETED, actor, self._say(case)(
            _('Yêu cầu đã đủ thông tin. Thời hạn tính từ ${moment}.'),
            moment=moment_in(at, case.language)), at=at)

    def _retrigger(self, standing: CaseStanding, at: datetime.datetime | None, actor: str,
                   case: Case) -> None:
        """Let what is owed count from ``at``; ``None``: let nothing be owed for the moment."""
        duties, now = self._registry.getAdapter(self._portal, IDuties), self._now()
        source = f'request:{case.number}:{len(case.events)}'
        for duty, each in standing.duties if at is None else ():
            if each.state in (RUNNING, MISSED):
                for event in [event for event in duty.events if event.kind == TRIGGERED]:
                    duties.append(duty, DutyEvent(
                        STRUCK, now, source=source, subject=event.source, actor=actor))
        if at is not None:
            duty, _standing = standing.duties[-1]
            duties.append(duty, DutyEvent(TRIGGERED, now, at=at, source=source, actor=actor))

    def set_time(self, case: Case, day: datetime.date | None, text: str, actor: str) -> None:
        """See ``IResolving``."""
        self._open(case, APPROVE_ANSWER)
        if self._was(case, EXTENDED):
            raise CannotResolve({'': _('Đã gia hạn thì không báo lại thời hạn.')})
        self._require_day(day, self._clock(case, COMPLEX, self._started(case)))
        self._notice(case, day, text, actor)

    def extend(self, case: Case, day: datetime.date | None, text: str, actor: str) -> None:
        """See ``IResolving``."""
        standing = self._open(case, APPROVE_ANSWER)
        if self._was(case, EXTENDED):
            raise CannotResolve({'': _('Chỉ được gia hạn một lần.')})
        if standing.due is None or standing.due < self._now():
            raise CannotResolve({'': _('Đã hết thời hạn nên không gia hạn được nữa.')})
        reason = self._written('text', text)
        last = self._require_day(day, self._clock(case, EXTENSION, standing.due))
        entry = self._entry(case)
        self._notice(case, day, reason, actor)
        self._issue(case, entry, EXTENDED, PaperInWork(PUT_OFF, {
            'old_due': moment(standing.due), 'reason': reason, 'new_due': moment(end_of(last))}),
            actor, self._say(case)(_('Thông báo gia hạn (mẫu 04) kèm theo.')))

    @staticmethod
    def _require_day(day: datetime.date | None, limit: Clock) -> datetime.date:
        if day is None:
            raise CannotResolve({'until': _('Hãy chọn ngày sẽ trả lời.')})
        if limit.deadline is not None and end_of(day) > limit.deadline.due:
            raise CannotResolve({'until': _(
                'Chậm nhất là ${day}.', mapping={
                    'day': shown_date(local(limit.deadline.due).date(), DEFAULT)})})
        return day

    def _notice(self, case: Case, day: datetime.date | None, text: str, actor: str) -> None:
        try:
            self._answering.notice(case, day, text, actor)
        except CannotAnswer as refused:
            raise CannotResolve(refused.reasons) from None

    def propose(self, case: Case, code: str, values: Mapping[str, str], ground: str,
                files: Sequence[Attachment], actor: str) -> None:
        """See ``IResolving``."""
        self._open(case, ANSWER)
        form = self.rules.form(code)
        paper = PaperInWork(code, self._filled_in(form, values, ground),
                      ground if code == REFUSAL else '')
        if files:
            kept = self._cases.append(case, NOTE, ground=PROPOSED, actor=actor, site=case.site,
                                      audience=STAFF, attachments=files)
            paper = paper._replace(files=kept.files)
        text = plain_text(form, {**self._issuing.known(case, self._entry(case)), **paper.values})
        try:
            self._answering.submit(case, text, actor)
        except CannotAnswer as refused:
            raise CannotResolve(refused.reasons) from None
        digest = self._answering.work(case).digest
        self._cases.keep(case, IN_WORK, written(paper, digest))

    def _filled_in(self, form: Form, values: Mapping[str, str], ground: str) -> dict[str, str]:
        """Return ``values`` of the fields of ``form``, with the ground of a refusal in words."""
        found = {field.name: values.get(field.name, '').strip() for field in form.fields
                 if values.get(field.name, '').strip()}
        if form.code == REFUSAL:
            known = next((each for each in self.rules.grounds if each.code == ground), None)
            if known is None:
                raise CannotResolve({'ground': _(
                    'Chỉ được từ chối theo một căn cứ tại khoản 1 Điều 28: hãy chọn căn cứ.')})
            found['grounds'] = '\n'.join(filter(None, (
                f'{known.text.vi} ({known.basis}).', found.get('grounds', ''))))
        for name in NEEDED[form.code]:
            self._written(name, found.get(name, ''))
        return found


def resolving_service(request: Request) -> Resolving:
    """Return the ``IResolving`` for whoever asks by ``request``."""
    return Resolving(request.registry, request.root, request.has_permission,
                     request.service(IAnswering))
