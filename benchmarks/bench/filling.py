"""Filling a portal, and what its data weigh."""
import json
import os
import resource
import subprocess
import time
from collections import Counter
from functools import partial
from pathlib import Path
from typing import NamedTuple

import transaction
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.shells.commands.environment import opened
from servers import BIN

from .serving import write_ini

#: Publications of which is measured what one writes.
PUBLISHED = 16


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


class Content(NamedTuple):
    """What a file of lines makes public.

    ``titles``: of each news item by its path in the portal, in the order of the file.
    ``dates``: when each was published, ISO 8601 of one zone.
    """

    titles: dict[str, str]
    dates: dict[str, str]

    @property
    def paths(self) -> list[str]:
        """The paths of all items."""
        return list(self.titles)

    @property
    def places(self) -> Counter[str]:
        """``{section path in a site: number of its items}``."""
        return Counter(path.rpartition('/')[0] for path in self.titles
                       if path.startswith('/sites/'))

    @property
    def large(self) -> str:
        """The section with most items."""
        return self.places.most_common()[0][0]

    @property
    def small(self) -> str:
        """The section with fewest items."""
        return self.places.most_common()[-1][0]

    def newest(self, place: str = '') -> str:
        """Return the title of the newest item below the path ``place``."""
        below = [path for path in self.titles if path.startswith(f'{place}/')]
        return self.titles[max(below, key=self.dates.__getitem__)]

    def holding(self, words: str) -> int:
        """Return how many titles hold ``words``."""
        return sum(words in title for title in self.titles.values())


def content_of(file: Path) -> Content:
    """Return the ``Content`` of a file of lines."""
    sites, content = set(), Content({}, {})
    with open(file, encoding='utf-8') as lines:
        for record in map(json.loads, lines):
            path = record['path'].partition('/')[2]
            if record['type'] == 'site':
                sites.add(path)
            elif record['type'] == 'news' and record.get('state') == 'published':
                path = f'/sites/{path}' if path.partition('/')[0] in sites else f'/{path}'
                content.titles[path], content.dates[path] = record['title'], record['date']
    return content


def publish_some(var, section):
    """Add news items to ``section``, publish each by itself, pack; return the bytes that one
    publication wrote, as the mean of ``PUBLISHED``, and the size of the packed database.

    One alone tells little: now and then a bucket of an index splits, and that costs twenty KB.
    """
    with opened(str(write_ini(var, 0)), str(var)) as environment:
        place = environment.portal
        for name in section.strip('/').split('/'):
            place = place[name]
        items = [environment.in_transaction(partial(
            environment.editing.add, place, f'do-xuat-ban-{number}', 'NewsItem',
            {'title': f'Tin để đo việc xuất bản {number}', 'body': '<p>Nội dung.</p>' * 200},
            'bench')) for number in range(PUBLISHED)]
        before = size(var)
        for item in items:
            environment.in_transaction(partial(
                environment.publishing.publish_imported, item, 'bench', 'bench'))
        written = (size(var) - before) / PUBLISHED
        transaction.abort()
        content_database(environment.registry).pack()
    return written, size(var)
