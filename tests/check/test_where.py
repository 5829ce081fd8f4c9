"""The pages that lead through the source: rooms of changes, and passages of a real feature."""
import re
import textwrap

import pytest
from servers import ROOT
from support.markdown_links import LINK

WHERE, FEATURE = ROOT / 'docs/develop/where.md', ROOT / 'docs/develop/add-a-feature.md'
PASSAGE = re.compile(r'^ *```python\n(.*?)^ *```', re.MULTILINE | re.DOTALL)


def changes(text):
    """Return ``{change: text of its room}`` of the table in ``text``."""
    rows = [[cell.strip() for cell in line.strip('|').split('|')]
            for line in text.splitlines() if line.startswith('| ')]
    return dict(rows[1:])


def passages(text):
    """Return ``(link, code)`` of each passage, with the last link before it."""
    return [(LINK.findall(text[:found.start()])[-1], textwrap.dedent(found.group(1)))
            for found in PASSAGE.finditer(text)]


def stands_in(passage, path):
    """Return whether the lines of ``passage`` stand in the file, all indented alike."""
    lines = passage.splitlines()
    known = path.read_text(encoding='utf-8').splitlines()
    return any(textwrap.dedent('\n'.join(known[start:start + len(lines)])) == '\n'.join(lines)
               for start in range(len(known)))


def test_a_change_has_a_room_that_is_there():
    for change, room in changes(WHERE.read_text(encoding='utf-8')).items():
        links = LINK.findall(room)

        assert links and all((WHERE.parent / link).exists() for link in links), change


def test_ten_changes_and_more_are_named():
    assert len(changes(WHERE.read_text(encoding='utf-8'))) >= 10


@pytest.mark.parametrize('link, passage', passages(FEATURE.read_text(encoding='utf-8')))
def test_a_passage_of_the_feature_stands_in_its_source(link, passage):
    assert stands_in(passage, FEATURE.parent / link)


def test_a_passage_that_has_changed_is_noticed(tmp_path):
    (tmp_path / 'a.py').write_text('def f():\n    x = 1\n    return x\n')

    assert stands_in('x = 1\nreturn x', tmp_path / 'a.py')
    assert not stands_in('x = 2\nreturn x', tmp_path / 'a.py')
    assert not stands_in('x = 1\n    return x', tmp_path / 'a.py')
