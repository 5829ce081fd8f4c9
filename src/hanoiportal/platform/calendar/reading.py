"""Rows of the calendar in a CSV file, with columns as ``holidays.csv`` has them."""
import csv
import datetime
from collections.abc import Iterable, Mapping

from ...base.deadlines.interfaces import KINDS, OFFICIAL, STATUSES, DayRow
from ...base.i18n import _
from .interfaces import BadTable

NEEDED = ('date', 'kind', 'name_vi', 'basis')
COLUMNS = (*NEEDED, 'name_en', 'status', 'known_since')
#: More days off than ten years have.
MOST_LINES = 2000


def read_table(lines: Iterable[str], today: datetime.date) -> dict[int, DayRow]:
    """Return the rows of a CSV table by their lines in the file.

    ``status`` is official and ``known_since`` is ``today`` where they are empty or missing.
    Raises ``BadTable`` naming each line that cannot be read.
    """
    reader = csv.DictReader(lines, strict=True)
    try:
        return _read(reader, today)
    except csv.Error:
        raise BadTable([(reader.line_num, _('Dòng này không đọc được như CSV.'))]) from None


def _read(reader: 'csv.DictReader[str]', today: datetime.date) -> dict[int, DayRow]:
    missing = [name for name in NEEDED if name not in (reader.fieldnames or ())]
    if missing:
        raise BadTable([(1, _('Thiếu cột ${names}.', mapping={'names': ', '.join(missing)}))])
    rows: dict[int, DayRow] = {}
    problems: list[tuple[int, str]] = []
    for row in reader:
        read = _row({name: (row.get(name) or '').strip() for name in COLUMNS}, today)
        if isinstance(read, DayRow):
            rows[reader.line_num] = read
        else:
            problems.append((reader.line_num, read))
        if len(rows) > MOST_LINES:
            raise BadTable([(reader.line_num, _('Bảng quá dài.'))])
    if not rows and not problems:
        problems.append((1, _('Bảng không có dòng nào.')))
    if problems:
        raise BadTable(problems)
    return rows


def _row(values: Mapping[str, str], today: datetime.date) -> DayRow | str:
    """Return the row, or why there is none: translatable."""
    if values['kind'] not in KINDS:
        return _('Không có loại ngày “${kind}”: ${kinds}.', mapping={
            'kind': values['kind'], 'kinds': ', '.join(KINDS)})
    if values['status'] and values['status'] not in STATUSES:
        return _('Không có tình trạng “${status}”: ${statuses}.', mapping={
            'status': values['status'], 'statuses': ', '.join(STATUSES)})
    day, since = date_in(values['date']), date_in(values['known_since'])
    if day is None:
        return _('“${date}” không phải là ngày như 2026-11-24.', mapping={'date': values['date']})
    if since is None and values['known_since']:
        return _('“${date}” không phải là ngày như 2026-11-24.',
                 mapping={'date': values['known_since']})
    return DayRow(
        date=day, kind=values['kind'], name_vi=values['name_vi'], name_en=values['name_en'],
        status=values['status'] or OFFICIAL, known_since=since or today, basis=values['basis'])


def date_in(text: str) -> datetime.date | None:
    """Return the day that ``text`` writes as ``2026-11-24``, ``None`` if it writes none."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None
