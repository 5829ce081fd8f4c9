"""Rows of a register taken away as a file: at once, or made by a job if there are many."""
from __future__ import annotations

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response

from ....base.i18n import _
from ....base.interfaces import ISite
from ....platform.registers.interfaces import (
    AT_ONCE,
    CannotKeep,
    ExportWords,
    IRegisterExports,
    IRegisters,
    Register,
    RowQuery,
)
from ...frame.flashes import REFUSED, flash
from ...frame.tablefile import FORMAT, WORKBOOK, table_response
from .links import desk_path
from .registerwords import FileWords

#: The view of a site that lists what somebody has ordered.
EXPORTS = 'register-exports'
_SITE = _('Tên trang')


def long_exports(request: Request, site: ISite) -> dict[str, object]:
    """Return what a list says of exports that are made by a job."""
    return {'at_once': AT_ONCE, 'exports': desk_path(request, site, EXPORTS)}


def export_rows(request: Request, site: ISite, register: Register, query: RowQuery,
                words: FileWords) -> Response:
    """Give the rows of ``query`` as a file, or lead to where it is when it is made."""
    registers: IRegisters = request.service(IRegisters)
    name, actor = f'{register.name}-{site.__name__ or "cong"}', request.identity.id
    header = [*([_SITE] if query.everywhere else []), *words.header]
    if registers.rows(register.name, site, query, 0, 0).total <= AT_ONCE:
        rows = registers.taken(register.name, site, query, actor)
        return table_response(request, name, register.title, header, [
            [*row[:query.everywhere], *words.said(row[query.everywhere:])] for row in rows])
    said = request.localizer.translate
    ending = WORKBOOK if request.params.get(FORMAT) == WORKBOOK else 'csv'
    titles = [*([{}] if query.everywhere else []), *words.titles]
    exports: IRegisterExports = request.service(IRegisterExports)
    try:
        exports.order(register.name, site, query, ExportWords(
            f'{name}.{ending}', said(register.title), list(map(said, header)),
            [{value: said(title) for value, title in each.items()} for each in titles]), actor)
    except CannotKeep as refused:
        flash(request, refused.reasons[''], REFUSED)
    return HTTPSeeOther(desk_path(request, site, EXPORTS))
