"""``IAfterwards``: consent of third parties, lawsuits, what was given wrongly (articles 7, 32)."""
import datetime
from collections.abc import Mapping, Sequence

from pyramid.request import Request
from zope.interface import implementer

from ...base.clock import shown_date
from ...base.i18n import DEFAULT, _
from ...base.permissions import ANSWER
from ...platform.duties.interfaces import MISSED, RUNNING, SATISFIED, TRIGGERED, DutyEvent, IDuties
from ..cases.interfaces import ASKER, STAFF, Attachment, Case
from .acting import Acting
from .clocks import given_by, rule_of
from .delivery import book_of
from .interfaces import (
    AGREED,
    ASKED_THIRD,
    CONSENT,
    CORRECTED,
    CORRECTION,
    DECLINED,
    FAULTY,
    RESOLUTION,
    SUED,
    CannotResolve,
    IAfterwards,
)
from .issuing import PaperInWork


@implementer(IAfterwards)
class Afterwards(Acting):
    """``IAfterwards`` for one asker."""

    def ask_third_party(self, case: Case, values: Mapping[str, str], actor: str) -> Attachment:
        """See ``IAfterwards``."""
        self._open(case, ANSWER)
        name = self._written('third_name', values.get('third_name', ''))
        self._written('given', values.get('given', ''))
        made = self._issuing.files(case, self._entry(case), PaperInWork(CONSENT, values), None)
        self._note(case, ASKED_THIRD, actor, name, audience=STAFF, attachments=made)
        return made[0]

    def third_party_said(self, case: Case, agrees: bool, text: str, actor: str) -> None:
        """See ``IAfterwards``."""
        self._open(case, ANSWER)
        if not self._was(case, ASKED_THIRD):
            raise CannotResolve({'': _('Chưa hỏi ý kiến bên thứ ba.')})
        self._note(case, AGREED if agrees else DECLINED, actor, self._written('text', text),
                   audience=STAFF)

    def sued(self, case: Case, day: datetime.date | None, text: str, actor: str) -> None:
        """See ``IAfterwards``."""
        self._require(case, ANSWER)
        entry, at = self._entry(case), self._past(case, 'day', day)
        noted = f'{shown_date(at, DEFAULT)}: {self._written("text", text)}'
        if any(self._cases.text_of(case, event) == noted for event in case.events
               if event.ground == SUED):
            raise CannotResolve({'': _('Đã ghi nhận lần khởi kiện này.')})
        self._note(case, SUED, actor, noted, audience=STAFF)
        book_of(self._portal).change(case.number, lawsuits=entry.lawsuits + 1)

    def found_faulty(self, case: Case, text: str, actor: str) -> None:
        """See ``IAfterwards``."""
        self._require(case, ANSWER)
        if self._entry(case).outcome != RESOLUTION:
            raise CannotResolve({'': _('Chưa cung cấp thông tin thì không có gì để đính chính.')})
        told, now, index = self._written('text', text), self._now(), len(case.events)
        self._duties.open(
            case.site, rule_of(self.rules, given_by(self._cases, case), CORRECTION),
            [f'case:{case.number}:{CORRECTION}:{index}'],
            DutyEvent(TRIGGERED, now, at=now, source=f'request:{case.number}:{index}',
                      actor=actor))
        self._note(case, FAULTY, actor, told, audience=ASKER)

    def correct(self, case: Case, text: str, files: Sequence[Attachment], actor: str) -> None:
        """See ``IAfterwards``."""
        standing, told = self._require(case, ANSWER), self._written('text', text)
        owed = [duty for duty, each in standing.duties
                if each.state in (RUNNING, MISSED) and f':{CORRECTION}:' in duty.keys[0]]
        if not owed:
            raise CannotResolve({'': _('Chưa ghi nhận sai sót nào cần đính chính.')})
        now, source = self._now(), f'request:{case.number}:{len(case.events)}'
        for duty in owed:
            self._duties.append(duty, DutyEvent(
                SATISFIED, now, at=now, source=source, subject=source, actor=actor))
        self._note(case, CORRECTED, actor, told, audience=ASKER, attachments=tuple(files))

    @property
    def _duties(self) -> IDuties:
        found: IDuties = self._registry.getAdapter(self._portal, IDuties)
        return found


def afterwards_service(request: Request) -> Afterwards:
    """Return the ``IAfterwards`` for whoever asks by ``request``."""
    return Afterwards(request.registry, request.root, request.has_permission)
