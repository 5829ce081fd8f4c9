"""How long the dump of all public items takes, and how much memory.

``make dumping ITEMS=200000`` fills a portal of so many items, which takes far longer than what is
measured, and makes its dump by ``bin/portal dump`` in a process of its own.
"""
import gzip
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from servers import BIN
from servers.portal import write_ini

from .bench.public import tenth
from .bench.table import Row, at_most
from .commands import verdict

#: What it must reach, in seconds and megabytes; the second is what "flat" is taken for.
SECONDS, MEGABYTES = 300, 300


class Used(NamedTuple):
    """What a process used; ``cpu`` in seconds, ``memory`` at most, in megabytes."""

    cpu: float
    memory: float


def main() -> int:
    """Do it in a folder of its own; return 1 if a gate is missed or an item is not in the dump."""
    number = int(os.environ.get('ITEMS', '200000'))
    with tempfile.TemporaryDirectory() as folder:
        var, content = tenth(Path(folder, 'var'), {'nho': number // 10, 'nhieu': number})
        dumps = Path(folder, 'dumps')
        dumps.mkdir()
        used = _dumped(var, dumps)
        [file] = dumps.glob('*.gz')
        with gzip.open(file) as lines:
            held = sum(1 for _line in lines)
        rows = [
            at_most(f'dump of {held:,} lines, by CPU time', used.cpu, SECONDS, 's'),
            at_most('its memory', used.memory, MEGABYTES, 'MB'),
            Row('its size', f'{file.stat().st_size / 1e6:,.1f} MB')]
        missing = max(len(content.titles) - held, 0)
        return verdict(rows, ['an item that is not in the dump'] * missing) or int(missing > 0)


def _dumped(var: Path, dumps: Path) -> Used:
    ini = write_ini(var, {'portal.dumps': dumps})
    running = subprocess.Popen([BIN / 'portal', '--config', ini, '--var', var, 'dump'])
    _pid, status, own = os.wait4(running.pid, 0)
    if status:
        raise subprocess.CalledProcessError(status, 'dump')
    return Used(own.ru_utime + own.ru_stime, own.ru_maxrss / 1024)


if __name__ == '__main__':
    sys.exit(main())
