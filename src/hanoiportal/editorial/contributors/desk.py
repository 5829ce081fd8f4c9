"""Cộng tác viên in the desk: the register, and the letters by which the head appoints."""
from __future__ import annotations

from collections.abc import Mapping

from pyramid.httpexceptions import HTTPForbidden, HTTPNotFound
from pyramid.request import Request
from pyramid.response import Response

from ...base.clock import local, moment, shown_date
from ...base.i18n import _
from ...base.interfaces import IClock, ISite
from ...base.numbers import number_in
from ...base.permissions import EDIT, MANAGE_SITE
from ...base.text import slug
from ...platform.officefiles.interfaces import DOCX, PDF, IOfficeFiles
from ...platform.registers.interfaces import Row
from ...shells.desk.frame.links import Link
from ...shells.desk.frame.menu import BOARD, menu
from ...shells.desk.frame.registerfiles import RegisterFilePages
from ...shells.desk.frame.registers import IMPORT
from ...shells.desk.frame.registers import LIST as LIST_PAGE
from ...shells.desk.frame.registers import ROW as ROW_PAGE
from ...shells.desk.frame.view import DeskView
from ...shells.desk.frame.wording import person
from ...web import desk_view
from ...web.files import named
from ...web.forms.days import BadDay, date_of
from .interfaces import (
    FILE,
    LETTERS,
    LIST,
    LONGEST_NUMBER,
    NAME,
    RECORD,
    ROW,
    CannotAppoint,
    IContributors,
    Letter,
)

#: A letter as a file.
ONE = 'contributor-letter'
NO_DAY = _('Hãy nhập một ngày.')


@menu(LIST, _('Sổ cộng tác viên'), at=BOARD, permission=EDIT, order=40)
class ContributorPages(RegisterFilePages):
    """Who writes for a site without being of its staff (9.6, 19)."""

    name = NAME
    views = (LIST, ROW, FILE)

    @desk_view(context=ISite, name=LIST, renderer=LIST_PAGE)
    def page(self) -> dict[str, object]:
        """Return one page of the list."""
        return self.list_rows()

    @desk_view(context=ISite, name=LIST, request_method='POST')
    def taken(self) -> Response:
        """Give the list as a file."""
        return self.export()

    @desk_view(context=ISite, name=ROW, renderer=ROW_PAGE)
    def row(self) -> dict[str, object]:
        """Show a contributor, or the form of a new one."""
        return self.show_row()

    @desk_view(context=ISite, name=ROW, request_method='POST', renderer=ROW_PAGE)
    def keep(self) -> Response | dict[str, object]:
        """Enter, correct or withdraw."""
        return self.keep_row()

    @desk_view(context=ISite, name=FILE, renderer=IMPORT)
    def file(self) -> dict[str, object]:
        """Show the form for a file."""
        return self.show_file()

    @desk_view(context=ISite, name=FILE, request_method='POST', renderer=IMPORT)
    def take(self) -> Response | dict[str, object]:
        """Enter what a file says."""
        return self.take_file()

    def row_links(self, row: Row) -> list[Link]:
        """See ``RegisterPages``."""
        found = [Link(self.path(self.context, LETTERS, row=row.number),
                      _('Quyết định công nhận'))] if row.values else []
        if row.values and self.request.has_permission(MANAGE_SITE, self.context):
            found.append(Link(self.path(self.context, 'erase-words', id=f'{RECORD}:{row.number}'),
                              _('Xóa vĩnh viễn…')))
        return found


class LettersPage(DeskView):
    """The letters of one contributor; the head signs another."""

    def __init__(self, context: ISite, request: Request) -> None:
        super().__init__(context, request)
        self.contributors: IContributors = request.service(IContributors)
        self.number = number_in(request.params.get('row', ''))
        try:
            self.letters = self.contributors.letters(context, self.number)
        except LookupError:
            raise HTTPNotFound from None

    @desk_view(context=ISite, name=LETTERS, renderer='templates/letters.pt')
    def page(self) -> Mapping[str, object]:
        """Show them."""
        return self._page({})

    @desk_view(context=ISite, name=LETTERS, request_method='POST',
               renderer='templates/letters.pt')
    def appoint(self) -> Response | Mapping[str, object]:
        """Sign one, or say why not."""
        form, actor = self.request.POST, self.request.identity.id
        if not self.contributors.may_manage(self.context):
            raise HTTPForbidden
        try:
            day = date_of(form, 'day')
            if day is None:
                raise BadDay('day')
            self.contributors.appoint(
                self.context, self.number, str(form.get('number', '')), day, actor)
        except BadDay:
            return self._page({'day': NO_DAY})
        except CannotAppoint as refused:
            return self._page(refused.reasons)
        self.flash(_('Đã ghi quyết định.'))
        return self.see(self.context, LETTERS, row=self.number)

    @desk_view(context=ISite, name=ONE)
    def file(self) -> Response:
        """Give one as a file; nothing keeps it."""
        given = self.request.GET
        at, is_printed = number_in(given.get('at', '')), given.get('format') == 'pdf'
        if not 1 <= at <= len(self.letters):
            raise HTTPNotFound
        letter = self.letters[-at]
        document = self.contributors.document(self.context, self.number, letter)
        office: IOfficeFiles = self.request.registry.getUtility(IOfficeFiles)
        content = office.pdf(document) if is_printed else office.docx(document)
        if content is None:
            self.flash(_('Hiện chưa tạo được PDF; hãy tải tệp DOCX hoặc thử lại sau.'))
            return self.see(self.context, LETTERS, row=self.number)
        name = f'quyet-dinh-{slug(letter.number)}.{"pdf" if is_printed else "docx"}'
        response = Response(
            content, content_type=PDF if is_printed else DOCX, charset=None,
            content_disposition=named('attachment', name))
        response.headers['Cache-Control'] = 'no-store'
        return response

    def _page(self, reasons: Mapping[str, str]) -> Mapping[str, object]:
        if reasons:
            self.request.response.status_int = 422
        office: IOfficeFiles = self.request.registry.getUtility(IOfficeFiles)
        today = local(self.request.registry.getUtility(IClock).now()).date()
        form = self.request.POST
        return {
            'title': _('Quyết định công nhận cộng tác viên'), 'number': self.number,
            'letters': [(len(self.letters) - index, *self._shown(letter))
                        for index, letter in enumerate(self.letters)],
            'may': self.contributors.may_appoint(self.context, self.request.identity.id),
            'prints': office.pdf_available, 'reasons': reasons, 'longest': LONGEST_NUMBER,
            'given': (form.get('number', ''), form.get('day', today.isoformat())),
            'problems': [why for name, why in reasons.items() if not name]}

    def _shown(self, letter: Letter) -> tuple[str, str, str, str]:
        return (letter.number, shown_date(letter.day, self.request.language.tag),
                person(self.request.root, letter.by), moment(letter.at))
