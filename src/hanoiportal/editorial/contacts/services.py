"""Contacts of many sites at once, from the lines of a CSV file."""
import datetime
from collections.abc import Iterable, Mapping

from ...base.csvfile import BadLines, Line
from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IResource
from ...content.versions.interfaces import IEditing

#: The column with the label of the site; the other columns are fields of the site.
SITE, CONFIRMED = 'site', 'contact_confirmed'
COLUMNS = (SITE, 'address', 'phone', 'fax', 'email', 'hours', 'map_url', 'contact_source',
           CONFIRMED)


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
