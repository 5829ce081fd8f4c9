"""Contacts of many sites at once, from the lines of a CSV file."""
import csv
import datetime
import io
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IResource
from ...content.versions.interfaces import IEditing

#: The column with the label of the site; the other columns are fields of the site.
SITE, CONFIRMED = 'site', 'contact_confirmed'
COLUMNS = (SITE, 'address', 'phone', 'fax', 'email', 'hours', 'map_url', 'contact_source',
           CONFIRMED)
_MARK = '\ufeff'


class Line(NamedTuple):
    """A line of the file.  ``number``: from 1, the line on which it ends.

    ``values``: what its cells say, by column; empty cells say nothing.
    """

    number: int
    values: dict[str, str]


class BadLines(ValueError):
    """Raised with ``faults``, ``[(number of the line, translatable reason)]``; nothing is done."""

    def __init__(self, faults: list[tuple[int, str]]) -> None:
        super().__init__(faults)
        self.faults = faults


def lines_in(content: bytes) -> list[Line]:
    """Return the ``Line`` list of a CSV file in UTF-8, parted by commas or semicolons.

    Raises ``BadLines`` if it cannot be read or its first line does not name the columns.
    """
    try:
        text = content.decode('utf-8').removeprefix(_MARK)
    except UnicodeDecodeError as error:
        line = content.count(b'\n', 0, error.start) + 1
        raise BadLines([(line, _('Tệp không phải là văn bản UTF-8.'))]) from None
    header, _end, _rest = text.partition('\n')
    reader = csv.reader(io.StringIO(text, newline=''), strict=True,
                        delimiter=';' if header.count(';') > header.count(',') else ',')
    found: list[Line] = []
    try:
        columns = _columns(next(reader, []))
        found += [_line(reader.line_num, columns, cells)
                  for cells in reader if any(map(str.strip, cells))]
    except csv.Error as error:
        raise BadLines([(reader.line_num, _('Dòng không đúng dạng CSV (${why}).', mapping={
            'why': str(error)}))]) from None
    return found


def _columns(names: list[str]) -> list[str]:
    columns = [name.strip().lower() for name in names]
    unknown = [name for name in columns if name not in COLUMNS]
    if unknown or SITE not in columns or len(set(columns)) < len(columns):
        raise BadLines([(1, _(
            'Dòng đầu phải nêu tên các cột, mỗi cột một lần, trong đó có cột “site”: ${columns}.',
            mapping={'columns': ', '.join(COLUMNS)}))])
    return columns


def _line(number: int, columns: list[str], cells: list[str]) -> Line:
    if len(cells) > len(columns):
        raise BadLines([(number, _('Dòng có nhiều ô hơn số cột của dòng đầu.'))])
    pairs = zip(columns, map(str.strip, cells), strict=False)
    return Line(number, {column: cell for column, cell in pairs if cell})


class Contacts:
    """Writes contacts as one actor.  Never commits.

    ``sites``: component sites by label.  ``today``: local ``date``; nothing is confirmed after it.
    """

    def __init__(self, sites: Mapping[str, IResource], editing: IEditing, actor: str,
                 today: datetime.date) -> None:
        self._sites = sites
        self._editing = editing
        self._actor = actor
        self._today = today

    def bring_in(self, lines: Iterable[Line]) -> int:
        """Give the sites what ``lines`` say; return how many sites have changed.

        Raises ``BadLines`` with each line that is wrong; then the caller must abort.
        """
        faults: list[tuple[int, str]] = []
        changed, known = 0, dict[str, int]()
        for line in lines:
            why = self._against(line, known)
            if why:
                faults.append((line.number, why))
                continue
            known[line.values[SITE]] = line.number
            try:
                changed += self._change(line)
            except Refused as refused:
                faults += [(line.number, _('${field}: ${why}', mapping={
                    'field': field, 'why': why})) for field, why in refused.reasons.items()]
        if faults:
            raise BadLines(faults)
        return changed

    def _against(self, line: Line, known: dict[str, int]) -> str:
        """Return why ``line`` is not one of a site, ``''`` if it is."""
        label = line.values.get(SITE, '')
        if label not in self._sites:
            return _('Không có trang thành phần “${label}”.', mapping={'label': label[:60]})
        if label in known:
            return _('Trang “${label}” đã có ở dòng ${line}.', mapping={
                'label': label, 'line': known[label]})
        if line.values.get(CONFIRMED, '') > self._today.isoformat():
            return _('Ngày xác nhận ở sau hôm nay.')
        return ''

    def _change(self, line: Line) -> bool:
        return self._editing.edit(self._sites[line.values[SITE]], {
            name: value for name, value in line.values.items() if name != SITE}, self._actor)
