"""Filling a portal, and what its data weigh."""
import json
import os
import resource
import subprocess
import time

import transaction
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.shells.commands.environment import opened
from servers import BIN

from .serving import write_ini


def command(var, *words):
    """Run ``bin/portal WORDS`` on the data in ``var``, its progress on this terminal.

    Returns seconds and seconds of CPU time.  Raises ``CalledProcessError`` if it fails.
    """
    ini = write_ini(var, 0)
    started, before = time.monotonic(), _children()
    subprocess.run([BIN / 'portal', '--config', ini, '--var', var, *words],
                   check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - started, _children() - before


def _children():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def size(var):
    """Return the bytes of the content database in ``var``, without blobs."""
    return os.path.getsize(var / 'filestorage' / 'content.fs')


def places(path):
    """Return ``{section path in the portal: number of its items}`` of a file of lines, and the
    path of the last item.
    """
    found, item = {}, None
    for item in items(path):
        place = item.rpartition('/')[0]
        found[place] = found.get(place, 0) + 1
    return found, item


def items(path):
    """Yield the path in the portal of each published news item in a file of lines."""
    with open(path, encoding='utf-8') as lines:
        for record in map(json.loads, lines):
            if record['type'] == 'news' and record.get('state') == 'published':
                yield f'/sites/{record["path"].partition("/")[2]}'


def publish_one(var, section):
    """Add a news item to ``section``, publish it, pack; return the bytes that publishing wrote,
    and the size of the packed database.
    """
    with opened(str(write_ini(var, 0)), str(var)) as environment:
        place = environment.portal
        for name in section.strip('/').split('/'):
            place = place[name]
        item = environment.in_transaction(lambda: environment.editing.add(
            place, 'do-xuat-ban', 'NewsItem',
            {'title': 'Tin để đo việc xuất bản', 'body': '<p>Nội dung.</p>' * 200}, 'bench'))
        before = size(var)
        environment.in_transaction(lambda: environment.publishing.carry_in(item, 'bench', 'bench'))
        written = size(var) - before
        transaction.abort()
        content_database(environment.registry).pack()
    return written, size(var)
