"""Sổ sách in the desk: all registers of a site, and the pages of those without their own."""
from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.response import Response

from ...base.clock import moment
from ...base.i18n import _
from ...base.interfaces import ISite
from ...base.numbers import grouped, number_in, size_text
from ...base.permissions import DESK
from ...shells.desk.frame.menu import REPORTING, menu
from ...shells.desk.frame.registerexport import EXPORTS, long_exports
from ...shells.desk.frame.registerfiles import RegisterFilePages
from ...shells.desk.frame.registers import IMPORT, LIST, ROW
from ...shells.desk.frame.view import DeskView
from ...shells.desk.frame.wording import place_title
from ...web import desk_view
from ...web.files import named
from ..officefiles.interfaces import XLSX
from .interfaces import IDeclaredRegisters, IRegisterExports, IRegisters, Register

ALL, ONE, A_ROW, A_FILE, ATTACHED, EXPORTED = (
    'registers', 'register', 'register-row', 'register-import', 'register-attachment',
    'register-export')


@menu(ALL, _('Sổ sách'), at=REPORTING, permission=DESK, order=50)
class Registers(DeskView):
    """Every register that the asker may read at the site, what it is for and by what."""

    @desk_view(context=ISite, name=ALL, renderer='templates/registers.pt')
    def page(self) -> Mapping[str, object]:
        """Return what ``registers.pt`` names."""
        registers: IRegisters = self.request.service(IRegisters)
        declared = self.request.registry.getUtility(IDeclaredRegisters)
        found = []
        for name in declared:
            try:
                register = registers.register(name, self.context)
            except LookupError:
                continue
            found.append((register, self._address(register),
                          registers.standing(name, self.context)))
        return {'title': _('Sổ sách: ${site}', mapping={
            'site': place_title(self.request, self.context)}), 'registers': found,
            'exports': self.path(self.context, EXPORTS)}

    def _address(self, register: Register) -> str:
        if register.page:
            return self.path(self.context, register.page)
        return self.path(self.context, ONE, of=register.name)


class OrderedExports(DeskView):
    """What the asker has ordered at the site: how far each is, and the files."""

    @desk_view(context=ISite, name=EXPORTS, renderer='templates/exports.pt')
    def page(self) -> Mapping[str, object]:
        """Return what ``exports.pt`` names."""
        tag = self.request.language.tag
        return {
            'title': _('Tệp xuất sổ đã yêu cầu'), 'place': place_title(
                self.request, self.context), **long_exports(self.request, self.context),
            'here': self.path(self.context, EXPORTS),
            'rows': [(each, moment(each.at), moment(each.until), grouped(each.done, tag),
                      grouped(each.total, tag), size_text(each.size, tag),
                      self.path(self.context, EXPORTED, number=each.number))
                     for each in self._exports.mine(self.context, self.request.identity.id)]}

    @desk_view(context=ISite, name=EXPORTED)
    def file(self) -> Response:
        """Give a file; the same answer for none and for what the asker may not read."""
        try:
            export, content = self._exports.content(
                self.context, number_in(self.request.GET.get('number', '')),
                self.request.identity.id)
        except LookupError:
            raise HTTPNotFound from None
        is_text = export.filename.endswith('.csv')
        response = Response(
            content, content_type='text/csv' if is_text else XLSX,
            charset='utf-8' if is_text else None,
            content_disposition=named('attachment', export.filename))
        response.headers['Cache-Control'] = 'no-store'
        return response

    @property
    def _exports(self) -> IRegisterExports:
        return cast('IRegisterExports', self.request.service(IRegisterExports))


class DeclaredPages(RegisterFilePages):
    """The pages of the register that the address names, ``of=NAME``."""

    views = (ONE, A_ROW, A_FILE, ATTACHED)

    def __init__(self, context: ISite, request: Request) -> None:
        self.name = str(request.GET.get('of', ''))
        self.besides = {'of': self.name}
        super().__init__(context, request)
        if self._register.page:
            raise HTTPNotFound

    @desk_view(context=ISite, name=ONE, renderer=LIST)
    def page(self) -> Mapping[str, object]:
        """Return one page of the list."""
        return self.list_rows()

    @desk_view(context=ISite, name=ONE, request_method='POST')
    def taken(self) -> Response:
        """Give the list as a file."""
        return self.export()

    @desk_view(context=ISite, name=A_ROW, renderer=ROW)
    def row(self) -> Mapping[str, object]:
        """Show a row, or the form of a new one."""
        return self.show_row()

    @desk_view(context=ISite, name=A_ROW, request_method='POST', renderer=ROW)
    def keep(self) -> Response | Mapping[str, object]:
        """Enter, correct, move or withdraw a row, or let a file belong to it."""
        return self.keep_row()

    @desk_view(context=ISite, name=A_FILE, renderer=IMPORT)
    def file(self) -> Mapping[str, object]:
        """Show the form for a file."""
        return self.show_file()

    @desk_view(context=ISite, name=A_FILE, request_method='POST', renderer=IMPORT)
    def take(self) -> Response | Mapping[str, object]:
        """Enter what a file says."""
        return self.take_file()

    @desk_view(context=ISite, name=ATTACHED)
    def attached(self) -> Response:
        """Give a file of a row; the same answer for none and for one of another site."""
        number, at = (number_in(self.request.GET.get(name, '')) for name in ('row', 'at'))
        try:
            note, content = self._registers.file(self.name, self.context, number, at)
        except LookupError:
            raise HTTPNotFound from None
        response = Response(content, content_type=note.media_type, charset=None,
                            content_disposition=named('attachment', note.filename))
        response.headers['Cache-Control'] = 'no-store'
        return response
