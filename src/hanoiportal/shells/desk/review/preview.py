"""Xem trước: the version in work as readers will see it, and links for people outside."""
from typing import NamedTuple

from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED

from ....base.clock import moment
from ....base.errors import Refused
from ....base.i18n import DEFAULT, ILanguages, _
from ....base.interfaces import IItem, ISite
from ....base.permissions import VIEW
from ....content.previews import standin
from ....content.previews.interfaces import (
    CLOSED,
    EXPIRED,
    LONGEST_DAYS,
    OPEN,
    REVOKED,
    IPreviewing,
)
from ....content.previews.variants import PRINT, TEXT, as_text, framed, printed, restyled
from ....content.previews.views import FRAME, public_page, version_file
from ....kernel.tree.lookup import find_site, in_work
from ....types.reference.standins import presented
from ....web import desk_view
from ....web.files import VIEW_NAME
from ....web.routing.links import canonical
from ...frame.assets import asset_url
from ...public.interfaces import IStyleSheet
from ..frame.document import LANGUAGE, document_asked
from ..frame.menu import HERE, menu
from ..frame.view import REFUSED, DeskView
from ..frame.wording import person, state_of

NAME, PAGE, CONTENT, STYLES = 'preview', 'preview-page', 'preview-content', 'preview-print.css'
MAKE, REVOKE = 'preview-link', 'revoke-preview-link'
PUBLIC_NAME = '_preview'
TEMPLATE = 'templates/preview.pt'
STYLESHEET = asset_url('versions.css')
PHONE, DESKTOP = 'phone', 'desktop'
WAYS = {PHONE: _('Điện thoại'), DESKTOP: _('Máy tính'), PRINT: _('Bản in'),
        TEXT: _('Chỉ văn bản')}
STATUSES = {OPEN: _('đang mở'), REVOKED: _('đã thu hồi'), EXPIRED: _('hết hạn'),
            CLOSED: _('đã đóng')}
PICTURE = _('Ảnh')
PINNED = 'pinned'
#: Of the page in a frame nothing runs, no form is sent, and only our own pages frame it.
POLICY = ("default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
          "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; "
          'sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox')


class Made(NamedTuple):
    """One link for people outside, in words."""

    number: int
    made_by: str
    made_at: str
    until: str
    pinned: bool
    status: str
    is_open: bool
    may_revoke: bool


@menu(NAME, _('Xem trước'), at=HERE, working_permission=VIEW, context=IItem, order=15)
class Preview(DeskView):
    """The version in work of a text in one language, in frames of several widths."""

    def __init__(self, context, request):
        super().__init__(context, request)
        self.document = document_asked(context, request)
        self._previewing = request.service(IPreviewing)

    @desk_view(context=IItem, name=NAME, renderer=TEMPLATE)
    def frames(self):
        """Show the frame."""
        return self._frames()

    @desk_view(context=IItem, name=PAGE)
    def page(self):
        """Show the page that stands in the frame."""
        shown = presented(standin.stand_in(self.context, self._sees))
        found = framed(public_page(self.request, shown, self._language(), FRAME, self._address))
        way = self._way()
        if way == TEXT:
            found = as_text(found, self.request.localizer.translate(PICTURE))
        elif way == PRINT:
            found = restyled(found, self.path(self.request.virtual_root, STYLES))
        return in_frame(found)

    @desk_view(context=IItem, name=CONTENT)
    def content(self):
        """Show the file of the version in work."""
        return private(version_file(self.request, in_work(self.context)))

    @desk_view(context=IItem, name=MAKE, request_method='POST', renderer=TEMPLATE)
    def make(self):
        """Make a link, and show it this once."""
        form = self.request.POST
        days = str(form.get('days', '')).strip()
        try:
            token = self._previewing.make(
                self.document, self.request.authenticated_userid,
                int(days) if days.isdecimal() and len(days) < 4 else 0,
                form.get('shows') == PINNED)
        except Refused as refused:
            self.request.response.status_int = 422
            return self._frames(reasons=refused.reasons)
        page = canonical(self.request, find_site(self.document), self._vi, PUBLIC_NAME)
        return self._frames(f'{page}#{token}')

    @desk_view(context=IItem, name=REVOKE, request_method='POST')
    def revoke(self):
        """Take a link back."""
        number = str(self.request.POST.get('number', ''))
        try:
            self._previewing.revoke(
                self.document, int(number) if number.isdecimal() and len(number) < 9 else 0,
                self.request.authenticated_userid)
        except Refused as refused:
            self.flash(refused.reasons[''], REFUSED)
        else:
            self.flash(_('Đã thu hồi: đường dẫn không mở được nữa.'))
        return self.see(self.document, NAME)

    def _frames(self, address='', reasons=()):
        document, working_copy, way = self.document, in_work(self.document), self._way()
        against = self._previewing.reasons_against(document)
        return {
            'view': NAME,
            'title': _('Xem trước: ${title}', mapping={'title': working_copy.title}),
            'document': document, 'state': state_of(working_copy), 'working_copy': working_copy,
            'way': way, 'way_title': WAYS[way], 'stylesheet': STYLESHEET,
            'frame': self.path(document, PAGE, **{LANGUAGE: document.language, 'as': way}),
            'ways': [(title, self._at(document.language, name), _current(name == way))
                     for name, title in WAYS.items()],
            'languages': [(each, self._at(each.tag, way), _current(each.tag == document.language))
                          for each in self._languages()],
            'links': [self._made(*each, not against) for each in self._previewing.links(document)],
            'may_make': not against, 'longest': LONGEST_DAYS, 'address': address,
            'days': self.request.POST.get('days', 3), 'pinned': self.request.POST.get(
                'shows') == PINNED, 'reasons': dict(reasons)}

    def _made(self, link, status, may):
        who = self.request.authenticated_userid
        return Made(
            link.number, person(self.request.root, link.made_by), moment(link.made_at),
            moment(link.until), bool(link.digest), STATUSES[status], status == OPEN,
            link.revoked_at is None and status != EXPIRED and (may or link.made_by == who))

    def _at(self, language, way):
        return self.path(self.context, NAME, **{LANGUAGE: language, 'as': way})

    def _way(self):
        asked = self.request.GET.get('as')
        return asked if asked in WAYS else PHONE

    def _sees(self, document):
        return bool(self.request.has_permission(VIEW, in_work(document)))

    def _languages(self):
        """Return the ``Language`` of each text of the item that the asker may see."""
        texts = {DEFAULT: self.context, **self.context.translations}
        return [each for each in self.request.registry.getUtility(ILanguages).enabled
                if each.tag in texts and self._sees(texts[each.tag])]

    def _language(self):
        return self.request.registry.getUtility(ILanguages).by_tag[self.document.language]

    @property
    def _vi(self):
        return self.request.registry.getUtility(ILanguages).default

    def _address(self, language, *elements):
        """Return where the page leads to instead of to the item's own pages."""
        if elements:
            return self.path(self.context, CONTENT) if elements == (VIEW_NAME,) else None
        return self.path(self.context, PAGE, **{LANGUAGE: language.tag, 'as': self._way()})


@desk_view(context=ISite, name=STYLES, permission=NO_PERMISSION_REQUIRED, working_permission=None)
def print_styles(context, request):
    """Return the public style sheet as it is on paper, for a screen."""
    sheet = request.registry.getUtility(IStyleSheet).text
    return Response(printed(sheet), content_type='text/css', charset='utf-8')


def page_of_typed(request, item, sees, typed, language, address):
    """Return the response with the page of ``item`` with what is ``typed`` over it, see
    ``stand_in`` and ``public_page``, for a frame.
    """
    shown = presented(standin.stand_in(item, sees, typed))
    return in_frame(framed(public_page(request, shown, language, FRAME, address)))


def page_of_new(request, made, place, values, language, address):
    """Return the response with the page of what is not saved anywhere yet, see ``new_stand_in``
    and ``public_page``, for a frame.
    """
    shown = standin.new_stand_in(made, place, values)
    return in_frame(framed(public_page(request, shown, language, FRAME, address)))


def in_frame(page):
    """Return the response with ``page``, HTML, that pages of the desk alone may frame."""
    response = private(Response(page))
    response.headers.update({'Content-Security-Policy': POLICY, 'X-Frame-Options': 'SAMEORIGIN'})
    return response


def private(response):
    """Return ``response``, kept by nobody and listed nowhere."""
    response.headers.update({'Cache-Control': 'private, no-store', 'X-Robots-Tag': 'noindex'})
    response.headers.pop('ETag', None)
    return response


def _current(is_so):
    return 'true' if is_so else None
