"""The page on which a file is brought into a register: CSV, or a workbook (XLSX)."""
from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

import colander
from pyramid.httpexceptions import HTTPForbidden, HTTPSeeOther
from pyramid.response import Response

from ....base.csvfile import BadLines, Line, lines_of, rows_in
from ....base.i18n import _, spoken
from ....kernel.inspection.upload import HeldFile
from ....kernel.tree.schema import upload
from ....platform.officefiles.interfaces import IOfficeFiles
from ....platform.registers.interfaces import MOST_BYTES, NUMBER, STATE
from ....web.forms.fields import fields_of
from .registers import RegisterPages

#: Faults of a file that the page shows.
MOST_FAULTS = 100
_ZIP = b'PK\x03\x04'
#: Spreadsheets count days from here; the digits of such a number.
_FIRST, _DIGITS = datetime.date(1899, 12, 30), 6


class RegisterFilePages(RegisterPages):
    """Base of the views of one register into which files are brought."""

    def show_file(self) -> dict[str, object]:
        """Show the form for a file."""
        return self._file_page([])

    def take_file(self) -> Response | dict[str, object]:
        """Enter what a file says, all of it or nothing."""
        if not self._may_enter:
            raise HTTPForbidden
        try:
            found = self._registers.bring_in(
                self.name, self.context, self._lines(), self.request.identity.id)
        except BadLines as bad:
            self.request.response.status_int = 422
            return self._file_page(bad.faults)
        self.flash(_('Đã ghi ${number} dòng vào sổ.', mapping={'number': found.entered}))
        if found.equal:
            self.flash(_('${number} dòng đã có trong sổ nên được bỏ qua.', mapping={
                'number': found.equal}))
        return HTTPSeeOther(self.address())

    def _lines(self) -> list[Line]:
        given = self.request.POST.get('file')
        sent = getattr(given, 'file', None)
        content = b'' if sent is None else sent.read(MOST_BYTES + 1)
        if not content:
            raise BadLines([(0, _('Hãy chọn một tệp CSV hoặc XLSX.'))])
        if len(content) > MOST_BYTES:
            raise BadLines([(0, _('Tệp lớn quá ${most} MB.', mapping={
                'most': MOST_BYTES // 1_000_000}))])
        schema = self._register.schema
        columns = [name for name, _title in self._registers.columns(self.name, self.context)], [
            node.name for node in schema if node.required]
        if sent is not None and content.startswith(_ZIP):
            sent.seek(0)
            return lines_of(self._meant(self._workbook(given)), *columns)
        return lines_of(self._meant(rows_in(content)), *columns)

    def _workbook(self, given: object) -> Iterator[tuple[int, list[str]]]:
        """Yield the rows of a workbook that was sent."""
        office: IOfficeFiles = self.request.registry.getUtility(IOfficeFiles)
        with self._inspected(given).open() as content:
            yield from office.cells(content)

    def _meant(self, rows: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
        """Yield ``rows`` of a file with the names of columns and the values of choices; people
        may call both as they read them.
        """
        names: list[str] = []
        for number, cells in rows:
            if not names:
                names = [self.words.name(cell) for cell in cells]
                yield number, names
            else:
                yield number, [
                    self.words.value(name, _meant(self._register.schema.get(name), cell))
                    for name, cell in zip(
                        [*names, *[''] * (len(cells) - len(names))], cells, strict=False)]

    def _inspected(self, given: object) -> HeldFile:
        node = upload(_('Tệp'), ('sheet',), HeldFile, required=True).bind(
            registry=self.request.registry)
        try:
            stored: HeldFile = node.deserialize(given)
        except colander.Invalid as error:
            raise BadLines([(0, error.msg)]) from None
        if stored.waiting:
            raise BadLines([(0, _(
                'Chưa quét được mã độc của tệp; hãy gửi lại sau ít phút.'))])
        return stored

    def _file_page(self, faults: Sequence[tuple[int, str]]) -> dict[str, object]:
        if not self._may_enter:
            raise HTTPForbidden
        translate = self.request.localizer.translate
        return {**self._page(_('Nạp tệp: ${register}', mapping={
            'register': translate(self._register.title)})),
                'faults': [(line, spoken(why, translate)) for line, why in faults[:MOST_FAULTS]],
                'more': max(0, len(faults) - MOST_FAULTS),
                'example': self._register.example,
                'besides': self._besides(), 'fields': fields_of(self._register.schema, {})}

    def _besides(self) -> list[tuple[str, str, str]]:
        """Return name and title of the columns that are no fields, and what a new row may say in
        them.
        """
        first = self._register.states[0].name if self._register.states else ''
        return [(name, title, first if name == STATE else '')
                for name, title in self._registers.columns(self.name, self.context)
                if name in (NUMBER, STATE)]


def _meant(node: colander.SchemaNode | None, cell: str) -> str:
    """Return what a ``cell`` of a workbook says for the field: a day as ISO 8601."""
    text = cell.strip()
    if node is not None and isinstance(node.typ, colander.Date) and (
            text.isascii() and text.isdigit() and len(text) <= _DIGITS):
        with suppress(OverflowError):
            return (_FIRST + datetime.timedelta(days=int(text))).isoformat()
    return text
