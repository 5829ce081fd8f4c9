"""Which chains of backups may go: never the last one, never the last that a drill has proved."""
import datetime
import shutil
from pathlib import Path

from .manifest import UNFINISHED, names


def superfluous(chains, rules, now, proved=''):
    """Return the chains, lists of ``BackupManifest``, that ``rules`` no longer ask to be kept.

    ``chains``: oldest first; ``now``: aware; ``proved``: name of the backup that the last good
    drill restored.  A chain goes as a whole, or stays as a whole.
    """
    keep, weeks, months = [], set(), set()
    for chain in reversed(chains):
        last = datetime.datetime.fromisoformat(chain[-1].created)
        age = (now - last).days
        week, month = last.isocalendar()[:2], (last.year, last.month)
        if (not keep or any(each.name == proved for each in chain)
                or age < rules.keep_every
                or (age < rules.keep_weekly and week not in weeks)
                or (age < rules.keep_monthly and month not in months)):
            keep.append(chain)
            weeks.add(week)
            months.add(month)
    return [chain for chain in chains if chain not in keep]


def remove(target, gone, kept):
    """Remove the chains ``gone`` from the folder ``target``, newest backup first, and the blobs
    that no backup of the chains ``kept`` holds.  The next backup finishes what was killed.
    """
    target = Path(target)
    for chain in gone:
        for manifest in reversed(chain):
            going = target / (manifest.name + UNFINISHED)  # else what a kill leaves is no backup
            (target / manifest.name).rename(going)
            shutil.rmtree(going)
    used = {blob.path(target) for chain in kept for manifest in chain for blob in manifest.blobs}
    left = set(names(target)) - {manifest.name for chain in kept for manifest in chain}
    if gone and not left:
        for path in (target / 'blobs').glob('*/*/*'):
            if path not in used:
                path.unlink()
