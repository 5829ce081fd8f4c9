"""``ICityReminding``, as a plain object that knows nothing of HTTP."""
import datetime
from collections.abc import Collection, Iterable, Sequence

from pyramid.registry import Registry
from pyramid.request import Request
from zope.interface import implementer

from ...base.clock import local
from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IClock, IPortal, ISite
from ...base.permissions import NOT_ALLOWED, ORDER, Allowed
from ...kernel.tree.events import InnerAction, send
from ...platform.duties.interfaces import REMINDED, Duty, DutyEvent, IDuties, ITerms
from ...platform.notifications.interfaces import INotifying
from ...platform.reminders.interfaces import IReminders, SentReminder
from .counting import Days, is_broken
from .interfaces import ICityReminding
from .interfaces import Reminded as Outcome

#: Kind of the notice, and subject of the event of each duty.
KIND = 'duty_reminded'


@implementer(ICityReminding)
class CityReminding:
    """``ICityReminding`` for one asker."""

    def __init__(self, registry: Registry, portal: IPortal, allowed: Allowed,
                 notifying: INotifying) -> None:
        self._registry, self._portal = registry, portal
        self._allowed, self._notifying = allowed, notifying
        self._duties: IDuties = registry.getAdapter(portal, IDuties)

    def may_remind(self) -> bool:
        """See ``ICityReminding``."""
        return bool(self._allowed(ORDER, self._portal))

    def remind(self, sites: Sequence[ISite], rule: str, actor: str, *,
               until: datetime.datetime | None = None) -> Outcome:
        """See ``ICityReminding``."""
        if not self.may_remind():
            raise Refused({'': NOT_ALLOWED})
        if not sites:
            raise Refused({'': _('Hãy chọn ít nhất một trang.')})
        now = self._registry.getUtility(IClock).now()
        pressing = self._pressing({str(site.__oid__) for site in sites}, rule, now, until)
        outcome = self._sorted(sites, pressing, actor, now)
        if not outcome.told:
            raise Refused({'': _why(outcome)})
        return outcome

    def _pressing(self, sites: Collection[str], rule: str, now: datetime.datetime,
                  until: datetime.datetime | None) -> dict[str, list[Duty]]:
        """Return what of ``sites`` is due today, overdue or without a reason."""
        end, found = Days(local(now).date()).starts[-1], dict[str, list[Duty]]()
        end = end if until is None else max(end, until.timestamp())
        for term in self._registry.getAdapter(self._portal, ITerms).all():
            if term.site not in sites or rule and term.rule != rule:
                continue
            is_open = term.owed and term.due < end
            if is_open or is_broken(term, now.timestamp()) and not term.explained:
                duty = self._duties.get(term.number)
                found.setdefault(term.site, []).extend([duty] if duty else [])
        return found

    def _sorted(self, sites: Iterable[ISite], pressing: dict[str, list[Duty]], actor: str,
                now: datetime.datetime) -> Outcome:
        """Remind each site that can be, and return which could."""
        source, number = f'city:{local(now):%Y%m%d}', 0
        told, before, nobody, nothing = list[ISite](), list[ISite](), list[ISite](), list[ISite]()
        for site in sites:
            duties = pressing.get(str(site.__oid__), [])
            untold = [duty for duty in duties
                      if not any(each.source == source for each in duty.events)]
            people = sorted(self._notifying.board_of(site)) if untold else []
            if people:
                self._tell(site, untold, people, actor, now, source)
                number += len(untold)
            (told if people else nobody if untold else before if duties else nothing).append(site)
        return Outcome(tuple(told), number, tuple(before), tuple(nobody), tuple(nothing))

    def _tell(self, site: ISite, duties: list[Duty], people: list[str], actor: str,
              now: datetime.datetime, source: str) -> None:
        for duty in duties:
            self._duties.append(duty, DutyEvent(
                REMINDED, now, source=source, subject=KIND, actor=actor, text=' '.join(people)))
        self._notifying.notify(people, site, KIND, actor, note=f'{len(duties)} nhiệm vụ')
        reminders: IReminders = self._registry.getAdapter(self._portal, IReminders)
        reminders.note(SentReminder(
            now, KIND, str(site.__oid__), len(duties), tuple(people), actor))
        send(self._registry)(InnerAction(site, 'remind_duties', actor, number=len(duties)))


def _why(outcome: Outcome) -> str:
    """Return why nobody was told of anything."""
    if outcome.before:
        return _('Hôm nay đã nhắc các trang này; mỗi nhiệm vụ chỉ nhắc một lần một ngày.')
    if outcome.nobody:
        return _('Các trang này chưa có Ban Biên tập nên không nhắc được ai.')
    return _('Các trang này không có nhiệm vụ nào đến hạn, quá hạn hoặc chờ lý do.')


def reminding_service(request: Request) -> CityReminding:
    """Return the ``ICityReminding`` for whoever asks by ``request``."""
    return CityReminding(request.registry, request.root, request.has_permission,
                         request.service(INotifying))
