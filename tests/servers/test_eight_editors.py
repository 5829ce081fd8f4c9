"""Eight editors at once in four sites, two processes on PostgreSQL: nobody meets a conflict but
one who writes in the same field, and no word is lost.

Each text has two editors, at two processes.  What they save meets on every record of the text.
``SAVES=500 bin/pytest tests/servers/test_eight_editors.py`` lets them save more often.
"""
import os
import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from hanoiportal.shells.commands.environment import opened

from servers.editors import Editor, begun, employ, found, words_in
from servers.portal import write_ini

SITES = ('bavi', 'soxaydung', 'soyte', 'sotuphap')
SAVES, SAVES_IN_ONE_FIELD = int(os.environ.get('SAVES', '64')), 32


@pytest.fixture
def portals(postgres_storage, portal_process, tmp_path):
    """Two portals on one seeded database, and two editors for each of the four sites."""
    ini = write_ini(tmp_path / 'setup', postgres_storage)
    with opened(str(ini), str(tmp_path / 'setup')) as environment:
        environment.in_transaction(lambda: found(environment, SITES))
        environment.in_transaction(lambda: employ(environment, SITES))
    return [portal_process(tmp_path / name, **postgres_storage) for name in ('first', 'second')]


def at_work(portals, name, *written):
    """Return eight editors, two of a text called ``name`` in each site, at one portal each.

    ``written``: the fields that the first and the second of each text write.
    """
    return [Editor(portal, f'{site}-{which}', path, field)
            for site, path in [(site, begun(portals[0], site, name)) for site in SITES]
            for portal, which, field in zip(portals, ('mot', 'hai'), written, strict=True)]


def write_at_once(editors, saves):
    """Let all ``editors`` save at once, together ``saves`` times or a few more."""
    each = -(-saves // len(editors))
    with ThreadPoolExecutor(len(editors)) as pool:
        for done in [pool.submit(editor.write, each, random.Random(number))
                     for number, editor in enumerate(editors)]:
            done.result()
    assert [refused for editor in editors for refused in editor.refused] == []
    assert [len(editor.words) for editor in editors] == [each] * len(editors)


def test_eight_editors_at_once_lose_no_word_and_meet_only_in_the_same_field(portals):
    apart = at_work(portals, 'tin-mot', 'summary', 'body')
    together = at_work(portals, 'tin-hai', 'body', 'body')

    write_at_once(apart, SAVES)
    write_at_once(together, SAVES_IN_ONE_FIELD)

    assert [editor.asked for editor in apart] == [[]] * len(apart)
    for editor in [*apart, *together]:
        assert words_in(editor) == editor.words
    questions = [question for editor in together for question in editor.asked]
    assert questions
    for question in questions:
        mine, theirs = question.mine.split()[-1], question.theirs.split()[-1]
        assert mine not in question.theirs.split() and theirs not in question.mine.split()
