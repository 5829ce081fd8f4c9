"""Ban Biên tập: the board of a site as its staff sees it, and as its managing body makes it."""
from dataclasses import dataclass

from pyramid.httpexceptions import HTTPNotFound

from ....base.clock import moment
from ....base.errors import Refused
from ....base.i18n import _
from ....base.interfaces import IClock, ISite
from ....base.permissions import DESK, FOUND_BOARD, MANAGE_BOARD
from ....editorial.boards.interfaces import IBoards, IRoleRequests, ISharing
from ....editorial.review.interfaces import CannotPerform, IReviewing
from ....kernel.security.authorization.roles import BOARD_MEMBER, DEPUTY_HEAD, HEAD, TITLES
from ....kernel.tree.lookup import find_portal
from ....kernel.workflow.definitions import IDefinitions, definition_of
from ....web import desk_view
from ....web.forms.days import ONE_DAY, BadDay, day_of, shown_day
from ....web.forms.fields import CHOICE, DAY, LINE, TEXT, Field, problems
from ...frame.roles import BAD_DAY
from ..frame.menu import BOARD, menu
from ..frame.view import REFUSED, DeskView
from ..frame.wording import named, person, title_of

ROLES = (HEAD, DEPUTY_HEAD, BOARD_MEMBER)
FOUND, APPOINT, DISMISS = 'board-found', 'board-appoint', 'board-dismiss'
YES = 'yes'
TITLED = {FOUND: _('Quyết định thành lập, kiện toàn'), APPOINT: _('Bổ nhiệm'),
          DISMISS: _('Miễn nhiệm')}


@dataclass(frozen=True)
class Seat:
    """One row of the members."""

    name: str
    title: str
    decision: str
    starts: str
    ends: str


class AtBoard(DeskView):
    """What the pages of a board have in common."""

    def __init__(self, context, request):
        super().__init__(context, request)
        self.boards = request.service(IBoards)
        self.portal = find_portal(context)
        self.now = request.registry.getUtility(IClock).now()


@menu('board', _('Ban Biên tập'), at=BOARD, permission=DESK, order=10)
class BoardPage(AtBoard):
    """The board: by which decision, until when, who."""

    @desk_view(context=ISite, name='board', renderer='templates/board.pt')
    def page(self):
        """Return the page, with links to what the asker may change."""
        site, board = self.context, self.boards.board(self.context)
        text = named(site, self.request.language.tag)
        seats = self.boards.seats(site)
        may = self.request.has_permission(MANAGE_BOARD, site)
        forms = [FOUND] if self.boards.may_found(site, self.request.identity.id) else []
        if may and board is not None:
            forms += [APPOINT, DISMISS]
        definitions = self.request.registry.getUtility(IDefinitions)
        return {
            'title': _('Ban Biên tập ${site}', mapping={
                'site': title_of(text) if text is not site else site.full_name}),
            'board': board, 'is_active': self.boards.is_active(site, self.now),
            'starts': moment(board and board.starts), 'ends': moment(board and board.ends),
            'members': [self._seat(each) for each in seats if each.given.holds(self.now)],
            'coming': [self._seat(each) for each in seats
                       if each.given.starts and self.now < each.given.starts],
            'definitions': list(definitions.values()), 'may_choose': may,
            'chosen': definition_of(site, definitions).name,
            'links': [(self.path(site, view), TITLED[view]) for view in forms]}

    @desk_view(context=ISite, name='board-workflow', working_permission=MANAGE_BOARD,
               request_method='POST')
    def choose(self):
        """Let the site use another workflow from now on."""
        try:
            self.request.service(IReviewing).choose(
                self.context, self.request.POST.get('workflow', ''), self.request.identity.id)
        except CannotPerform as refused:
            self.flash(next(iter(refused.reasons.values())), REFUSED)
        else:
            self.flash(_('Đã chọn quy trình biên tập.'))
        return self.see(self.context, 'board')

    def _seat(self, seat):
        return Seat(person(self.portal, seat.account), TITLES[seat.role], seat.given.basis,
                    moment(seat.given.starts), moment(seat.given.ends))


class board_form(desk_view):
    """A form of the board, for who founds it or manages boards."""

    def __init__(self, name, **settings):
        super().__init__(context=ISite, name=name, renderer='templates/board_form.pt',
                         working_permission=FOUND_BOARD if name == FOUND else MANAGE_BOARD,
                         **settings)


class BoardForms(AtBoard):
    """The forms that make the board.  A seat is ended and a term begun by a decision."""

    def __init__(self, context, request):
        super().__init__(context, request)
        self.sharing = request.service(ISharing)

    @board_form(name=FOUND)
    @board_form(name=APPOINT)
    @board_form(name=DISMISS)
    def page(self):
        """Return an empty form."""
        return self._page({})

    @board_form(name=FOUND, request_method='POST')
    def found(self):
        """Found the board, or found it anew."""
        form = self.request.POST

        def action(starts, ends):
            self.boards.found(self.context, form.get('decision', ''), starts, ends,
                              self.request.identity.id, form.get('regime', ''))
            return _('Đã ghi quyết định thành lập Ban Biên tập.')

        return self._done(action)

    @board_form(name=APPOINT, request_method='POST', throttled='grant')
    def appoint(self):
        """Seat somebody, or ask an operator to, where no account may be known to exist."""
        return self._done(self._appoint)

    def _appoint(self, starts, ends):
        form, actor = self.request.POST, self.request.identity.id
        account, login = form.get('account', ''), form.get('login', '').strip()
        given = (form.get('role', ''), form.get('decision', ''), starts, ends, actor)
        succeeds = form.get('succeeds') == YES
        if not account and login and not self.sharing.knows_accounts:
            self.request.service(IRoleRequests).ask(self.context, login, *given, succeeds)
            return _('Đã gửi đề nghị. Vai trò có hiệu lực khi đơn vị vận hành xác nhận.')
        self.boards.appoint(self.context, self._known(account, login), *given, succeeds)
        return _('Đã bổ nhiệm.')

    def _known(self, account, login):
        """Return the id of the account chosen or typed, ``''`` if the asker knows no such."""
        if account:
            staff = self.sharing.known(self.context)[0]
            return account if any(each.id == account for each in staff) else ''
        found = self.portal['accounts'].get(login) if login else None
        return '' if found is None else found.id

    @board_form(name=DISMISS, request_method='POST')
    def dismiss(self):
        """End a seat."""
        form = self.request.POST
        account, _sep, role = form.get('seat', '').partition(' ')

        def action(starts, ends):
            self.boards.dismiss(self.context, account, role, form.get('decision', ''), starts,
                                self.request.identity.id)
            return _('Đã miễn nhiệm.')

        return self._done(action)

    def _done(self, action):
        """Do ``action(starts, ends)`` and go back to the board, or say what is wrong."""
        form = self.request.POST
        try:
            starts, ends = day_of(form, 'starts') or self.now, day_of(form, 'ends', ONE_DAY)
            self.flash(action(starts, ends))
        except BadDay as error:
            return self._refused({error.args[0]: BAD_DAY})
        except Refused as refused:
            return self._refused(refused.reasons)
        return self.see(self.context, 'board')

    def _refused(self, errors):
        self.request.response.status_int = 422
        return self._page(errors)

    def _page(self, errors):
        view, board = self.request.view_name, self.boards.board(self.context)
        if board is None and view != FOUND:
            raise HTTPNotFound
        named = {FOUND: self._found_fields, APPOINT: self._appoint_fields,
                 DISMISS: self._dismiss_fields}[view](board)
        form = self.request.POST
        fields = [Field(name, title, kind, form.get(name, value), required, choices,
                        6 if kind == TEXT else 0, errors.get(name, ''))
                  for name, title, kind, value, required, choices in named]
        return {'title': TITLED[view], 'fields': fields, 'problems': problems(errors, fields),
                'action': self.path(self.context, view),
                'back': self.path(self.context, 'board')}

    def _found_fields(self, board):
        ends = '' if board is None or board.ends is None else shown_day(board.ends, ONE_DAY)
        return [
            _decision('' if board is None else board.decision),
            _day('starts', _('Từ ngày'), '' if board is None else shown_day(board.starts)),
            _day('ends', _('Đến hết ngày'), ends),
            ('regime', _('Quy chế hoạt động'), TEXT, '' if board is None else board.regime,
             False, ())]

    def _appoint_fields(self, board):
        staff = [(each.id, person(self.portal, each.id))
                 for each in self.sharing.known(self.context)[0]]
        yes = (('', _('Không')), (YES, _('Có')))
        return [
            ('account', _('Người'), CHOICE, '', False, (('', '—'), *staff)),
            ('login', _('Hoặc tên đăng nhập, thư điện tử của người chưa có trong danh sách'),
             LINE, '', False, ()),
            ('role', _('Chức danh'), CHOICE, BOARD_MEMBER, True,
             tuple((role, TITLES[role]) for role in ROLES)),
            _decision(''), _day('starts', _('Từ ngày'), ''), _day('ends', _('Đến hết ngày'), ''),
            ('succeeds', _('Thay Trưởng Ban đương nhiệm'), CHOICE, '', False, yes)]

    def _dismiss_fields(self, board):
        translate = self.request.localizer.translate
        named = ((each, person(self.portal, each.account), translate(TITLES[each.role]))
                 for each in self.boards.seats(self.context)
                 if each.given.ends is None or self.now < each.given.ends)
        choices = tuple((f'{seat.account} {seat.role}', f'{name} ({title})')
                        for seat, name, title in named)
        return [('seat', _('Người và chức danh'), CHOICE, '', True, choices), _decision(''),
                _day('starts', _('Thôi giữ chức danh từ ngày'), '')]


def _decision(value):
    return 'decision', _('Số, ngày của quyết định'), LINE, value, True, ()


def _day(name, title, value):
    return name, title, DAY, value, False, ()
