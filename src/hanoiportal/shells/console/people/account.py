"""Tài khoản: one account, what was done to it, and the actions that need no more than a button."""
from typing import NamedTuple
from urllib.parse import urlencode

from substanced.sdi import mgmt_view

from ....base.clock import moment
from ....base.errors import Refused
from ....base.i18n import _
from ....base.interfaces import IPortal
from ....base.permissions import MANAGE_ACCOUNTS
from ....kernel.security.authentication.accounts import Account
from ....kernel.security.authentication.attempts import attempts_in
from ....kernel.security.authentication.identity import IIdentityChecks
from ....kernel.security.authentication.unused import last_use
from ....kernel.security.authorization.workplaces import workplace_of
from ....kernel.security.interactions import interactions_of
from ....kernel.tree.events import Action, send
from ....kernel.tree.lookup import path_of
from ....safekeeping.audit.interfaces import IAudit, LogQuery
from ....web import View
from ....web.forms.fields import CHOICE, LINE, Field
from ....web.login.authentication import moment_of
from ....web.login.login import site_page
from ...frame.wording import person
from ..frame.navigation import see
from ..frame.opening import is_mailed, masked, tell
from ..frame.wording import title_of
from .accounts import closed_until, notes_on, workplace_field, workplace_named
from .finding import CITY
from .held import held_by, uncoordinated
from .suspended import report_of

#: Actions that its page shows.
MOST_ACTIONS = 20


class DoneTo(NamedTuple):
    """An action of the log that was done to an account, as its page shows it."""

    when: str
    what: str
    who: str
    why: str


class AccountPage(View):
    """One account."""

    @mgmt_view(context=Account, name='account', renderer='templates/account.pt',
               tab_title=_('Tài khoản'), permission=MANAGE_ACCOUNTS, request_method='GET')
    def page(self):
        return page_of(self.context, self.request)

    @mgmt_view(context=Account, name='enable', permission=MANAGE_ACCOUNTS, tab_condition=False,
               request_method='POST')
    def enable(self):
        """Open an account again that was disabled because nobody used it; its time begins anew.
        """
        account = self.context
        if account.disabled:
            account.disabled = False
            account.enabled_at = moment_of(self.request)
            tell(self.request, account, 'enable_account')
            self.request.sdiapi.flash(_('Đã mở lại tài khoản.'))
        return see(self.request, account)

    @mgmt_view(context=Account, name='workplace', permission=MANAGE_ACCOUNTS, tab_condition=False,
               request_method='POST')
    def change_workplace(self):
        """Note another body that the person works for, or none."""
        account, portal = self.context, self.request.root
        before = workplace_of(portal, account)
        try:
            site = workplace_named(str(self.request.POST.get('workplace', '')), portal)
        except Refused as refused:
            self.request.sdiapi.flash(refused.reasons['workplace'], 'error')
            return see(self.request, account)
        account.workplace = site and site.__oid__
        after = workplace_of(portal, account)
        if after is not before:
            send(self.request.registry)(Action(
                account, 'change_workplace', self.request.identity.id,
                before=before and path_of(before), after=after and path_of(after)))
        self.request.sdiapi.flash(_('Đã ghi cơ quan công tác.'))
        return see(self.request, account)

    @mgmt_view(context=Account, name='unlock', permission=MANAGE_ACCOUNTS, tab_condition=False,
               request_method='POST')
    def unlock(self):
        """Forget the wrong passwords that closed the account."""
        attempts_in(interactions_of(self.request.root)).reopen(self.context.id)
        self.request.sdiapi.flash(_('Đã mở khóa đăng nhập.'))
        return see(self.request, self.context)


def page_of(account, request, problems=(), errors=None):
    """Return what ``account.pt`` shows.

    ``problems``: why an action was refused, translatable texts.  ``errors``: ``{field: text}`` of
    the form that was sent, whose values are shown again.
    """
    errors = errors or {}
    workplace = workplace_of(request.root, account)
    return {
        'title': title_of(account), 'account_shown': account, 'problems': problems,
        'password': None, 'login': None, 'sent': None, 'notes': notes_on(account, request),
        'roles': list(held_by(
            request.root, account, moment_of(request), request.language.tag)),
        'uncoordinated': uncoordinated(account, request, moment_of(request)),
        'vneid_since': account.vneid and moment(account.vneid.at),
        'last': moment(last_use(request.root, account)), 'report': report_of(account, request),
        'closed': closed_until(account, request), 'own': account is request.identity,
        'confirm': '' if request.has_proved else to_confirm(request, account),
        'mailed': is_mailed(account, request.registry),
        'email': masked(account.email) if account.email else '',
        'address': [Field(
            'email', _('Địa chỉ thư mới'), LINE, str(request.POST.get('email', '')), True,
            error=errors.get('email', ''))],
        'workplace': workplace and title_of(workplace, request.language.tag),
        'workplaces': [workplace_field(request.root, _name_of(workplace))],
        'identity': identity_fields(request, errors), 'done': done_to(account, request)}


def _name_of(site):
    return '' if site is None else CITY if IPortal.providedBy(site) else site.__name__


def to_confirm(request, account):
    """Return where the asker proves anew who they are, and comes back from to the page."""
    back = urlencode({'came_from': request.sdiapi.mgmt_path(account)}, safe='/')
    return f'{site_page(request, "confirm")}?{back}'


def identity_fields(request, errors):
    """Return the fields that ask how it was made sure who the owner of an account is."""
    given, checks = request.POST, request.registry.getUtility(IIdentityChecks)
    choices = {each.name: each.title(request.language.tag)
               for each in checks.on(moment_of(request))}
    chosen = str(given.get('check', ''))
    return [
        Field('check', _('Đã xác minh danh tính người đề nghị bằng cách nào'), CHOICE,
              chosen if chosen in choices else '', True, tuple(choices.items()),
              error=errors.get('check', '')),
        Field('reference', _('Căn cứ để tra lại'), LINE, str(given.get('reference', '')), True,
              error=errors.get('reference', ''), hint=_(
                  'Chẳng hạn số, ngày của văn bản, hoặc nơi gặp và người chứng kiến. Ghi vào nhật '
                  'ký, lưu lâu dài: không ghi số căn cước.'))]


def done_to(account, request):
    """Return the last ``DoneTo`` of ``account``, the latest first."""
    audit = request.service(IAudit)
    found = audit.entries(account, 0, MOST_ACTIONS, LogQuery(oid=account.__oid__)).items
    return [DoneTo(
        moment(each.when), audit.title(each.action, request.language.tag),
        person(request.root, each.who), each.why) for each in found]
