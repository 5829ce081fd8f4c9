"""The pages of a register in the desk; a feature says which register, and under which names."""
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import cast

from pyramid.httpexceptions import HTTPForbidden, HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response

from ....base.clock import moment
from ....base.i18n import _
from ....base.interfaces import ISite
from ....base.numbers import number_in, size_text
from ....base.values import Batch
from ....kernel.tree.englishnames import said
from ....platform.registers.interfaces import STATE, CannotKeep, IRegisters, Row, RowQuery
from ....web.forms.fields import Field, fields_of, typed
from ...frame.choices import escaped
from .links import Link
from .listfilters import page_number
from .registerexport import export_rows, long_exports
from .registerfilters import RowFilters
from .registerrows import RowLines, base_of, changes, check_base, sums_of, unseen
from .registerwords import FileWords, turns, who_may
from .view import DeskView
from .wording import person, place_title

LIST, ROW, IMPORT = (
    f'hanoiportal.shells.desk.frame:templates/register{name}.pt' for name in ('', 'row', 'file'))
SIZE = 50


class RegisterPages(DeskView):
    """Base of the views of one register, at a site.

    ``name``: of the register.  ``views``: names of the views: list, row, file to bring in, and, if
    files belong to its rows, one of these.  ``besides``: what each address says besides.
    ``notes``: sentences above the list.
    """

    name: str
    views: tuple[str, ...]
    besides: Mapping[str, str] = {}
    notes: Sequence[str] = ()

    def __init__(self, context: ISite, request: Request) -> None:
        super().__init__(context, request)
        self._registers = request.service(IRegisters)
        try:
            self._register = self._registers.register(self.name, context)
        except LookupError:
            raise HTTPNotFound from None
        self._may_write = self._registers.may_write(self.name, context)
        self._may_enter = self._may_write and not self._register.is_found

    def address(self, at: int = 0, /, place: ISite | None = None, **query: object) -> str:
        """Return the address of the view ``at`` of ``views``, at this site or at ``place``."""
        return self.path(place or self.context, self.views[at], **{**self.besides, **query})

    def list_rows(self) -> dict[str, object]:
        """Return one page of the rows that the address asks for."""
        listed, sites = self._fields({}), self._registers.overseen(self.name, self.context)
        filters = RowFilters(self._register, listed, self.request.GET, bool(sites))
        query, fields = filters.query, {each.name: each for each in listed}
        try:
            batch, sums = self._found(query)
        except PermissionError:
            raise HTTPForbidden from None
        orders = filters.sorting((STATE, *self._register.columns), self.address)
        return {
            **self._page(self._register.title), 'batch': batch, 'query': query,
            'filters': filters, 'asked': filters.asked,
            'columns': [(node.title, *sorting) for node, sorting in zip(
                self._columns(), orders[1:], strict=True)],
            'state_column': orders[0],
            'rows': self._listed(batch, fields, sites, query.everywhere),
            'sums': sums_of(self._register, sums, fields, self.request.language.tag),
            'writers': self._roles(who_may([self._register.write])),
            **long_exports(self.request, self.context),
            'page_address': lambda number: self.address(**{**filters.asked, 'page': number})}

    def _listed(self, batch: Batch, fields: Mapping[str, Field],
                sites: Mapping[str, ISite], is_of_all: bool) -> str:
        """Return the rows of ``batch`` as HTML; ``is_of_all``: whether each names its site."""
        lines = RowLines(self._register, [(node, fields[node.name]) for node in self._columns()],
                         self.request.localizer)
        rows = cast('tuple[Row, ...]', batch.items)
        places = [sites.get(row.site, self.context) for row in rows]
        begun = {place: (escaped(self.address(1, place=place, row='')),
                         place.title if is_of_all else None) for place in set(places)}
        return '\n      '.join([
            lines.line(row, f'{begun[place][0]}{row.number}', begun[place][1])
            for row, place in zip(rows, places, strict=True)])

    def _found(self, query: RowQuery) -> tuple[Batch, Mapping[str, int]]:
        """Return the page of rows that the address asks for, the last one if there are not so
        many, and the sums of rows that were narrowed.
        """
        batch, sums = self._page_of(query, page_number(self.request))
        return (batch, sums) if batch.items or not batch.total else self._page_of(
            query, batch.pages)

    def _page_of(self, query: RowQuery, number: int) -> tuple[Batch, Mapping[str, int]]:
        asked = (self.name, self.context, query, (number - 1) * SIZE, SIZE)
        if self._register.summed[0] and query.chosen:
            return self._registers.rows_and_sums(*asked)
        return self._registers.rows(*asked), {}

    def _roles(self, titles: Iterable[str]) -> str:
        return ', '.join(map(self.request.localizer.translate, titles))

    def export(self) -> Response:
        """Give the rows that the form asks for as a file, or have it made."""
        filters = RowFilters(self._register, self._fields({}), self.request.POST,
                             bool(self._registers.overseen(self.name, self.context)))
        return export_rows(self.request, self.context, self._register, filters.query, self.words)

    @cached_property
    def words(self) -> FileWords:
        """What files call cells and columns."""
        return FileWords(self._register, self._registers.columns(self.name, self.context),
                         self.request.localizer.translate)

    def show_row(self) -> dict[str, object]:
        """Show a row, or the form of a new one."""
        row = self._asked_row(self.request.GET)
        if row is None and not self._may_enter:
            raise HTTPForbidden
        values = None if row is None else self._register.typed(row.values)
        return self._row_page(row, values, {}, '')

    def row_links(self, row: Row) -> list[Link]:
        """Return what leads on from a row; a feature says what."""
        return []

    def keep_row(self) -> Response | dict[str, object]:
        """Enter, correct or withdraw; or show again what is wrong, with all that was typed."""
        form, act = self.request.POST, str(self.request.POST.get('act', ''))
        row = self._asked_row(form)
        given = typed(self._register.schema, form) if act not in ('move', 'attach') else {}
        if not self._may_write and (row is None or act != 'move') or (
                self._register.is_found and act != 'withdraw'):
            raise HTTPForbidden
        try:
            check_base(row, form)
            kept = self._do(act, row, {name: str(text) for name, text in given.items()},
                            str(form.get('why', '')))
        except CannotKeep as refused:
            self.request.response.status_int = 422
            again = self._register.typed(row.values) if row is not None and not given else given
            return self._row_page(row, again, refused.reasons, act)
        self.flash(_('Đã ghi vào sổ, dòng số ${number}.', mapping={'number': kept.number}))
        if act in ('move', 'attach'):
            return HTTPSeeOther(self.address(1, row=kept.number))
        return HTTPSeeOther(self.address())

    def _do(self, act, row, given, why):
        place, actor = (self.name, self.context), self.request.identity.id
        if row is None:
            return self._registers.add(*place, given, actor)
        if act == 'move':
            to, note = (str(self.request.POST.get(name, '')) for name in ('to', 'note'))
            return self._registers.move(*place, row.number, to, note, actor)
        if act == 'attach':
            return self._registers.attach(
                *place, row.number, self.request.POST.get('file', b''), actor)
        if act == 'withdraw':
            return self._registers.withdraw(*place, row.number, why, actor)
        return self._registers.change(*place, row.number, given, why, actor)

    def _row_page(self, row, values, reasons, act):
        known = self._register.known(self.context)
        fields = [replace(field, choices=tuple((name, name) for name in known[field.name]))
                  if field.name in known else field
                  for field in self._fields(values or {}, reasons)]
        title = (_('Ghi vào sổ') if row is None else
                 _('Dòng số ${number}', mapping={'number': row.number}))
        return {
            **self._page(title), 'row': row, 'fields': fields, 'act': act,
            **self._state_page(row, reasons),
            'links': [] if row is None else self.row_links(row),
            'why': str(self.request.POST.get('why', '')), 'why_error': reasons.get('why', ''),
            'problems': unseen(reasons, fields, self._may_write, self.request.localizer.translate),
            'base': '' if row is None else base_of(row),
            'entered': None if row is None else (self._person(row.by), moment(row.at)),
            'withdrawn': None if row is None or row.withdrawn is None else self._told(
                row.withdrawn),
            'past': [] if row is None else [
                (*self._told(each), self._fields(self._register.typed(each.values)), change)
                for each, change in reversed(list(zip(
                    row.past, changes(row, self._register), strict=True)))]}

    def _state_page(self, row: Row | None, reasons: Mapping[str, str]) -> dict[str, object]:
        """Return what the page of ``row`` says of its state and its files."""
        tag = self.request.language.tag
        state = None if row is None else self._register.state(row.state)
        return {
            'state': '' if state is None else state.title,
            'moves': [] if row is None else self._registers.moves(
                self.name, self.context, row.number),
            'turns': [] if row is None or row.withdrawn else [
                (each.title, self._roles(each.roles), each.needs) for each in turns(
                    self._register, state, row.values)],
            'note': str(self.request.POST.get('note', '')),
            'note_error': reasons.get('note', ''), 'file_error': reasons.get('file', ''),
            'files': [] if row is None else [
                (each.filename, size_text(each.size, tag),
                 self.address(3, row=row.number, at=at)) for at, each in enumerate(row.files)]}

    def _page(self, title):
        return {'title': title, 'register': self._register, 'may_write': self._may_write,
                'may_enter': self._may_enter, 'notes': self.notes, 'address': self.address,
                'besides': self.besides, 'place': place_title(self.request, self.context)}

    def _told(self, past):
        return self._person(past.actor), moment(past.until), past.why

    def _person(self, principal):
        return person(self.request.root, principal)

    def _fields(self, *given):
        """Return the fields of ``given``, values and reasons; choices that are names of a list
        have their English ones on English pages.
        """
        names, tag = self.english_names, self.request.language.tag
        return [replace(field, choices=tuple(
            (value, said(title, names, tag)[0]) for value, title in field.choices),
            groups=field.groups and tag) if field.choices or field.groups else field
            for field in fields_of(self._registers.fields(self.name, self.context), *given)]

    def _columns(self):
        return [self._register.schema[name] for name in self._register.columns]

    def _asked_row(self, given):
        asked = str(given.get('row', ''))
        if not asked:
            return None
        try:
            return self._registers.row(self.name, self.context, number_in(asked))
        except LookupError:
            raise HTTPNotFound from None
