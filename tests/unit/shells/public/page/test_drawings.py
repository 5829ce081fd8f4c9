"""The drawings of Hanoi as they are sent: small, of shapes alone, in the colours of three sets."""
import csv
import re
from xml.etree import ElementTree

from hanoiportal.shells.public.page.drawings import DRAWINGS, FILES, FOLDER, SETS, rules

SVG = '{http://www.w3.org/2000/svg}'
SHAPES = {'svg', 'defs', 'g', 'use', 'path', 'rect', 'circle', 'ellipse', 'linearGradient', 'stop'}
MOST = 8 * 1024


def attributes(text):
    """Return ``(name, value)`` of every attribute in an SVG."""
    return [pair for each in ElementTree.fromstring(text).iter() for pair in each.attrib.items()]


def test_a_drawing_is_well_formed_of_shapes_alone_and_small():
    for name in sorted(FILES):
        text = FILES[name].text
        root = ElementTree.fromstring(text)

        assert root.tag == f'{SVG}svg' and root.get('viewBox'), name
        assert {each.tag.removeprefix(SVG) for each in root.iter()} <= SHAPES, name
        assert len(text.encode()) <= MOST, name


def test_a_drawing_refers_to_nothing_outside_itself():
    for name in sorted(FILES):
        found = attributes(FILES[name].text)
        ids = {value for key, value in found if key == 'id'}
        references = [value.removeprefix('#') for key, value in found if key.endswith('href')]
        references += re.findall(r'url\(#(\w+)\)', ' '.join(value for _key, value in found))

        assert set(references) <= ids, name
        assert not [key for key, _value in found if key.startswith('on') or key == 'style'], name
        assert FILES[name].text.count('url(') == FILES[name].text.count('url(#')


def test_a_drawing_is_drawn_in_every_set_of_colours_and_each_colour_is_used():
    with open(FOLDER / 'colours.csv', encoding='utf-8', newline='') as lines:
        named = {row['name'] for row in csv.DictReader(lines)}
    used = {name for path in FOLDER.glob('*.svg')
            for name in re.findall(r'var\(--(\w+)\)', path.read_text(encoding='utf-8'))}

    assert used == named and len(DRAWINGS) >= 12
    assert all('var(' not in drawn.text for drawn in FILES.values())
    assert all(len({drawn.text for drawn in sets.values()}) == len(SETS)
               for sets in DRAWINGS.values())


def test_a_rule_names_the_three_files_of_its_drawing():
    found = dict(re.findall(r'\.drawn-([\w-]+) \{ (.*?) \}', rules()))

    assert set(found) == set(DRAWINGS)
    assert re.findall(r'--(\w+): url\(/static/drawings/thap-rua-(\w+)\.svg[?]\w{12}\)',
                      found['thap-rua']) == [(name, name) for name in SETS]
