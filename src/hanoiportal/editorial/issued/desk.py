"""Sổ văn bản đã ban hành in the desk: the list, a row, a file."""
from pyramid.response import Response

from ...base.i18n import _
from ...base.interfaces import ISite
from ...base.permissions import DESK
from ...shells.desk.frame.menu import TERMS, menu
from ...shells.desk.frame.registerfiles import RegisterFilePages
from ...shells.desk.frame.registers import IMPORT, LIST, ROW
from ...web import desk_view
from .interfaces import NAME


@menu('issued', _('Sổ văn bản đã ban hành'), at=TERMS, permission=DESK, order=50)
class IssuedPages(RegisterFilePages):
    """What the body of a site has issued (13.1.b–d, f, g)."""

    name = NAME
    views = ('issued', 'issued-row', 'issued-file')

    @desk_view(context=ISite, name='issued', renderer=LIST)
    def page(self) -> dict[str, object]:
        """Return one page of the list."""
        return self.list_rows()

    @desk_view(context=ISite, name='issued', request_method='POST')
    def taken(self) -> Response:
        """Give the list as a file."""
        return self.export()

    @desk_view(context=ISite, name='issued-row', renderer=ROW)
    def row(self) -> dict[str, object]:
        """Show a row, or the form of a new one."""
        return self.show_row()

    @desk_view(context=ISite, name='issued-row', request_method='POST', renderer=ROW)
    def keep(self) -> Response | dict[str, object]:
        """Enter, correct or withdraw a row."""
        return self.keep_row()

    @desk_view(context=ISite, name='issued-file', renderer=IMPORT)
    def file(self) -> dict[str, object]:
        """Show the form for a file."""
        return self.show_file()

    @desk_view(context=ISite, name='issued-file', request_method='POST', renderer=IMPORT)
    def take(self) -> Response | dict[str, object]:
        """Enter what a file says."""
        return self.take_file()
