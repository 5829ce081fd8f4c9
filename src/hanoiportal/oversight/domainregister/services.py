"""``IDomains``, as a plain object that knows nothing of HTTP."""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from zope.interface import implementer

from ...base.clock import local
from ...base.i18n import _
from ...base.interfaces import IClock, IPortal, ISite
from ...base.permissions import CONFIRM, NOT_ALLOWED, ORDER, Allowed
from ...base.settings import ISettings
from ...kernel.tree.lookup import is_practice
from ...platform.domains.interfaces import IHostRules
from ...platform.notifications.interfaces import INotifying
from .interfaces import (
    ASKED,
    CARRIED,
    FAVOURED,
    GRANTED,
    HELD,
    LONGEST,
    OPEN,
    OPPOSED,
    REFUSED,
    REVOKED,
    WITHDRAWN,
    CannotRegister,
    CommitteeOpinion,
    DomainEvent,
    DomainName,
    DomainWish,
    IDomains,
)
from .naming import against_body, against_outside, joined, names_for
from .reading import Names
from .telling import Telling

if TYPE_CHECKING:
    from pyramid.registry import Registry
    from pyramid.request import Request

_MOST_SUGGESTED = 4


@implementer(IDomains)
class Domains:
    """``IDomains`` for one asker."""

    def __init__(self, registry: Registry, portal: IPortal, allowed: Allowed,
                 notifying: INotifying) -> None:
        self._portal, self._allowed = portal, allowed
        self._names = Names(registry, portal)
        self._rules: IHostRules = registry.getUtility(IHostRules)
        self._domain: str = registry.getUtility(ISettings).domain
        self._telling = Telling(registry, portal, notifying)
        self._now = registry.getUtility(IClock).now

    def may_ask(self, place: ISite) -> bool:
        return self.may_decide() if IPortal.providedBy(place) else bool(
            not is_practice(place) and self._allowed(ORDER, place))

    def may_decide(self) -> bool:
        return bool(self._allowed(CONFIRM, self._portal))

    def names(self) -> list[DomainName]:
        return self._names.all()

    def of_site(self, site: ISite) -> list[DomainName]:
        oid = str(site.__oid__)
        return [each for each in self._names.all()
                if each.asked.site == oid or (
                    each.asked.kind == CARRIED and each.name == site.__name__)]

    def find(self, name: str) -> DomainName:
        found = self._names.get(name)
        if found is None:
            raise LookupError(name)
        return found

    def suggestions(self, body: str, typed: str = '') -> list[str]:
        wanted = [*([joined(typed)] if typed.strip() else []), *names_for(body)]
        return [name for name in dict.fromkeys(wanted)
                if not self._against(name, body)][:_MOST_SUGGESTED]

    def _against(self, name: str, body: str) -> str:
        """Return why ``body`` cannot ask for ``name``, translatable; ``''`` if it can."""
        why = against_outside(name, self._domain) if '.' in name else (
            self._rules.problem(name) or against_body(name, body))
        return why or self._taken(name)

    def _taken(self, name: str) -> str:
        """Return whose ``name`` is already, translatable; ``''`` if it is nobody's."""
        found = self._names.get(name)
        if found is not None and found.state in HELD:
            return _('Tên miền “${name}” đã được cấp cho hoặc đang được đề nghị bởi ${holder}.',
                     mapping={'name': name, 'holder': found.asked.holder})
        if name in self._portal['sites']:
            return _('Tên miền “${name}” đang được trang “${title}” sử dụng.', mapping={
                'name': name, 'title': self._portal['sites'][name].title})
        return ''

    def ask(self, place: ISite, wish: DomainWish, actor: str) -> DomainName:
        self._require(self.may_ask(place))
        body = wish.holder.strip() if IPortal.providedBy(place) else str(
            getattr(place, 'owner', ''))
        name = self._names.known_as(wish.name.strip())
        reasons = {**_missing(name=name, holder=body, purpose=wish.purpose, paper=wish.paper)}
        if name and body and (why := self._against(name, body)):
            reasons['name'] = why
            if (taken := self._taken(name)) not in ('', why):
                reasons[''] = taken
        _refuse(reasons)
        self._telling.note(name, DomainEvent(
            ASKED, self._now(), actor, str(place.__oid__), body,
            wish.purpose.strip(), wish.paper.strip()), place, 'ask_domain', self._before(name))
        self._telling.to_office(actor)
        return self.find(name)

    def _before(self, name: str) -> tuple[DomainEvent, ...]:
        found = self._names.get(name)
        return () if found is None else found.events

    def withdraw(self, place: ISite, name: str, actor: str) -> None:
        self._require(self.may_ask(place))
        found = self._in_state(name, *OPEN)
        if found.asked.site != str(place.__oid__):
            raise LookupError(name)
        self._note(found, WITHDRAWN, actor, 'withdraw_domain')

    def give_opinion(self, name: str, opinion: CommitteeOpinion, actor: str) -> None:
        self._require(self.may_decide())
        found = self._in_state(name, *OPEN)
        reasons = _missing(paper=opinion.paper)
        today = local(self._now()).date()
        if len(opinion.text) > LONGEST:
            reasons['text'] = _too_long()
        if opinion.day is None:
            reasons['day'] = _('Hãy nhập ngày của văn bản.')
        elif not _day_of(found.asked) <= opinion.day <= today:
            reasons['day'] = _('Ngày phải từ ngày đề nghị đến hôm nay.')
        if not opinion.favours and not opinion.text.strip():
            reasons['text'] = _('Hãy nêu lý do không đồng ý.')
        _refuse(reasons)
        self._note(found, FAVOURED if opinion.favours else OPPOSED, actor,
                   'give_domain_opinion', opinion.text, opinion.paper, opinion.day)

    def grant(self, name: str, actor: str) -> None:
        self._require(self.may_decide())
        found = self._in_state(name, *OPEN)
        if found.state != FAVOURED:
            raise CannotRegister({'': _(
                'Chưa có ý kiến đồng ý của Ủy ban nhân dân Thành phố (khoản 4 Điều 33).')})
        self._note(found, GRANTED, actor, 'grant_domain')

    def refuse(self, name: str, why: str, actor: str) -> None:
        self._require(self.may_decide())
        found = self._in_state(name, *OPEN)
        _refuse(_missing(why=why))
        self._note(found, REFUSED, actor, 'refuse_domain', why)

    def revoke(self, name: str, why: str, paper: str, actor: str) -> None:
        self._require(self.may_decide())
        found = self._in_state(name, GRANTED)
        reasons = _missing(why=why, paper=paper)
        site = next((each for each in self._portal['sites'].values()
                     if self._telling.works_at(each, found)), None)
        if site is not None:
            reasons[''] = _('Trang “${title}” đang hoạt động tại tên miền này. Hãy tạm ngừng hoặc '
                            'đổi tên miền của trang trước.', mapping={'title': site.title})
        _refuse(reasons)
        self._note(found, REVOKED, actor, 'revoke_domain', why, paper)

    def _note(self, found: DomainName, kind: str, actor: str, action: str, text: str = '',
              paper: str = '', day: datetime.date | None = None) -> None:
        self._telling.note(found.name, DomainEvent(
            kind, self._now(), actor, text=text.strip(), paper=paper.strip(), day=day),
            self._telling.place(found.asked), action, found.events)
        if kind in (GRANTED, REFUSED, REVOKED):
            self._telling.to_body(found, actor)

    def _in_state(self, name: str, *states: str) -> DomainName:
        found = self.find(name)
        if found.state not in states:
            raise CannotRegister({'': _('Tên miền này đã chuyển sang bước khác.')})
        return found

    def _require(self, allowed: bool) -> None:
        if not allowed:
            raise CannotRegister({'': NOT_ALLOWED})


def _missing(**given: str) -> dict[str, str]:
    """Return what is wrong with texts that must be there, by field."""
    empty = {name: _('Hãy điền ô này.') for name, text in given.items() if not text.strip()}
    return {**empty, **{
        name: _too_long() for name, text in given.items() if len(text) > LONGEST}}


def _too_long() -> str:
    return _('Dài quá ${max} ký tự.', mapping={'max': LONGEST})


def _refuse(reasons: dict[str, str]) -> None:
    if reasons:
        raise CannotRegister(reasons)


def _day_of(event: DomainEvent) -> datetime.date:
    return local(event.moment).date()


def domains_service(request: Request) -> Domains:
    """Return the ``IDomains`` for whoever asks by ``request``."""
    return Domains(request.registry, request.root, request.has_permission,
                   request.service(INotifying))
