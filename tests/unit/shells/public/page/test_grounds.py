"""Which drawing stands where: the data alone decide."""
import pytest
from hanoiportal.platform.provisioning.data import Data
from hanoiportal.shells.public.page.grounds import SECTION, STORY, Grounds, read_grounds
from servers import ROOT

FOLDER = ROOT / 'config/hanoi'


@pytest.fixture(scope='module')
def grounds():
    return read_grounds(FOLDER / 'drawings.csv')


def test_a_drawing_that_does_not_exist_is_refused(tmp_path):
    path = tmp_path / 'drawings.csv'
    path.write_text('kind,code,drawings\ncity,,ho-guom|ho-tay\n', encoding='utf-8')

    with pytest.raises(ValueError, match='no such drawing: ho-tay'):
        read_grounds(path)


def test_every_row_is_of_a_site_or_a_section_of_hanoi(grounds):
    data = Data(FOLDER)
    labels = {row['label'] for name in ('agencies.csv', 'communes.csv') for row in data.rows(name)}
    sections = {row['code'] for row in data.rows('sections.csv')}

    assert {code for kind, code in grounds if kind == SECTION} <= sections
    assert {code for kind, code in grounds if kind != SECTION} <= labels | {''}


def test_stories_side_by_side_have_different_drawings_until_all_are_used(grounds):
    number = len(grounds[STORY, ''])
    names = ['cau-giay'] * number + ['ba-lan-moi-ngay']
    found = grounds.of_stories(names)

    assert sorted(found[:number]) == sorted(grounds[STORY, ''])
    assert found == grounds.of_stories(iter(names))
    assert found[number] == grounds.of_stories(['ba-lan-moi-ngay'])[0]


def test_the_name_of_a_story_says_with_which_drawing_it_begins():
    grounds = Grounds({(STORY, ''): ['cot-co', 'pho-co', 'dong-lua']})

    assert {grounds.of_stories([f'tin-{number}'])[0] for number in range(20)} == {
        'cot-co', 'pho-co', 'dong-lua'}
