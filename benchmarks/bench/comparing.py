"""What has grown since the baseline: what a page costs against the bare page, and sizes.

These are alike on every machine, so a run may be compared with one of another.
"""
import datetime
import json
import subprocess
from collections.abc import Iterable
from pathlib import Path

from .table import Row

#: A cost may be so many times what it was: more is a regression.
MOST = 1.1


def save(rows: Iterable[Row], file: Path, seconds: int) -> None:
    """Write the costs of ``rows`` to ``file`` as a baseline, with date (UTC) and commit.

    ``seconds``: of load on each page.
    """
    now = datetime.datetime.now(datetime.timezone.utc)
    file.write_text(json.dumps({
        'date': now.isoformat(timespec='seconds'), 'commit': _commit(), 'seconds': seconds,
        'costs': _costs(rows)}, ensure_ascii=False, indent=1) + '\n', 'utf-8')


def grown(rows: Iterable[Row], file: Path) -> list[Row]:
    """Return a row for each cost that is more than ``MOST`` times that in ``file``, and one that
    says how many were compared.
    """
    baseline = json.loads(file.read_text('utf-8'))
    before, now = baseline['costs'], _costs(rows)
    both = [what for what in now if what in before]
    more = [Row(f'grown: {what}', f'{now[what] / before[what]:.2f} ×', f'≤ {MOST} ×', False)
            for what in both if now[what] > MOST * before[what]]
    return [*more, Row(f'grown of {len(both)} costs, against {file.name} of {baseline["date"]}',
                       str(len(more)))]


def _costs(rows: Iterable[Row]) -> dict[str, float]:
    """Return ``{what: cost}``; what stands in brackets changes from run to run."""
    return {row.what.partition(' (')[0]: round(row.cost, 4)
            for row in rows if row.cost is not None}


def _commit() -> str:
    """Return the short id of the commit that is measured; empty outside a clone."""
    done = subprocess.run(['git', 'rev-parse', '--short', 'HEAD'], cwd=Path(__file__).parent,
                          capture_output=True, text=True, check=False)
    return done.stdout.strip()
