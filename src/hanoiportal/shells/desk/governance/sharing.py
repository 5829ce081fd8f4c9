"""Phân quyền: which roles are held at a place, and granting and ending them there (8.7, 8.8)."""
from dataclasses import dataclass

from ....base.clock import moment
from ....base.errors import Refused
from ....base.i18n import _
from ....base.interfaces import IClock, IContainer, IItem
from ....base.permissions import SHARE
from ....editorial.boards.interfaces import IRoleRequests, ISharing
from ....kernel.security.authorization.grants import holdings
from ....kernel.security.authorization.roles import TITLES
from ....kernel.tree.lookup import find_portal, find_site
from ....web import desk_view
from ....web.forms.days import ONE_DAY, BadDay, day_of
from ....web.forms.fields import CHOICE, DAY, LINE, Field, problems
from ..frame.menu import HERE, menu
from ..frame.view import REFUSED, DeskView
from ..frame.wording import basis_of, person, title_of

BAD_DAY = _('Không phải là ngày (ví dụ 2026-01-31).')
#: Characters of a reason.
LONGEST = 500
ABOVE = _('Người được giao ở nơi cấp trên')


@dataclass(frozen=True)
class Holding:
    """A role that somebody holds here.  ``place``: where it was granted, ``None`` for here.

    ``principal``: ``''`` for who cannot lose it here.  ``is_group``: whether it is a group's.
    """

    principal: str
    name: str
    is_group: bool
    role: str
    title: str
    place: str | None
    basis: str
    starts: str
    ends: str
    in_force: bool


def name_of(portal, principal):
    """Return the title of the group, or the name of the account, with the id ``principal``."""
    group = portal['accounts'].groups.get(principal)
    return person(portal, principal) if group is None else group.title


@menu('sharing', _('Phân quyền'), at=HERE, permission=SHARE, context=IContainer, order=80)
class Sharing(DeskView):
    """The roles that hold here, and the form for a new one."""

    def __init__(self, context, request):
        super().__init__(context, request)
        self.portal = find_portal(context)
        self.sharing = request.service(ISharing)

    @desk_view(context=IItem, name='sharing', renderer='templates/sharing.pt', deed=SHARE)
    @desk_view(context=IContainer, name='sharing', renderer='templates/sharing.pt', deed=SHARE)
    def page(self):
        """Return the page with an empty form."""
        return self._page({}, {})

    @desk_view(context=IItem, name='sharing', renderer='templates/sharing.pt', deed=SHARE,
               request_method='POST', throttled='grant')
    @desk_view(context=IContainer, name='sharing', renderer='templates/sharing.pt', deed=SHARE,
               request_method='POST', throttled='grant')
    def grant(self):
        """Grant a role, or ask an operator for it; show the form again with what is wrong."""
        form = self.request.POST
        try:
            starts, ends = day_of(form, 'starts'), day_of(form, 'ends', ONE_DAY)
            given = (form.get('role', ''), form.get('basis', ''), starts, ends,
                     self.request.identity.id)
            self.flash(self._give(form, given))
        except BadDay as error:
            return self._refused({error.args[0]: BAD_DAY})
        except Refused as refused:
            return self._refused(refused.reasons)
        return self.see(self.context, 'sharing')

    def _give(self, form, given):
        """Give the role or ask for it; return what is said of it."""
        principal, login = form.get('principal', ''), form.get('login', '').strip()
        if not principal and login and self.sharing.knows_accounts:
            account = self.portal['accounts'].get(login)
            if account is None:
                raise Refused({'login': _('Không có tài khoản nào mang tên đăng nhập này.')})
            principal = account.id
        if principal or not login:
            self.sharing.give(self.context, principal, *given)
            return _('Đã giao vai trò.')
        self.request.service(IRoleRequests).ask(self.context, login, *given)
        return _('Đã gửi đề nghị. Vai trò có hiệu lực khi đơn vị vận hành xác nhận.')

    @desk_view(context=IItem, name='unshare', deed=SHARE, request_method='POST',
               renderer='templates/unshare.pt')
    @desk_view(context=IContainer, name='unshare', deed=SHARE, request_method='POST',
               renderer='templates/unshare.pt')
    def end(self):
        """Ask whether a role that was granted here shall end and why; once that is said, end it.
        """
        form = self.request.POST
        held = next((each for each in self._holdings() if each.principal and (
            each.principal, each.role) == (form.get('principal'), form.get('role'))), None)
        why = str(form.get('why', '')).strip()
        if held is not None and not why:
            return self._asked_whether(held, 'why' in form)
        try:
            self.sharing.take(self.context, form.get('principal', ''), form.get('role', ''),
                              self.request.identity.id, why[:LONGEST])
            self.flash(_('Đã thu hồi vai trò. Trong một ngày, người thu hồi giao lại được ở đây.'))
        except Refused as refused:
            self.flash(*refused.reasons.values(), queue=REFUSED)
        return self.see(self.context, 'sharing')

    @desk_view(context=IItem, name='share-again', deed=SHARE, request_method='POST')
    @desk_view(context=IContainer, name='share-again', deed=SHARE, request_method='POST')
    def give_back(self):
        """Give back what the asker has just taken."""
        form = self.request.POST
        try:
            self.sharing.give_back(self.context, form.get('principal', ''), form.get('role', ''),
                                   self.request.identity.id)
            self.flash(_('Đã giao lại vai trò như trước.'))
        except Refused as refused:
            self.flash(*refused.reasons.values(), queue=REFUSED)
        return self.see(self.context, 'sharing')

    def _asked_whether(self, held, is_sent):
        """Return the page that names what is to end and asks for the reason."""
        if is_sent:
            self.request.response.status_int = 422
        return {
            'view': 'sharing', 'title': _('Thu hồi vai trò: ${title}', mapping={
                'title': title_of(self.context)}),
            'held': held, 'place': title_of(self.context), 'longest': LONGEST,
            'error': _('Hãy ghi lý do thu hồi.') if is_sent else ''}

    def _taken(self):
        """Return what the asker has taken here and may give back."""
        return [{'principal': each.principal, 'name': name_of(self.portal, each.principal),
                 'role': each.role, 'title': TITLES[each.role], 'at': moment(each.moment)}
                for each in self.sharing.taken(self.context, self.request.identity.id)]

    def _refused(self, errors):
        self.request.response.status_int = 422
        return self._page(self.request.POST, errors)

    def _page(self, form, errors):
        fields = self._fields(form, errors)
        return {
            'title': _('Phân quyền: ${title}', mapping={'title': title_of(self.context)}),
            'fields': fields, 'problems': problems(errors, fields),
            'holdings': list(self._holdings()), 'asked': self._asked(),
            'taken': self._taken()}

    def _holdings(self):
        now = self.request.registry.getUtility(IClock).now()
        own, site = self.sharing.roles(self.context), find_site(self.context)
        for place, principal, role, given in holdings(self.context):
            here = place is self.context
            above = find_site(place) is not site and not self.sharing.knows_accounts
            yield Holding(
                principal if here and role in own else '',
                ABOVE if above else name_of(self.portal, principal),
                not above and principal in self.portal['accounts'].groups, role, TITLES[role],
                None if here else title_of(place), basis_of(given), moment(given.starts),
                moment(given.ends), given.holds(now))

    def _asked(self):
        """Return what the asker has asked for here and no operator has decided on yet."""
        service = self.request.service(IRoleRequests)
        return [{'login': asked.login, 'role': TITLES[asked.role], 'at': moment(asked.asked_at)}
                for asked in service.asked(self.context, self.request.identity.id)]

    def _fields(self, form, errors):
        login = _('Hoặc tên đăng nhập, thư điện tử của người chưa có trong danh sách')
        hints = {'login': '' if self.sharing.knows_accounts else _(
            'Đề nghị được gửi đến đơn vị vận hành; Cổng không cho biết tài khoản có tồn tại hay '
            'không (khoản 8 Điều 8).')}
        roles = [(role, TITLES[role]) for role in self.sharing.roles(self.context)]
        named = (('principal', _('Người hoặc nhóm'), CHOICE, self._choices()),
                 ('login', login, LINE, ()), ('role', _('Vai trò'), CHOICE, tuple(roles)),
                 ('basis', _('Căn cứ'), LINE, ()), ('starts', _('Từ ngày'), DAY, ()),
                 ('ends', _('Đến hết ngày'), DAY, ()))
        return [Field(name, title, kind, form.get(name, ''), name in ('role', 'basis'), choices,
                      error=errors.get(name, ''), hint=hints.get(name, ''))
                for name, title, kind, choices in named]

    def _choices(self):
        accounts, groups = self.sharing.known(self.context)
        return (('', '—'), *((each.id, each.title) for each in groups),
                *((each.id, person(self.portal, each.id)) for each in accounts))
