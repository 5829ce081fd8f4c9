"""The file of the watch: one of each local month, one line of JSON for each round.

It lies apart from the databases.  A line names all hosts only where they are others than before,
and times their pages once in an hour.
"""
from __future__ import annotations

import datetime
import json
import os
from collections.abc import Iterator
from pathlib import Path

from ...base.clock import UTC, local
from ...base.months import month_of
from .interfaces import Round

#: The file in which the portal names the hosts, one a line.
HOSTS = 'hosts'


def path_of(folder: Path, month: str) -> Path:
    """Return the file of ``month``, ``YYYY-MM``."""
    return folder / f'{month}.jsonl'


def append(folder: Path, found: Round, before: Round | None) -> None:
    """Write ``found`` down, safe when this returns.  ``before``: the last one of this process."""
    path = path_of(folder, month_of(local(found.at).date()))
    line: dict[str, object] = {'at': round(found.at.timestamp()), 'every': found.every}
    if before is None or before.hosts != found.hosts or not path.exists():
        line['hosts'] = sorted(found.hosts)
    if found.failed:
        line['failed'] = dict(sorted(found.failed.items()))
    if before is None or _hour(before) != _hour(found):
        line['took'] = dict(sorted(found.took.items()))
    # What a crash has torn ends here, and is no part of this line.
    start = '\n' if _is_torn(path) else ''
    with path.open('a', encoding='utf-8') as file:
        file.write(f'{start}{json.dumps(line, separators=(",", ":"))}\n')
        file.flush()
        os.fsync(file.fileno())


def _hour(found: Round) -> datetime.datetime:
    return found.at.replace(minute=0, second=0, microsecond=0)


def _is_torn(path: Path) -> bool:
    if not path.exists() or not path.stat().st_size:
        return False
    with path.open('rb') as file:
        file.seek(-1, os.SEEK_END)
        return file.read() != b'\n'


def rounds(path: Path) -> Iterator[Round]:
    """Yield the rounds of a file, the earliest first; a line that is none is left out."""
    if not path.exists():
        return
    hosts: frozenset[str] = frozenset()
    last = 0
    with path.open(encoding='utf-8', errors='replace') as file:
        for text in file:
            try:
                line = json.loads(text)
                hosts = frozenset(line.get('hosts', hosts))
                at, every = int(line['at']), int(line['every'])
                failed = {str(host): str(why) for host, why in line.get('failed', {}).items()}
                took = {str(host): int(each) for host, each in line.get('took', {}).items()}
                moment = datetime.datetime.fromtimestamp(at, UTC)
            except (ValueError, TypeError, KeyError, AttributeError, OverflowError, OSError):
                continue
            if at > last and every > 0:
                last = at
                yield Round(moment, every, hosts, failed, took)


def hosts_in(folder: Path) -> list[str]:
    """Return the hosts that the portal has named; none before it did."""
    path = folder / HOSTS
    return path.read_text('ascii').split() if path.exists() else []


def name_hosts(folder: Path, hosts: list[str]) -> None:
    """Let the watch ask ``hosts`` from its next round on; nothing is written if it does so."""
    if hosts_in(folder) != hosts:
        new = folder / f'{HOSTS}.new'
        new.write_text(''.join(f'{host}\n' for host in hosts), 'ascii')
        new.replace(folder / HOSTS)
