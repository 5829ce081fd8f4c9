"""Sổ đối soát văn bản in the desk: the list, its file, a row."""
from collections.abc import Mapping

from pyramid.request import Request
from pyramid.response import Response

from ...base.clock import moment
from ...base.i18n import _, spoken
from ...base.interfaces import ISite
from ...base.permissions import DESK
from ...base.settings import ISettings
from ...kernel.tree.lookup import at_path, find_portal, public_address
from ...platform.http.interfaces import FAILED, WORDS
from ...platform.registers.interfaces import Row
from ...shells.desk.frame.links import Link
from ...shells.desk.frame.menu import TERMS, menu
from ...shells.desk.frame.registers import LIST, ROW, RegisterPages
from ...web import desk_view
from .fetching import REPEATED, SHORT, SHRUNKEN, UNREADABLE
from .interfaces import NAME, ILawDatabases, SourceStanding

A_ROW = 'law-finding'
_WHY = {**WORDS, UNREADABLE: _('câu trả lời không đúng mẫu'),
        REPEATED: _('danh sách lặp lại, chưa hết'),
        SHORT: _('danh sách thiếu so với tổng số mà nguồn nêu'),
        SHRUNKEN: _('danh sách ít hơn hẳn lần trước, chưa dùng'),
        '401': _('nguồn từ chối mã truy cập'), '403': _('nguồn từ chối mã truy cập'),
        '429': _('nguồn yêu cầu hỏi thưa hơn')}


@menu(NAME, _('Đối soát văn bản'), at=TERMS, permission=DESK, order=52)
class LawFindingPages(RegisterPages):
    """What differs between a site and the law databases (15.1.e)."""

    name = NAME
    views = (NAME, A_ROW, A_ROW)

    def __init__(self, context: ISite, request: Request) -> None:
        super().__init__(context, request)
        self.notes = self._notes()

    def _notes(self) -> list[str]:
        databases: ILawDatabases = self.request.registry.getUtility(ILawDatabases)
        found = databases.standings(find_portal(self.context))
        titles = databases.titles(self.request.language.tag)
        return [self._note(each, titles[each.name]) for each in found] or [
            _('Hiện không nối với nguồn nào; bộ phận vận hành khai báo nguồn đối soát. Các dòng '
              'đã có là kết quả của những lần đối soát trước.')]

    def _note(self, source: SourceStanding, title: str) -> str:
        if source.why:
            why = _WHY.get(source.why) or _(FAILED, mapping={'status': source.why})
            return _('${source}: lần đọc gần nhất không được (${why}).', mapping={
                'source': title, 'why': spoken(why, self.request.localizer.translate)})
        if source.came is None:
            return _('${source}: chưa đối soát lần nào.', mapping={'source': title})
        return _('${source}: đối soát xong lúc ${moment}, ${number} văn bản.', mapping={
            'source': title, 'moment': moment(source.came), 'number': source.records})

    def row_links(self, row: Row) -> list[Link]:
        """Return the document here and its page there."""
        here, there = (str(row.values.get(name) or '') for name in ('ours', 'theirs'))
        root = public_address(self.context, self.request.registry.getUtility(ISettings))
        if here.startswith(root):  # at which host, the request knows
            found = at_path(self.context, here.removeprefix(root))
            here = '' if found is None else self.request.link(found)
        return [Link(address, title) for address, title in (
            (here, _('Văn bản trên Cổng')), (there, _('Văn bản ở nguồn'))) if address]

    @desk_view(context=ISite, name=NAME, renderer=LIST)
    def page(self) -> Mapping[str, object]:
        """Return one page of the list."""
        return self.list_rows()

    @desk_view(context=ISite, name=NAME, request_method='POST')
    def taken(self) -> Response:
        """Give the list as a file."""
        return self.export()

    @desk_view(context=ISite, name=A_ROW, renderer=ROW)
    def row(self) -> Mapping[str, object]:
        """Show a row."""
        return self.show_row()

    @desk_view(context=ISite, name=A_ROW, request_method='POST', renderer=ROW)
    def keep(self) -> Response | Mapping[str, object]:
        """Withdraw a row that tells of no difference."""
        return self.keep_row()
