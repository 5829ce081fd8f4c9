"""Tuyên bố về khả năng tiếp cận: made of what the last walk with axe found (6.7; TT 26/2020)."""
import datetime
import json
from typing import NamedTuple

from zope.interface import Interface

from ....base.clock import shown_date
from ....base.i18n import _
from ....base.interfaces import ISite
from ....base.settings import ISettings
from ....web import View, public_view

PAGE = 'tuyen-bo-tiep-can'


class IAccessibilityRecord(Interface):
    """The ``Record`` of the last walk, as a utility."""


class Record(NamedTuple):
    """What ``make accessibility`` wrote down.  ``views``: pages times themes, languages, widths.

    ``day``: local ``date`` of the walk.  ``tool``: what looked.  ``widths``: CSS pixels.
    """

    day: datetime.date
    tool: str
    pages: int
    views: int
    themes: int
    languages: int
    widths: list[int]
    faults: int


def read_record(path):
    """Return the ``Record`` in the JSON file at ``path``.

    Raises ``ValueError`` or ``TypeError`` for a file that ``make accessibility`` did not write.
    """
    found = json.loads(path.read_text(encoding='utf-8'))
    return Record(**{**found, 'day': datetime.date.fromisoformat(found['day'])})


class StatementView(View):
    """The statement, the same on each site but for whom to write to."""

    @public_view(context=ISite, name=PAGE, renderer='templates/accessibility.pt')
    def page(self):
        """Return the values ``accessibility.pt`` names."""
        record = self.request.registry.getUtility(IAccessibilityRecord)
        return {'title': _('Tuyên bố về khả năng tiếp cận'), 'record': record,
                'machine': record.day.isoformat(),
                'day': shown_date(record.day, self.request.language.tag)}


def includeme(config):
    path = config.registry.getUtility(ISettings).data / 'accessibility.json'
    config.registry.registerUtility(read_record(path), IAccessibilityRecord)
