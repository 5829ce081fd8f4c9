"""What a request does when it comes in, moves, is answered or is complained of."""
import datetime
from typing import Protocol

from pyramid.registry import Registry

from ...base.clock import local
from ...base.i18n import Say, _, said_in
from ...base.interfaces import IClock, IPortal
from ...kernel.security.authorization.grants import holders_of
from ...kernel.security.authorization.roles import HEAD
from ...kernel.tree.lookup import site_of
from ..cases.interfaces import (
    ABUSE,
    ANSWERED,
    ASSIGNED,
    FORWARDED,
    MAIL,
    NOTE,
    OUT_OF_SCOPE,
    REOPENED,
    REQUEST,
    STAFF,
    WITHDRAWN,
    Case,
    CaseEvent,
    ICases,
)
from .caseform import form_of, lacking, title_of
from .delivery import book_of, make_code, told
from .interfaces import (
    COMPLAINED,
    GIVEN,
    LACKING,
    REFUSAL,
    REFUSED_ON,
    RESOLUTION,
    RESOLVED,
    AccessRules,
    IAccessRegister,
    IAccessRules,
)
from .issuing import Issuing
from .proposals import IN_WORK, read

#: What the sender reads, in the language of the case.
_REFUSED = _('Thông báo từ chối (mẫu 05) kèm theo.')
_RESOLVED = _('Phiếu giải quyết (mẫu 03) kèm theo.')
_LACKING = _('Đề nghị trả lời thư này, hoặc bổ sung tại đây, các mục của mẫu 01a, 01b mà thư chưa '
             'có:')
_COMPLAINED = _('Khiếu nại việc từ chối đã chuyển đến người đứng đầu. Thời hạn giải quyết là thời '
                'hạn của khiếu nại lần đầu.')


class CaseCame(Protocol):
    """A ``CaseReceived`` as it is heard."""

    portal: IPortal
    case: Case


class CaseWent(CaseCame, Protocol):
    """A ``CaseChanged`` as it is heard."""

    event: CaseEvent


class Following:
    """Follows the requests of the portals of ``registry``."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def received(self, event: CaseCame) -> None:
        """Give a new request its number in the register (article 26)."""
        if event.case.kind == REQUEST:
            self._register(event).enter(event.case)

    def came(self, event: CaseCame) -> None:
        """Take a new request in; ask who has written a mail for what the form has besides."""
        self.received(event)
        case, cases = event.case, self._cases(event)
        contents = cases.open(case) if (case.kind, case.channel) == (REQUEST, MAIL) else None
        if contents is None:
            return
        rules: AccessRules = self._registry.getUtility(IAccessRules)
        form, say = rules.form(form_of(contents)), self._say(case)
        fields = lacking(form, contents)
        if fields:
            cases.append(case, NOTE, ground=LACKING, site=case.site, text='\n'.join((
                say(_LACKING), *(f'– {say(title_of(form, each))}' for each in fields))))

    def changed(self, event: CaseWent) -> None:
        """Follow ``event`` of a request."""
        follow = {FORWARDED: self.received, ANSWERED: self._answered,
                  OUT_OF_SCOPE: self._left, WITHDRAWN: self._ended, ABUSE: self._ended,
                  REOPENED: self._reopened}.get(event.event.kind)
        if event.case.kind == REQUEST and follow is not None:
            follow(event)

    def _answered(self, event: CaseWent) -> None:
        """Give the paper that the board has approved, to whoever asked; see ``conduct``."""
        case, cases = event.case, self._cases(event)
        entry = self._register(event).entry(case)
        paper = read(cases.kept(case, IN_WORK), event.event.digest)
        assert paper is not None and entry is not None
        refused = paper.code == REFUSAL
        rules = self._registry.getUtility(IAccessRules)
        files = Issuing(self._registry, event.portal, rules).files(
            case, entry, paper, local(self._now()).date())
        cases.append(
            case, NOTE, site=case.site, actor=event.event.actor, attachments=files,
            ground=f'{REFUSED_ON}{paper.ground}' if refused else RESOLVED,
            text=self._say(case)(_REFUSED if refused else _RESOLVED))
        book_of(event.portal).change(case.number, outcome=paper.code, ground=paper.ground)
        if paper.files:
            code = make_code(book_of(event.portal), case.number)
            cases.append(case, NOTE, site=case.site, actor=event.event.actor, ground=GIVEN,
                         text=told(self._say(case), code))
        cases.keep(case, IN_WORK, '')

    def _left(self, event: CaseWent) -> None:
        """Count a request that another body is competent for."""
        book_of(event.portal).change(event.case.number, outcome=OUT_OF_SCOPE)

    def _ended(self, event: CaseWent) -> None:
        """Count a request that is withdrawn or an abuse, unless it was decided before."""
        entry = self._register(event).entry(event.case)
        if entry is not None and entry.outcome not in (RESOLUTION, REFUSAL):
            book_of(event.portal).change(event.case.number, outcome=event.event.kind)

    def _reopened(self, event: CaseWent) -> None:
        """A refusal that is to be looked at again is complained of: the head decides."""
        case, entry = event.case, self._register(event).entry(event.case)
        if entry is not None and entry.outcome in (OUT_OF_SCOPE, WITHDRAWN, ABUSE):
            book_of(event.portal).change(case.number, outcome='')
        if entry is None or entry.outcome != REFUSAL:
            return
        book_of(event.portal).change(case.number, complaints=entry.complaints + 1)
        self._cases(event).append(case, NOTE, site=case.site, ground=COMPLAINED,
                                  text=self._say(case)(_COMPLAINED))
        for head in sorted(self._heads(event)):
            self._cases(event).append(case, ASSIGNED, site=case.site, to=head, audience=STAFF)

    def _say(self, case: Case) -> Say:
        return said_in(self._registry, case.language)

    def _heads(self, event: CaseWent) -> set[str]:
        site = site_of(event.portal, event.case.site)
        return set(holders_of(site, frozenset({HEAD}), self._now()))

    def _cases(self, event: CaseCame) -> ICases:
        found: ICases = self._registry.getAdapter(event.portal, ICases)
        return found

    def _register(self, event: CaseCame) -> IAccessRegister:
        found: IAccessRegister = self._registry.getAdapter(event.portal, IAccessRegister)
        return found

    def _now(self) -> datetime.datetime:
        now: datetime.datetime = self._registry.getUtility(IClock).now()
        return now
