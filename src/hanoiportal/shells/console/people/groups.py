"""Nhóm: groups of accounts, which hold roles together; as secret as the list (8.7, 8.8)."""
from pyramid.httpexceptions import HTTPNotFound
from substanced.sdi import mgmt_view

from ....base.i18n import _
from ....base.permissions import MANAGE_ACCOUNTS
from ....editorial.boards.interfaces import NOT_PROVED, ISharing
from ....kernel.security.authentication.accounts import Accounts
from ....kernel.security.authorization.groups import BadGroup, create_group, dissolve, join, leave
from ....kernel.security.authorization.places import places_of
from ....kernel.security.authorization.roles import TITLES
from ....kernel.tree.events import Action, send
from ....kernel.tree.lookup import find_portal, path_of
from ....web import View
from ....web.forms.fields import LINE, Field
from ..frame.navigation import see


class Groups(View):
    """All groups with their members and roles, and the forms that change them."""

    @mgmt_view(context=Accounts, name='groups', renderer='templates/groups.pt',
               tab_title=_('Nhóm'), permission=MANAGE_ACCOUNTS, request_method='GET')
    def page(self):
        return self._page({})

    @mgmt_view(context=Accounts, name='groups', renderer='templates/groups.pt',
               permission=MANAGE_ACCOUNTS, request_method='POST')
    def create(self):
        """Make a group without members."""
        form = self.request.POST
        try:
            group = create_group(self.context, form.get('title', ''), form.get('basis', ''))
        except BadGroup as error:
            self.request.response.status = 422
            return self._page({'title': error.args[0]})
        self._tell('create_group', group)
        return self._done(_('Đã lập nhóm.'))

    @mgmt_view(context=Accounts, name='join', permission=MANAGE_ACCOUNTS, tab_condition=False,
               request_method='POST')
    def join(self):
        """Make an account a member, unless the group's roles are beyond the asker's to give."""
        group = self._group()
        account = self.context.get(self.request.POST.get('login', '').strip())
        if account is None:
            return self._done(_('Không có tài khoản nào mang tên đăng nhập này.'), 'error')
        if not self._may_give_all(group):
            return self._done(_('Nhóm có vai trò không được phép giao.'), 'error')
        if self._needs_proof(group):
            return self._done(NOT_PROVED, 'error')
        against = self._against(group, account)
        if against:
            return self._done(against, 'error')
        join(group, account)
        self._tell('join_group', group, account)
        return self._done(_('Đã thêm thành viên.'))

    @mgmt_view(context=Accounts, name='leave', permission=MANAGE_ACCOUNTS, tab_condition=False,
               request_method='POST')
    def leave(self):
        """End a membership."""
        group = self._group()
        account = self.context.by_id.get(self.request.POST.get('account', ''))
        if account is None or not leave(group, account):
            raise HTTPNotFound
        self._tell('leave_group', group, account)
        return self._done(_('Đã đưa thành viên ra khỏi nhóm.'))

    @mgmt_view(context=Accounts, name='dissolve', permission=MANAGE_ACCOUNTS,
               tab_condition=False, request_method='POST')
    def dissolve(self):
        """Take a group away, and its roles from its members."""
        group = self._group()
        dissolve(self.context, group)
        self._tell('dissolve_group', group)
        return self._done(_('Đã giải thể nhóm.'))

    def _group(self):
        group = self.context.groups.get(self.request.POST.get('group', ''))
        if group is None:
            raise HTTPNotFound
        return group

    def _may_give_all(self, group):
        sharing = self.request.service(ISharing)
        return all(set(held) <= set(sharing.roles(place)) for place, held in self._held(group))

    def _against(self, group, account):
        """Return why the account must not hold what the group holds (9.3), ``''`` for nothing."""
        asked = self.request.service(ISharing).objection
        return next((why for place, held in self._held(group) for role in held
                     if (why := asked(place, account.id, role))), '')

    def _needs_proof(self, group):
        roles = {role for _place, held in self._held(group) for role in held}
        return self.request.service(ISharing).needs_proof(roles)

    def _held(self, group):
        return list(places_of(find_portal(self.context), (group.id,)))

    def _tell(self, action, group, account=None):
        details = {} if account is None else {'account': account.id}
        send(self.request.registry)(Action(
            self.context, action, self.request.identity.id, after=group.id, why=group.basis,
            group=group.title, **details))

    def _done(self, text, queue='info'):
        self.request.sdiapi.flash(text, queue)
        return see(self.request, self.context, 'groups')

    def _page(self, errors):
        form = self.request.POST if errors else {}
        groups = sorted(self.context.groups.values(), key=lambda group: group.title)
        return {
            'title': _('Nhóm tài khoản'), 'groups': [self._shown(group) for group in groups],
            'fields': [
                Field('title', _('Tên nhóm'), LINE, form.get('title', ''), True,
                      error=errors.get('title', '')),
                Field('basis', _('Căn cứ'), LINE, form.get('basis', ''))]}

    def _shown(self, group):
        members = [self.context.by_id[each] for each in group.members
                   if each in self.context.by_id]
        return {
            'group': group, 'members': sorted(members, key=lambda each: each.__name__),
            'roles': [(TITLES[role], path_of(place))
                      for place, held in self._held(group) for role in sorted(held)]}
