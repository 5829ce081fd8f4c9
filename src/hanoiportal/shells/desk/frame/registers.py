"""The pages of a register in the desk; a feature says which register, and under which names."""
import datetime
from dataclasses import replace

from pyramid.httpexceptions import HTTPForbidden, HTTPNotFound
from pyramid.response import Response

from ....base.clock import moment
from ....base.csvfile import BadLines, lines_in
from ....base.i18n import DEFAULT, _
from ....kernel.tree.englishnames import said
from ....platform.registers.interfaces import MOST_BYTES, CannotKeep, IRegisters, Row, RowQuery
from ....web.forms.fields import fields_of, typed
from ...frame.tablefile import FORMAT, WORKBOOK, table_response
from .links import Link
from .listfilters import page_number
from .view import DeskView
from .wording import person, place_title

LIST, ROW, IMPORT = (
    f'hanoiportal.shells.desk.frame:templates/register{name}.pt' for name in ('', 'row', 'file'))
SIZE = 50
LONGEST = 100
#: Faults of a file that the page shows.
MOST_FAULTS = 100
_NUMBER = 15


class RegisterPages(DeskView):
    """Base of the views of one register, at a site.

    ``name``: of the register.  ``views``: names of the views: list, row, file.
    """

    name: str
    views: tuple[str, str, str]

    def __init__(self, context, request):
        super().__init__(context, request)
        self._registers = request.service(IRegisters)
        try:
            self._register = self._registers.register(self.name, context)
        except LookupError:
            raise HTTPNotFound from None
        self._may_write = self._registers.may_write(self.name, context)

    def list_rows(self) -> dict[str, object]:
        """Return one page of the rows that the address asks for."""
        query = self._query(self.request.GET)
        batch = self._registers.rows(
            self.name, self.context, query, (page_number(self.request) - 1) * SIZE, SIZE)
        asked = {name: value for name, value in self.request.GET.items() if name != 'page'}
        return {
            **self._page(self._register.title), 'batch': batch, 'query': query,
            'columns': [node.title for node in self._columns()],
            'rows': [(row, self._cells(row)) for row in batch.items],
            'page_address': lambda number: self.path(
                self.context, self.views[0], **{**asked, 'page': number})}

    def export(self) -> Response:
        """Give the rows that the form asks for as a file."""
        rows = self._registers.taken(
            self.name, self.context, self._query(self.request.POST), self.request.identity.id)
        is_workbook = self.request.POST.get(FORMAT) == WORKBOOK
        # A CSV names the fields as a file that is brought in does; a workbook is for people.
        return table_response(
            self.request, f'{self.name}-{self.context.__name__ or "cong"}', self._register.title,
            [node.title if is_workbook else node.name
             for node in self._registers.fields(self.name, self.context)],
            rows)

    def show_row(self) -> dict[str, object]:
        """Show a row, or the form of a new one."""
        row = self._asked_row(self.request.GET)
        if row is None and not self._may_write:
            raise HTTPForbidden
        return self._row_page(row, None if row is None else self._typed(row.values), {}, '')

    def row_links(self, row: Row) -> list[Link]:
        """Return what leads on from a row; a feature says what."""
        return []

    def keep_row(self) -> Response | dict[str, object]:
        """Enter, correct or withdraw; or show again what is wrong, with all that was typed."""
        form, act = self.request.POST, str(self.request.POST.get('act', ''))
        row = self._asked_row(form)
        given = typed(self._register.schema, form)
        if not self._may_write:
            raise HTTPForbidden
        try:
            kept = self._do(act, row, {name: str(text) for name, text in given.items()},
                            str(form.get('why', '')))
        except CannotKeep as refused:
            self.request.response.status_int = 422
            return self._row_page(row, given, refused.reasons, act)
        self.flash(_('Đã ghi vào sổ, dòng số ${number}.', mapping={'number': kept.number}))
        return self.see(self.context, self.views[0])

    def _do(self, act, row, given, why):
        place, actor = (self.name, self.context), self.request.identity.id
        if row is None:
            return self._registers.add(*place, given, actor)
        if act == 'withdraw':
            return self._registers.withdraw(*place, row.number, why, actor)
        return self._registers.change(*place, row.number, given, why, actor)

    def show_file(self) -> dict[str, object]:
        """Show the form for a file."""
        return self._file_page([])

    def take_file(self) -> Response | dict[str, object]:
        """Enter what a file says, all of it or nothing."""
        if not self._may_write:
            raise HTTPForbidden
        try:
            number = self._registers.bring_in(
                self.name, self.context, self._lines(), self.request.identity.id)
        except BadLines as bad:
            self.request.response.status_int = 422
            return self._file_page(bad.faults)
        self.flash(_('Đã ghi ${number} dòng vào sổ.', mapping={'number': number}))
        return self.see(self.context, self.views[0])

    def _lines(self):
        sent = getattr(self.request.POST.get('file'), 'file', None)
        content = b'' if sent is None else sent.read(MOST_BYTES + 1)
        if not content:
            raise BadLines([(0, _('Hãy chọn một tệp CSV.'))])
        if len(content) > MOST_BYTES:
            raise BadLines([(0, _('Tệp lớn quá ${most} MB.', mapping={
                'most': MOST_BYTES // 1_000_000}))])
        schema = self._register.schema
        return lines_in(content, [node.name for node in schema],
                        [node.name for node in schema if node.required])

    def _file_page(self, faults):
        if not self._may_write:
            raise HTTPForbidden
        return {**self._page(_('Nạp tệp: ${register}', mapping={
            'register': self.request.localizer.translate(self._register.title)})),
                'faults': faults[:MOST_FAULTS], 'more': max(0, len(faults) - MOST_FAULTS),
                'fields': fields_of(self._register.schema, {})}

    def _row_page(self, row, values, reasons, act):
        known = self._register.known(self.context)
        fields = [replace(field, choices=tuple((name, name) for name in known[field.name]))
                  if field.name in known else field
                  for field in self._fields(values or {}, reasons)]
        own = ('why', *(field.name for field in fields))
        title = (_('Ghi vào sổ') if row is None else
                 _('Dòng số ${number}', mapping={'number': row.number}))
        return {
            **self._page(title), 'row': row, 'fields': fields, 'act': act,
            'links': [] if row is None else self.row_links(row),
            'why': str(self.request.POST.get('why', '')), 'why_error': reasons.get('why', ''),
            'problems': [why for name, why in reasons.items() if name not in own],
            'entered': None if row is None else (self._person(row.by), moment(row.at)),
            'withdrawn': None if row is None or row.withdrawn is None else self._told(
                row.withdrawn),
            'past': [] if row is None else [
                (*self._told(each), self._fields(self._typed(each.values)))
                for each in reversed(row.past)]}

    def _page(self, title):
        return {'title': title, 'register': self._register, 'may_write': self._may_write,
                'views': self.views,
                'place': place_title(self.request, self.context)}

    def _told(self, past):
        return self._person(past.actor), moment(past.until), past.why

    def _person(self, principal):
        return person(self.request.root, principal)

    def _typed(self, values):
        found = {}
        for node in self._register.schema:
            value = values.get(node.name)
            found[node.name] = '' if value is None else node.serialize(value)
        return found

    def _fields(self, *given):
        """Return the fields of ``given``, values and reasons; choices that are names of a list
        have their English ones on English pages.
        """
        names, tag = self.english_names, self.request.language.tag
        return [replace(field, choices=tuple(
            (value, said(title, names, tag)[0]) for value, title in field.choices or ()))
            for field in fields_of(self._registers.fields(self.name, self.context), *given)]

    def _columns(self):
        return [self._register.schema[name] for name in self._register.columns]

    def _cells(self, row):
        found = {field.name: field for field in self._fields(self._typed(row.values))}
        return [(found[name].title, _shown(found[name], row),
                 None if found[name].choices else DEFAULT) for name in self._register.columns]

    def _asked_row(self, given):
        asked = str(given.get('row', ''))
        if not asked:
            return None
        if not (asked.isascii() and asked.isdigit() and len(asked) < _NUMBER):
            raise HTTPNotFound
        try:
            return self._registers.row(self.name, self.context, int(asked))
        except LookupError:
            raise HTTPNotFound from None

    def _query(self, given):
        return RowQuery(
            str(given.get('q', '')).strip()[:LONGEST], _day(given.get('since')),
            _day(given.get('until')), given.get('withdrawn') == 'yes')


def _shown(field, row):
    value = row.values.get(field.name)
    return f'{value:%d/%m/%Y}' if isinstance(value, datetime.date) else field.shown


def _day(text):
    try:
        return datetime.date.fromisoformat(str(text or ''))
    except ValueError:
        return None
