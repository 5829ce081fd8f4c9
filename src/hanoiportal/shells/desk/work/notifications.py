"""Thông báo: what concerns the asker and was told to them, and whether they want it by mail."""
import datetime
from dataclasses import dataclass

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.security import NO_PERMISSION_REQUIRED

from ....base.clock import UTC, moment
from ....base.errors import Refused
from ....base.i18n import _
from ....base.interfaces import IItem, ISite, ITranslation
from ....base.permissions import DESK, VIEW
from ....editorial.boards.interfaces import NOT_PROVED
from ....editorial.review.interfaces import IReviewData
from ....kernel.tree.lookup import find_site, in_work
from ....platform.notifications.interfaces import ITEM, SITE, INotifying
from ....web import desk_view
from ..frame.links import desk_path
from ..frame.menu import OWN, menu
from ..frame.view import OwnView
from ..frame.wording import person, title_of

NAME, ONE = 'notifications', 'notification'
TITLE = _('Thông báo', context='notifications')
WANTED = 'yes'
#: Field of the form that opens what a notification is about.
OPEN = 'open'


@dataclass(frozen=True)
class Told:
    """One row.  ``subject``: its title, ``''`` if the asker may not see it (any more).

    ``address``: where it is in the desk, ``''`` if nowhere.  ``opens``: whether opening it marks
    it as read: at this host, for a form leads to no other.  ``why``: what was said of it.
    """

    number: int
    title: str
    time: str
    is_read: bool
    subject: str
    lang: str
    address: str
    opens: bool
    who: str
    why: tuple[str, ...]


def unread(request):
    """Return how many notifications the asker has not read."""
    account = request.desk_asker.account
    return request.service(INotifying).unread(account) if account is not None else 0


@menu(NAME, TITLE, at=OWN, order=5, count=unread)
class Notifications(OwnView):
    """What the asker was told, newest first."""

    def __init__(self, context, request):
        super().__init__(context, request)
        self._service = request.service(INotifying)
        self._account = self.asker.account

    @desk_view(context=ISite, name=NAME, permission=NO_PERMISSION_REQUIRED,
               working_permission=None, renderer='templates/notifications.pt')
    def page(self):
        """Show them; looking marks nothing as read."""
        return self._page(self._account.email, {})

    @desk_view(context=ISite, name=ONE, permission=NO_PERMISSION_REQUIRED, working_permission=None)
    def one(self):
        """Lead from a mail to what it is about, or to the list."""
        number = self.request.params.get('number', '')
        found = number.isdecimal() and len(number) < 20 and self._service.find(
            self._account, int(number))
        if not found:
            raise HTTPNotFound
        subject = self._subject(found)
        if subject is None or not self._address(subject, found):
            return self.see(self.context, NAME)
        return HTTPSeeOther(self._address(subject, found))

    @desk_view(context=ISite, name='read', permission=NO_PERMISSION_REQUIRED,
               working_permission=None, request_method='POST')
    def read(self):
        """Mark one as read, or all of one subject, or all; lead to the subject of one to open."""
        number = self.request.POST.get('number', '')
        about = self.request.POST.get('about', '')
        if about:
            if about.isdecimal() and len(about) < 20:
                self._service.mark_read(self._account, about=int(about))
            return self.request.response
        if number.isdecimal() and len(number) < 20:
            self._service.mark_read(self._account, int(number))
            if OPEN in self.request.POST:
                return self.one()
        elif not number:
            self._service.mark_read(self._account)
        return self.see(self.context, NAME)

    @desk_view(context=ISite, name=NAME, permission=NO_PERMISSION_REQUIRED,
               working_permission=None, request_method='POST',
               renderer='templates/notifications.pt')
    def choose(self):
        """Keep where mails go and whether any do, once the asker has proved lately who they are:
        it is where they are told of a change of how to log in (ASVS 5.0, 7.5.1).
        """
        address = str(self.request.POST.get('address', ''))
        if not self.request.has_proved:
            return self._page(address, {'address': NOT_PROVED})
        try:
            self._service.choose_mail(
                self._account, address, self.request.POST.get('wanted') == WANTED)
        except Refused as refused:
            return self._page(address, refused.reasons)
        self.flash(_('Đã lưu lựa chọn nhận thư.'))
        return self.see(self.context, NAME)

    def _page(self, address, reasons):
        notices = self._account.notices
        return {
            'title': TITLE, 'told': self._rows(), 'address': address,
            'wanted': notices is None or notices.by_mail, 'reasons': reasons,
            'unread': self._service.unread(self._account)}

    def _rows(self):
        return [self._row(each) for each in self._service.list(self._account)
                if not each.is_past]

    def _row(self, told):
        subject = self._subject(told)
        when = datetime.datetime.fromtimestamp(told.moment, UTC)
        address = '' if subject is None else self._address(subject, told)
        return Told(
            told.number, told.title, moment(when), told.is_read,
            '' if subject is None else self._named(subject, told),
            getattr(subject, 'language', 'vi'),
            address, address.startswith('/') and not told.is_read,
            person(self.request.root, told.actor), tuple(self._why(told.details)))

    def _subject(self, told):
        """Return what it is about; ``None`` if it is gone or no longer the asker's to see."""
        found = self.request.root.__objectmap__.object_for(told.oid)
        if found is None or not self.request.has_permission(VIEW, in_work(found)):
            return None
        return found

    def _address(self, subject, told):
        """Return where ``subject`` is in the desk, or the page of it that ``told`` leads to: on
        its own host if it is not on this one.
        """
        if not (IItem.providedBy(subject) or ITranslation.providedBy(subject) or (
                self.request.has_permission(DESK, subject))):
            return ''
        site = find_site(subject)
        root = self.request.virtual_root
        if root.__parent__ is None or root is site:
            number = told.details.get('number', '') if told.view else ''
            query = {'number': number} if number else {}
            return desk_path(self.request, subject, told.view, **query)
        return self.request.link(site, 'desk', '@@' + NAME)

    def _why(self, details):
        grounds = self.request.registry.getUtility(IReviewData).grounds
        if details.get('ground') in grounds:
            yield grounds[details['ground']].title
        if details.get('note'):
            yield details['note']

    def _named(self, subject, told):
        """Return the title of ``subject``, or of the other site and the item that it was told of,
        with the number of the case or duty that it leads to.
        """
        there, item = (self._object(told.details.get(each)) for each in (SITE, ITEM))
        title = title_of(in_work(subject) if there is None else there)
        if item is not None and self.request.has_permission(VIEW, item):
            title = f'“{title_of(item)}”, {title}'
        number = told.details.get('number', '') if told.view else ''
        return _('${title}, số ${number}', mapping={
            'title': title, 'number': number}) if number else title

    def _object(self, oid):
        return None if oid is None else self.request.root.__objectmap__.object_for(int(oid))
