"""Rankings as CSV and JSON: the same bytes for a year, whatever became of bodies or criteria."""
from __future__ import annotations

from pyramid.httpexceptions import HTTPNotFound
from pyramid.response import Response

from ...base.i18n import _
from ...base.interfaces import IPortal
from ...shells.frame.tablefile import csv_response, json_response
from ...web import public_view
from .interfaces import PAGE
from .public import RankingView
from .showing import LEVELS
from .values import YearResult

_COLUMNS = (_('Loại trang'), _('Thứ hạng'), _('Cơ quan'), _('Tổng điểm'))


class RankingFiles(RankingView):
    """What the page of all bodies shows, to be saved.  Raises ``HTTPNotFound`` for no ranking."""

    @public_view(context=IPortal, name=f'{PAGE}.csv', counted=False)
    def as_csv(self) -> Response:
        """Return the ranking as CSV, a line for each body; an empty cell does not apply."""
        chosen = self._found()
        columns = (*_COLUMNS, *(f'{each.title_in(self.tag)} ({each.weight})'
                                for each in chosen.criteria))
        return csv_response(self.request, f'{PAGE}-{chosen.year}', columns, (
            (LEVELS.get(row.level, row.level), row.rank, row.title, _points(row.total),
             *map(_points, row.points)) for row in chosen.rows))

    @public_view(context=IPortal, name=f'{PAGE}.json', counted=False)
    def as_json(self) -> Response:
        """Return the ranking with its criteria as JSON; points are of a hundred."""
        chosen = self._found()
        return json_response({
            'year': chosen.year, 'approved': chosen.approved, 'digest': chosen.digest,
            'criteria': [each._asdict() for each in chosen.criteria],
            'bodies': [{
                'name': row.title, 'site': row.label, 'level': row.level, 'rank': row.rank,
                'total': _points(row.total), 'points': {
                    each.code: _points(points)
                    for each, points in zip(chosen.criteria, row.points, strict=True)},
                'measured': {
                    each.code: measured._asdict()
                    for each, measured in zip(chosen.criteria, row.measured, strict=True)
                    if measured is not None}} for row in chosen.rows]})

    def _found(self) -> YearResult:
        if self.chosen is None:
            raise HTTPNotFound
        return self.chosen


def _points(hundredths: int | None) -> float | None:
    """Return points as files have them.

    >>> _points(1250), _points(None)
    (12.5, None)
    """
    return None if hundredths is None else hundredths / 100
