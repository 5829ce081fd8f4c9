"""What has grown since an earlier run: what a page costs against the bare page, and sizes.

These are alike on every machine, so a run may be compared with one that was kept on another.
"""
import json

from .table import Row

#: A cost may be so many times what it was: more is a regression (feature N8).
MOST = 1.1


def keep(rows, file):
    """Write the costs of ``rows`` to ``file``, for later runs to be compared with."""
    file.write_text(json.dumps(_costs(rows), ensure_ascii=False, indent=1) + '\n', 'utf-8')


def grown(rows, file):
    """Return a row for each cost that is more than ``MOST`` times that in ``file``, and one that
    says how many were compared.
    """
    before, now = json.loads(file.read_text('utf-8')), _costs(rows)
    both = [what for what in now if what in before]
    more = [Row(f'grown: {what}', f'{now[what] / before[what]:.2f} ×', f'≤ {MOST} ×', False)
            for what in both if now[what] > MOST * before[what]]
    return [*more, Row(f'grown of {len(both)} costs, against {file.name}', str(len(more)))]


def _costs(rows):
    """Return ``{what: cost}``; what stands in brackets changes from run to run."""
    return {row.what.partition(' (')[0]: round(row.cost, 4)
            for row in rows if row.cost is not None}
