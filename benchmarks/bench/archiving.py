"""What it costs to archive a publication: CPU time and bytes, beside the portal that serves."""
import time
from dataclasses import replace
from pathlib import Path

from hanoiportal.platform.scheduling.opening import opened
from hanoiportal.safekeeping.archive.interfaces import IArchiving

from .table import Row


def rows(environment, var, publish):
    """Return the rows about archiving what ``publish()`` makes public in the portal of ``var``.

    ``publish``: is called twice; what all pages share is archived with the first.
    """
    archiving, folder = environment.registry.getUtility(IArchiving), Path(var) / 'archive'
    archiving._settings = replace(
        archiving._settings, archive=str(folder), archive_key=Path(var) / 'archive-key')
    with opened(environment.registry, 'bench') as system:
        archiving.capture(system)
        publish()
        archiving.capture(system)
        publish()
        kept, began = _size(folder), time.process_time()
        number = archiving.capture(system)
    took = time.process_time() - began
    return [Row('archived: CPU time for a publication', f'{took / number * 1000:.1f} ms'),
            Row('archived: kept of a publication, without new files',
                f'{(_size(folder) - kept) / number / 1024:.1f} KB')]


def _size(folder):
    return sum(path.stat().st_size for path in folder.glob('*.warc.gz*'))
