"""Mẫu trả lời in the desk: the list, a row, a file."""
from pyramid.response import Response

from ...base.i18n import _
from ...base.interfaces import ISite
from ...base.permissions import ANSWER
from ...shells.desk.frame.menu import PEOPLE, menu
from ...shells.desk.frame.registerfiles import RegisterFilePages
from ...shells.desk.frame.registers import IMPORT, LIST, ROW
from ...web import desk_view
from .interfaces import NAME


@menu('answer-templates', _('Mẫu trả lời'), at=PEOPLE, permission=ANSWER, order=30)
class TemplatePages(RegisterFilePages):
    """What a site answers again and again."""

    name = NAME
    views = ('answer-templates', 'answer-template', 'answer-templates-file')

    @desk_view(context=ISite, name='answer-templates', working_permission=ANSWER, renderer=LIST)
    def page(self) -> dict[str, object]:
        """Return one page of the list."""
        return self.list_rows()

    @desk_view(context=ISite, name='answer-templates', working_permission=ANSWER,
               request_method='POST')
    def taken(self) -> Response:
        """Give the list as a file."""
        return self.export()

    @desk_view(context=ISite, name='answer-template', working_permission=ANSWER, renderer=ROW)
    def row(self) -> dict[str, object]:
        """Show a row, or the form of a new one."""
        return self.show_row()

    @desk_view(context=ISite, name='answer-template', working_permission=ANSWER,
               request_method='POST', renderer=ROW)
    def keep(self) -> Response | dict[str, object]:
        """Enter, correct or withdraw a row."""
        return self.keep_row()

    @desk_view(context=ISite, name='answer-templates-file', working_permission=ANSWER,
               renderer=IMPORT)
    def file(self) -> dict[str, object]:
        """Show the form for a file."""
        return self.show_file()

    @desk_view(context=ISite, name='answer-templates-file', working_permission=ANSWER,
               request_method='POST', renderer=IMPORT)
    def take(self) -> Response | dict[str, object]:
        """Enter what a file says."""
        return self.take_file()
