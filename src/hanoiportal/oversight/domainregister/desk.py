"""Tên miền: what a body asks for and has, and the register of all (5.2, 28.14, 33.4)."""
from collections.abc import Callable, Mapping
from functools import partial
from urllib.parse import urlencode

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from webob.multidict import MultiDict

from ...base.i18n import _
from ...base.interfaces import IClock, IPortal, ISite
from ...base.permissions import AUDIT, DESK
from ...base.settings import ISettings, Settings
from ...base.values import Batch
from ...shells.desk.frame.listfilters import page_number
from ...shells.desk.frame.menu import REPORTING, menu
from ...shells.desk.frame.view import DeskView
from ...shells.desk.frame.wording import person
from ...shells.frame.tablefile import table_response
from ...web import desk_view
from ...web.forms.days import BadDay, date_of
from ...web.forms.fields import LINE, TEXT, Field, problems
from .interfaces import (
    FAVOURED,
    GRANTED,
    OPEN,
    STATES,
    CannotRegister,
    CommitteeOpinion,
    DomainName,
    DomainWish,
    HostState,
    IDomains,
    IDomainWatch,
)
from .reading import number_open
from .rows import (
    COLUMNS,
    FILTERS,
    TOLD,
    cells,
    check_rows,
    happenings,
    host_shown,
    is_chosen,
    row,
)

OWN, ALL, ONE, TABLE = 'domains', 'domain-register', 'domain', 'domain-register-table'
SIZE = 50
#: What a template is given.
Values = Mapping[str, object]


class AtDomains(DeskView):
    """What the pages of names have in common."""

    def __init__(self, context: ISite, request: Request) -> None:
        super().__init__(context, request)
        self.domains: IDomains = request.service(IDomains)
        self.watch: IDomainWatch = request.registry.getUtility(IDomainWatch)
        clock: IClock = request.registry.getUtility(IClock)
        self.now, self.actor = clock.now(), request.identity.id

    def state(self, host: str) -> HostState | None:
        """Return how ``host`` stood."""
        return self.watch.state(self.request.root, host)

    def refused(self, reasons: Mapping[str, str]) -> Mapping[str, str]:
        """Let the answer be that something is wrong, if it is; return ``reasons``."""
        if reasons:
            self.request.response.status_int = 422
        return reasons


@menu(OWN, _('Tên miền'), at=REPORTING, permission=DESK, order=60)
class OwnDomains(AtDomains):
    """The names that a body has or asked for, and the form by which it asks."""

    @desk_view(context=ISite, name=OWN, renderer='templates/domains.pt')
    def page(self) -> Values:
        """Show them."""
        return self._page({}, {})

    @desk_view(context=ISite, name=OWN, request_method='POST', renderer='templates/domains.pt')
    def ask(self) -> Values | HTTPSeeOther:
        """Ask for a name, or show the form again with what is wrong."""
        form = self.request.POST
        wish = DomainWish(*(str(form.get(name, '')) for name in DomainWish._fields))
        try:
            asked = self.domains.ask(self.context, wish, self.actor)
        except CannotRegister as refused:
            return self._page(form, self.refused(refused.reasons))
        self.flash(_('Đã gửi đề nghị. Văn phòng Ủy ban nhân dân Thành phố xem xét, lấy ý kiến.'))
        return self.see(self.context, ONE, name=asked.name)

    def _page(self, form: Mapping[str, str], reasons: Mapping[str, str]) -> Values:
        may_ask, is_city = self.domains.may_ask(self.context), IPortal.providedBy(self.context)
        body = form.get('holder', '') if is_city else str(getattr(self.context, 'owner', ''))
        fields = self._fields(form, reasons, is_city) if may_ask else []
        return {
            'title': _('Tên miền'), 'view': OWN, 'may_ask': may_ask, 'fields': fields,
            'rows': [row(each, self.state(each.host), self.now)
                     for each in self.domains.of_site(self.context)],
            'suggestions': self.domains.suggestions(
                body, form.get('name', '')) if may_ask and (body or form) else [],
            'problems': problems(reasons, fields), 'one': ONE}

    def _fields(self, form: Mapping[str, str], reasons: Mapping[str, str],
                is_city: bool) -> list[Field]:
        settings: Settings = self.request.registry.getUtility(ISettings)
        known = (
            *([('holder', _('Cơ quan đề nghị'), LINE, _(
                'Cơ quan chưa có trang trên Cổng, ghi đủ tên.'))] if is_city else []),
            ('name', _('Tên miền'), LINE, _(
                'Phần đứng trước ${domain}, không dấu, ví dụ caugiay; tên miền ngoài ${domain} '
                'thì ghi cả tên.', mapping={'domain': settings.domain})),
            ('purpose', _('Mục đích sử dụng'), TEXT, ''),
            ('paper', _('Số, ngày của văn bản đề nghị'), LINE, _(
                'Văn bản gửi Ủy ban nhân dân Thành phố qua Văn phòng Ủy ban nhân dân Thành phố '
                '(khoản 4 Điều 33).')))
        return [Field(name, title, kind, form.get(name, ''), True, rows=3,
                      error=reasons.get(name, ''), hint=hint) for name, title, kind, hint in known]


def is_city(site: ISite, _request: Request) -> bool:
    """Return whether ``site`` is the portal."""
    return bool(IPortal.providedBy(site))


def waiting(_site: ISite, request: Request) -> int:
    """Return how many names wait for the asker."""
    domains: IDomains = request.service(IDomains)
    return number_open(request.root) if domains.may_decide() else 0


@menu(ALL, _('Sổ tên miền'), at=REPORTING, permission=AUDIT, order=61, shown=is_city,
      count_at=waiting)
class AllDomains(AtDomains):
    """The register of all names."""

    @desk_view(context=IPortal, name=ALL, working_permission=AUDIT,
               renderer='templates/domain_register.pt')
    def page(self) -> Values:
        """Return one page of the list, those that wait first."""
        found, start = self._found(), (page_number(self.request) - 1) * SIZE
        named = {each.host for each in self.domains.names()}
        own = [host for host in self.watch.hosts(self.request.root) if host not in named]
        return {
            'title': _('Sổ tên miền'), 'view': ALL, 'one': ONE, 'table': TABLE,
            'filters': FILTERS, **self._asked(), 'may_decide': self.domains.may_decide(),
            'own': [(host, host_shown(self.state(host), self.now)) for host in own],
            'rows': [row(each, state, self.now) for each, state in found[start:start + SIZE]],
            'batch': Batch(tuple(found[start:start + SIZE]), len(found), start, SIZE),
            'page_address': lambda page: '?' + urlencode({**self._asked(), 'page': page})}

    @desk_view(context=IPortal, name=TABLE, working_permission=AUDIT)
    def table(self) -> Response:
        """Return the list as a table to save."""
        return table_response(
            self.request, 'ten-mien', _('Sổ tên miền'), COLUMNS,
            (cells(each, state) for each, state in self._found()))

    def _asked(self) -> dict[str, str]:
        state = str(self.request.GET.get('state', ''))
        return {'state': state if state in dict(FILTERS) else '',
                'q': ' '.join(str(self.request.GET.get('q', '')).split())[:100]}

    def _found(self) -> list[tuple[DomainName, HostState | None]]:
        asked = self._asked()
        known = [(each, self.state(each.host)) for each in self.domains.names()]
        return [(each, state) for each, state in known
                if is_chosen(each, state, asked['state'], asked['q'], self.now)]


class OneDomain(AtDomains):
    """The record of a name: how it stands, what happened, how its host is, what may be done."""

    @desk_view(context=ISite, name=ONE, renderer='templates/domain.pt')
    def page(self) -> Values:
        """Show it."""
        return self._page({}, {})

    @desk_view(context=ISite, name=ONE, request_method='POST', renderer='templates/domain.pt')
    def act(self) -> Values | HTTPSeeOther:
        """Do what the button says."""
        form, name = self.request.POST, self._name().name
        verb = self._verbs(form, name).get(form.get('act', ''))
        if verb is None:
            return self.see(self.context, ONE, name=name)
        try:
            verb()
        except BadDay:
            return self._page(form, {'day': _('Hãy nhập một ngày.')})
        except CannotRegister as refused:
            return self._page(form, refused.reasons)
        except LookupError:  # what another body asked for
            raise HTTPNotFound from None
        self.flash(TOLD[form['act']])
        return self.see(self.context, ONE, name=name)

    def _verbs(self, form: MultiDict, name: str) -> dict[str, Callable[[], None]]:
        text, paper, why = (str(form.get(field, '')) for field in ('text', 'paper', 'why'))

        def give_opinion() -> None:
            if form.get('favours') not in ('yes', 'no'):
                raise CannotRegister({'favours': _('Hãy chọn kết luận.')})
            self.domains.give_opinion(name, CommitteeOpinion(
                form.get('favours') == 'yes', paper, date_of(form, 'day'), text), self.actor)

        return {
            'withdraw': partial(self.domains.withdraw, self.context, name, self.actor),
            'opinion': give_opinion,
            'grant': partial(self.domains.grant, name, self.actor),
            'refuse': partial(self.domains.refuse, name, why, self.actor),
            'revoke': partial(self.domains.revoke, name, why, paper, self.actor)}

    def _name(self) -> DomainName:
        """Return the name that the address tells of: one of this site, or any to who oversees."""
        asked = str(self.request.params.get('name', ''))
        found = next((each for each in self.domains.of_site(self.context)
                      if each.name == asked), None)
        if found is None and IPortal.providedBy(self.context) and (
                self.request.has_permission(AUDIT, self.context)):
            found = next((each for each in self.domains.names() if each.name == asked), None)
        if found is None:
            raise HTTPNotFound
        return found

    def _page(self, form: Mapping[str, str], reasons: Mapping[str, str]) -> Values:
        self.refused(reasons)
        found = self._name()
        state, may_decide = self.state(found.host), self.domains.may_decide()
        decides = may_decide and IPortal.providedBy(self.context)
        is_open = found.state in OPEN
        return {
            'title': found.host, 'view': ONE, 'name': found, 'state': STATES[found.state],
            'row': row(found, state, self.now), 'checks': check_rows(state),
            'happenings': happenings(found, partial(person, self.request.root)),
            'address': self.path(self.context, ONE, name=found.name), 'form': form,
            'reasons': reasons, 'act': form.get('act', ''),
            'may_withdraw': is_open and found.asked.site == str(self.context.__oid__) and (
                self.domains.may_ask(self.context)),
            'is_open': is_open, 'decide_at': self.path(
                self.request.root, ONE, name=found.name) if may_decide and not decides else '',
            'may_judge': decides and is_open, 'may_grant': decides and found.state == FAVOURED,
            'may_revoke': decides and found.state == GRANTED,
            'problems': [why for field, why in reasons.items() if field == '']}
