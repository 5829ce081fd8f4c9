"""Hoàn tác: the latest transactions, what undoing one will change, and the button that does it.

substanced's own page fails on every Vietnamese name, and undoes by following a link.
"""
from functools import cached_property

from pyramid.httpexceptions import HTTPNotFound
from pyramid.view import exception_view_config
from pyramid_zodbconn import get_connection
from substanced.sdi import MANAGE_ROUTE_NAME, mgmt_view
from ZODB.POSException import UndoError

from ...base.clock import moment
from ...base.i18n import ILanguages, _
from ...base.interfaces import IPortal
from ...base.permissions import CONSOLE, MANAGE_ACCOUNTS, MANAGE_BOARD, UNDO
from ...content.erasure.resource import Erasure
from ...editorial.windows.interfaces import DECISIONS
from ...kernel.security.authentication.accounts import Account
from ...kernel.security.authorization.grants import LocalRoles
from ...kernel.security.authorization.reasons import is_text
from ...kernel.security.interfaces import ISecret
from ...kernel.tree.lookup import find_portal, find_site
from ...kernel.workflow.interfaces import APPROVED, ARCHIVED, PUBLIC, PUBLISHED, SCHEDULED
from ...platform.calendar.interfaces import STORED
from ...platform.ledger.interfaces import IOverUndo
from ...safekeeping.audit.interfaces import IAudit
from ...safekeeping.audit.undolog import keep_over_undo
from ...web import View
from ..frame.wording import SYSTEM, person
from . import transactions
from .frame.navigation import see
from .frame.wording import title_of, type_of
from .undoactions import decided_in, described, telling_boards

FORBIDDEN = _(
    'Giao dịch này đã thay đổi tài khoản hoặc vai trò, hoặc lớn đến mức không xem hết được: không '
    'có quyền hoàn tác.')
OF_THE_BOARD = _(
    'Giao dịch này đã gỡ một nội dung hoặc thu hồi phê duyệt; chỉ Ban Biên tập được đưa nội dung '
    'đó lên lại, bằng phê duyệt mới.')
OF_ITS_OWNER = _(
    'Giao dịch này đã đổi cách mở một tài khoản (mật khẩu, yếu tố thứ hai, địa chỉ thư): không ai '
    'hoàn tác được. Hãy làm lại ở trang của tài khoản đó.')
OF_AN_ERASURE = _(
    'Giao dịch này ghi một yêu cầu xóa vĩnh viễn dữ liệu cá nhân: không ai hoàn tác được.')
OF_THE_CALENDAR = _(
    'Giao dịch này đã nhập dòng lịch ngày nghỉ: không ai hoàn tác được. Hãy nhập dòng mới thay '
    'dòng đó.')
OF_THE_HOURS = _(
    'Giao dịch này đã nhập quyết định về khung giờ đăng tin: không ai hoàn tác được, vì những lần '
    'bỏ trống khung giờ đã được tính theo đó. Hãy nhập quyết định mới thay quyết định đó.')
#: States that stand on a decision of the board.
_DECIDED = PUBLIC | {APPROVED, SCHEDULED}
#: Transactions listed; older ones are not undone here.
SHOWN = 50
#: Actions of one transaction that the list names.
MOST_ACTIONS = 3
LONGEST_REASON = 500
NO_REASON = _('Hãy nêu lý do hoàn tác (tối đa 500 ký tự); Ban Biên tập nhận được lý do này.')


class Undoing(View):
    """The log, and one transaction of it.  Only at the root: a transaction knows no places."""

    @property
    def database(self):
        return get_connection(self.request).db()

    @mgmt_view(context=IPortal, name='undo', renderer='templates/undo.pt', permission=UNDO,
               tab_title=_('Hoàn tác'), request_method='GET')
    def page(self):
        """List the latest transactions, or show one."""
        if not transactions.can_undo(self.database):
            return {'title': _('Hoàn tác'), 'possible': False, 'entries': [], 'entry': None}
        asked = self.request.params.get('id')
        if asked:
            return self._one(self._found(asked))
        entries = transactions.latest(self.database, SHOWN)
        told = self._audit.told_in(
            get_connection(self.request), [each.id for each in entries])
        return {'title': _('Hoàn tác'), 'possible': True, 'entry': None,
                'entries': [self._shown(each, told.get(each.id, ())) for each in entries]}

    @mgmt_view(context=IPortal, name='undo', renderer='templates/undo.pt', permission=UNDO,
               request_method='POST')
    def undo(self):
        """Undo one transaction; the transaction that does it can be undone in turn."""
        entry = self._found(self.request.POST.get('id', ''))
        written = transactions.written_in(get_connection(self.request), entry.id)
        why = self._objection(entry, *written)
        if why:
            self.request.sdiapi.flash(why, 'error')
            return see(self.request, self.context, 'undo')
        decided = decided_in(self._told(entry))
        reason = str(self.request.POST.get('reason', '')).strip()
        if len(reason) > LONGEST_REASON or decided and not reason:
            self.request.response.status_int = 422
            return self._one(entry, reason, NO_REASON)
        self._undo(entry, reason, telling_boards(decided, self.request, reason))
        self.request.sdiapi.flash(_('Đã hoàn tác giao dịch lúc ${time}.',
                                    mapping={'time': moment(entry.time)}))
        return see(self.request, self.context, 'undo')

    def _undo(self, entry, reason, tell):
        connection, transaction = get_connection(self.request), self.request.tm.get()
        contradict = self.request.service(IOverUndo).keep(connection, entry.id)
        transactions.undo(self.database, entry.id, transaction)

        def follow(portal):
            contradict(portal)
            tell(portal)

        keep_over_undo(connection, transaction, entry.id, self.request.identity.id,
                       self.request.registry, reason, follow)

    def _found(self, asked):
        found = None
        if transactions.can_undo(self.database):
            found = transactions.find(self.database, asked, SHOWN)
        if found is None:
            raise HTTPNotFound
        return found

    def _objection(self, entry, found, others, more):
        """Return why the asker may not undo what wrote these, ``''`` if they may."""
        if self._is_forbidden(found, others, more):
            return FORBIDDEN
        if Erasure.__name__ in others:
            return OF_AN_ERASURE
        if STORED in others:
            return OF_THE_CALENDAR
        if DECISIONS in others:
            return OF_THE_HOURS
        if self._reopens(entry, found):
            return OF_ITS_OWNER
        return OF_THE_BOARD if self._brings_back(entry, found) else ''

    def _reopens(self, entry, found):
        """Return whether undoing would let an account be opened by what opened it before: by a
        password that somebody has read, or without a second factor (ASVS 5.0, 6.4.6).
        """
        accounts = [each for each in found if isinstance(each, Account)]
        with transactions.before(get_connection(self.request), entry.id) as was:
            return any(then is not None and then.openings != each.openings
                       for each in accounts for then in [was(each)])

    def _brings_back(self, entry, found):
        """Return whether undoing would make public, or approved, what is so no longer: the board
        that took it back approves it anew (14.1).
        """
        connection = get_connection(self.request)
        with transactions.before(connection, entry.id) as was:
            if any(_stands_again(was(each), each) for each in found):
                return True
        with transactions.gone_in(connection, entry.id) as gone:
            return any(is_text(each) and each.state in _DECIDED for each in gone)

    def _is_forbidden(self, found, others, more):
        """Return whether accounts or roles were changed, or may have been where ``more`` was
        written than is looked at, and the asker may not change all of them: undoing the end of a
        role gives it, and it may be one of the board.
        """
        touched = more or LocalRoles.__name__ in others or any(
            ISecret.providedBy(each) for each in found)
        return touched and not all(self.request.has_permission(each, self.context)
                                   for each in (MANAGE_ACCOUNTS, MANAGE_BOARD))

    def _told(self, entry):
        return self._audit.told_in(get_connection(self.request), [entry.id]).get(entry.id, ())

    @property
    def _audit(self):
        return self.request.service(IAudit)

    def _shown(self, entry, told):
        actions = [(self._audit.title(each.action, self.request.language.tag),
                    self._wording.words(each).where) for each in told]
        return {'id': entry.id, 'time': moment(entry.time), 'actions': actions[:MOST_ACTIONS],
                'more': max(0, len(actions) - MOST_ACTIONS),
                'description': '' if actions else described(entry.description, self.context),
                'person': person(self.context, entry.user) if entry.user else SYSTEM}

    @cached_property
    def _wording(self):
        return self._audit.wording(
            self.context, lambda principal: person(self.context, principal),
            lambda found: bool(self.request.has_permission(CONSOLE, found)), {
                'language': {code: each.called(self.request.language.tag) for code, each in (
                    self.request.registry.getUtility(ILanguages).by_tag.items())}})

    def _one(self, entry, reason='', problem=''):
        found, others, more = transactions.written_in(get_connection(self.request), entry.id)
        told = self._told(entry)
        return {
            'title': _('Hoàn tác'), 'possible': True, 'entries': [], 'more': more,
            'entry': self._shown(entry, told), 'decided': bool(decided_in(told)),
            'objection': self._objection(entry, found, others, more),
            'reason': reason, 'problem': problem, 'rows': [self._row(each) for each in found],
            'others': sum(others.values())}

    def _row(self, resource):
        """Return title, site and type; of what the asker may not see, the type alone."""
        kind = type_of(resource, self.request.registry)
        if find_portal(resource) is not self.context:
            return title_of(resource), _('(không còn trong cây)'), kind
        if not self.request.has_permission(CONSOLE, resource):
            return '…', '…', kind
        return self._wording.title(resource), title_of(find_site(resource)), kind


def _stands_again(was, now):
    """Return whether ``was``, what the text ``now`` was before, stands higher with the board."""
    if was is None or not is_text(now) or was.state == now.state:
        return False
    return was.state in _DECIDED and (
        now.state not in _DECIDED or (was.state, now.state) == (PUBLISHED, ARCHIVED))


@exception_view_config(UndoError, route_name=MANAGE_ROUTE_NAME)
def cannot_undo(error, request):
    """Say that later changes stand on the transaction; nothing has changed."""
    request.session.pop_flash('info')
    request.sdiapi.flash(_('Không hoàn tác được: những thay đổi sau đó dựa vào giao dịch này.'),
                         'error')
    return see(request, request.context, 'undo')
