"""The job that makes ordered exports, row by row, and forgets them a day later."""
from __future__ import annotations

import datetime
import logging
from collections.abc import Iterator
from functools import partial
from itertools import count
from typing import cast

from ...base.csvfile import csv_text
from ...base.interfaces import IPortal, ISite
from ...kernel.storage.contents import KeptContent
from ..notifications.interfaces import INotifying
from ..officefiles.interfaces import IOfficeFiles
from ..scheduling.interfaces import IEnvironment, IOpening
from .exporting import forgotten_before, query_of
from .exportrecords import KeptExport, exports_of
from .forgetting import forget_exports
from .interfaces import IDeclaredRegisters, Register
from .reading import RegisterReader
from .sealing import Seals

log = logging.getLogger(__name__)

#: Seconds between two looks; rows between two notes of how far it is.
EVERY, STEP = 2, 1000
#: After this long without a note another machine takes an export over: the first has stopped.
STALE = datetime.timedelta(minutes=5)
#: Kind of the notice.
MADE = 'register_export'


def make_exports(environment: IEnvironment) -> None:
    """Job: make what was ordered, the oldest first, and forget what is old."""
    exports = exports_of(environment.portal)
    if not exports:
        return
    before = forgotten_before(environment.clock.now())
    old = [each.number for each in exports.values() if each.at <= before]
    if old:
        environment.in_transaction(lambda: forget_exports(
            environment.portal, environment.registry, old))
    for number in [each.number for each in exports.values() if each.is_waiting]:
        if environment.in_transaction(partial(_take, environment, number)):
            _make(environment, number)


def _take(environment: IEnvironment, number: int) -> bool:
    """Note that this machine works on the export; return whether none did."""
    found: KeptExport | None = exports_of(environment.portal).get(number)
    now = environment.clock.now()
    if found is None or not found.is_waiting or (
            found.taken_at is not None and found.taken_at > now - STALE):
        return False
    found.taken_at = now
    return True


def _make(environment: IEnvironment, number: int) -> None:
    """Make the file of the rows as they are now; what fails is logged and told."""
    try:
        content, rows = _written(environment, number)
        environment.in_transaction(lambda: _keep(environment, number, content, rows))
    except Exception:
        log.exception('export %s of a register failed', number)
        environment.in_transaction(lambda: _fail(environment, number))


def _written(environment: IEnvironment, number: int) -> tuple[bytes, int]:
    """Return the file, and how many rows are in it."""
    export, numbers = _export(environment, number), count()
    noted = _noted(environment, export, _rows(environment, export))
    rows = (row for row, _number in zip(noted, numbers, strict=False))
    if export.filename.endswith('.csv'):
        return csv_text(export.header, rows).encode('utf-8-sig'), next(numbers)
    office: IOfficeFiles = environment.registry.getUtility(IOfficeFiles)
    return office.sheet(export.title, export.header, rows), next(numbers)


def _rows(environment: IEnvironment, export: KeptExport) -> Iterator[list[object]]:
    """Yield the cells of each row, as who ordered them was allowed to read them."""
    portal: IPortal = environment.portal
    site: ISite | None = portal.__objectmap__.object_for(int(export.site))
    if site is None:
        raise LookupError(export.site)
    reader = RegisterReader(
        environment.registry, lambda permission, _place: permission in export.permissions,
        lambda _event: None)
    query = query_of(Seals(portal, reader.register(export.register, site)).opened(
        export.asked, export))
    for cells in reader.taken(export.register, site, query, export.actor):
        yield [called.get(cell, cell) if isinstance(cell, str) else cell
               for called, cell in zip(export.titles, cells, strict=True)]


def _noted(environment: IEnvironment, export: KeptExport,
           rows: Iterator[list[object]]) -> Iterator[list[object]]:
    """Yield ``rows`` and note now and then how many there were, beside the connection from which
    they are read, so that all are of one moment.
    """
    number, opening = export.number, environment.registry.getUtility(IOpening)
    for done, row in enumerate(rows, 1):
        yield row
        if done % STEP == 0:
            with opening('register export') as beside:
                beside.in_transaction(partial(_note, beside, number, done))


def _note(beside: IEnvironment, number: int, done: int) -> None:
    export = _export(beside, number)
    export.done, export.taken_at = done, beside.clock.now()


def _keep(environment: IEnvironment, number: int, content: bytes, rows: int) -> None:
    """Keep the file, sealed with the key of the export, and tell who ordered it; unless a machine
    that was taken for stopped has done so meanwhile.
    """
    export = _export(environment, number)
    if not export.is_waiting:
        return
    register: Register = environment.registry.getUtility(IDeclaredRegisters)[export.register]
    seals = Seals(environment.portal, register)
    export.content = KeptContent(seals.closed(content, export))
    export.done = export.total = rows
    export.size = len(content)
    _tell(environment, export)


def _fail(environment: IEnvironment, number: int) -> None:
    export: KeptExport | None = exports_of(environment.portal).get(number)
    if export is not None and export.is_waiting:
        export.failed = True
        _tell(environment, export)


def _tell(environment: IEnvironment, export: KeptExport) -> None:
    site = environment.portal.__objectmap__.object_for(int(export.site))
    notifying: INotifying = environment.request.service(INotifying)
    notifying.notify([export.actor], site, MADE, note=export.title)


def _export(environment: IEnvironment, number: int) -> KeptExport:
    return cast('KeptExport', exports_of(environment.portal)[number])
