"""Public rows of the registers of a site, and of all sites at the city's, from the snapshot."""
from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import cached_property
from typing import cast

import colander
from pyramid.httpexceptions import HTTPNotFound
from pyramid.response import Response

from ...base.i18n import DEFAULT, _
from ...base.interfaces import ISite
from ...base.values import Batch
from ...platform.registers.interfaces import IDeclaredRegisters, Publicity, Register
from ...shells.frame.tablefile import csv_response, json_response
from ...shells.public.lists.batches import Paging, bounds
from ...shells.public.lists.snapshot import SnapshotView
from ...shells.public.lists.table import TableCell, day_shown, ready_table
from ...shells.public.page.dates import machine_moment, shown_moment
from ...shells.public.search.params import params_of
from ...web import public_view
from .interfaces import PAGE, PART
from .values import PublicRow

_DESCRIPTION = _('Kế hoạch và văn bản quản lý, vận hành đã được phê duyệt công khai.')
_BODY, _APPROVED = _('Cơ quan'), _('Ngày công khai')


class OpenRegistersView(SnapshotView):
    """What the page and the files share: the register that the address asks for, ``so``."""

    part = PART

    @cached_property
    def registers(self) -> dict[str, tuple[Register, Publicity]]:
        """The registers that have something public."""
        declared: Mapping[str, Register] = self.request.registry.getUtility(IDeclaredRegisters)
        return {name: (register, register.publicity) for name, register in declared.items()
                if register.publicity is not None}

    @cached_property
    def name(self) -> str:
        """The one that is asked for, the first if none is.  Raises ``HTTPNotFound``."""
        asked = params_of(self.request, 'so', next(iter(self.registers)))
        if asked not in self.registers:
            raise HTTPNotFound
        return asked

    @cached_property
    def nodes(self) -> list[colander.SchemaNode]:
        """The fields that are shown."""
        register, publicity = self.registers[self.name]
        return [register.schema[name] for name in publicity.fields]

    @cached_property
    def found(self) -> list[tuple[int, PublicRow]]:
        """``(object id of the site, row)``, the latest approved first."""
        by_site = cast('Mapping[int, tuple[PublicRow, ...]]', self.kept)
        found = [(oid, row) for oid, each in by_site.items() for row in each
                 if row.register == self.name and oid in self.sites]
        return sorted(found, key=lambda pair: (pair[1].approved, pair[1].number), reverse=True)

    @property
    def columns(self) -> list[str]:
        """The titles of the columns; the body stands second where all are shown."""
        first, *others = [node.title for node in self.nodes]
        return [first, *([_BODY] if self.is_city else []), *others, _APPROVED]

    def address(self, view: str, name: str) -> str:
        """Return the address of ``view`` for the register ``name``."""
        return f'{self.request.link(self.context, view)}?so={name}'

    def cells(self, oid: int, row: PublicRow) -> list[TableCell]:
        """Return the cells in the order of ``columns``."""
        first, *others = [self._cell(node, text)
                          for node, text in zip(self.nodes, row.texts, strict=False)]
        body = self.page.say(self.sites[oid], 'owner', 'title')
        return [first, *([TableCell(body.text, body.lang)] if self.is_city else []), *others,
                day_shown(row.approved, self.page.tag)]

    def _cell(self, node: colander.SchemaNode, text: str) -> TableCell:
        choices = dict(getattr(node, 'choices', ()))
        if choices:
            return TableCell(choices.get(text, text))
        if text and isinstance(node.typ, colander.Date):
            return day_shown(datetime.date.fromisoformat(text), self.page.tag)
        return TableCell(text or '—', DEFAULT if text and self.page.tag != DEFAULT else None)


class OpenRegistersPage(OpenRegistersView):
    """One register, page by page."""

    @public_view(context=ISite, name=PAGE, renderer='templates/openregisters.pt')
    def listing(self) -> dict[str, object]:
        """Return what ``openregisters.pt`` names."""
        start, size = bounds(self.request)
        found = self.found
        title, moment = self.registers[self.name][1].title, self.moment
        batch = Batch(tuple(found[start:start + size]), len(found), start, size)
        number = f'&page={batch.page}' if batch.page > 1 else ''
        return {
            'title': title, 'description': _DESCRIPTION, 'total': len(found),
            'registers': [(each.title, self.address(PAGE, name), name == self.name)
                          for name, (_register, each) in self.registers.items()],
            'basis': self.registers[self.name][0].basis,
            'table': ready_table(title, self.columns, [
                self.cells(*pair) for pair in found[start:start + size]]),
            'paging': Paging(batch, self.request.link(self.context, PAGE), {'so': self.name}),
            'moment': shown_moment(moment, self.page.tag) if moment else '',
            'machine': machine_moment(moment) if moment else '',
            'csv': self.address(f'{PAGE}.csv', self.name),
            'json': self.address(f'{PAGE}.json', self.name),
            'query': f'so={self.name}{number}' if self.request.query_string else ''}


class OpenRegistersFiles(OpenRegistersView):
    """The same, to be saved."""

    @public_view(context=ISite, name=f'{PAGE}.csv', counted=False)
    def as_csv(self) -> Response:
        """Return the register as CSV."""
        return csv_response(self.request, f'{PAGE}-{self.name}', self.columns, (
            [cell.machine or cell.text for cell in self.cells(*pair)] for pair in self.found))

    @public_view(context=ISite, name=f'{PAGE}.json', counted=False)
    def as_json(self) -> Response:
        """Return the register as JSON."""
        moment, names = self.moment, [node.name for node in self.nodes]
        return json_response({
            'as_of': moment and moment.isoformat(timespec='seconds'), 'register': self.name,
            'rows': [{'body': self.page.say(self.sites[oid], 'owner', 'title').text,
                      **dict(zip(names, row.texts, strict=False)), 'public': row.approved}
                     for oid, row in self.found]})
