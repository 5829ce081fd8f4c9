"""The table of controls: no row empty, no proof that does not exist, and the page shows it."""
import re
import subprocess

import pytest
from check.asvs import SECTIONS, required
from servers import BIN, ROOT, of_setup

SECURITY = ROOT / 'docs/operations/security.md'
_NUMBER = re.compile(r'1?[0-9]\.[0-9]+\.[0-9]+')
_TEST = re.compile(r'(tests/[\w/]+\.py)(?:::(\w+))?')
ORGANISATIONAL = 'organisational: '


ROWS = of_setup('controls').rows()


@pytest.mark.clause('8.1')
def test_a_control_has_its_numbers_its_place_and_its_proof():
    for row in ROWS:
        assert all(row.values()) and None not in row, row
        assert all(map(_NUMBER.fullmatch, row['asvs'].split())), row
        found = _TEST.findall(row['proof'])
        for path, name in found:
            text = (ROOT / path).read_text(encoding='utf-8')
            assert f'\ndef {name}(' in text if name else '\ndef test_' in text, row['proof']
        assert found or row['how'].startswith((ORGANISATIONAL, 'make ')), row


def test_each_requirement_that_was_read_is_kept_or_said_not_to_be():
    text = SECURITY.read_text(encoding='utf-8')
    said = text.partition('## Read as an auditor')[2].partition('\n## ')[0]
    answered = {*_NUMBER.findall(said), *(each for row in ROWS for each in row['asvs'].split())}

    assert [each for each in required() if each not in answered] == []


def test_no_control_names_a_requirement_that_there_is_not():
    for row in ROWS:
        for section, _dot, number in (each.rpartition('.') for each in row['asvs'].split()):
            assert 1 <= int(number) <= len(SECTIONS[section]), row['control']


def test_the_page_shows_the_table_as_it_is():
    text = SECURITY.read_text(encoding='utf-8')

    assert of_setup('controls').written(text) == text


def test_the_bill_of_materials_is_made_of_all_that_is_installed():
    said = subprocess.run(
        [BIN / 'py', ROOT / 'setup/installed.py'], check=True, capture_output=True, text=True)

    found = {line.partition('==')[0].lower() for line in said.stdout.split()}
    assert {'pyramid', 'zodb', 'substanced', 'nh3', 'pillow', 'py-svg-hush'} <= {
        name.replace('_', '-') for name in found}
    assert 'hanoiportal' not in found and len(found) > 60
