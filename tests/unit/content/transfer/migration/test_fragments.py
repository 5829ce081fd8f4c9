"""Elements of huge files, wherever a piece that is read ends, and whatever is broken before."""
import pytest
from hanoiportal.content.transfer.migration import fragments

ARRAY = b'[{\n  "a": "x}\\"{",\n  "b": {}\n},{\n  "a": "brok\n},{\n "c": 1}]'
FEED = b'<rss>\n<item>\n<a><![CDATA[</item><item>]]></a>\n</item>\n<item  >b</item>\n<item>c'


@pytest.mark.parametrize('chunk', [1 << 20, 7, 3])
def test_each_element_is_found_by_itself(tmp_path, monkeypatch, chunk):
    monkeypatch.setattr(fragments, 'CHUNK', chunk)
    path = tmp_path / 'a'
    path.write_bytes(ARRAY)

    found = [(each.line, fragments.read(path, each)) for each in fragments.json_objects(path)]

    assert found == [(1, b'{\n  "a": "x}\\"{",\n  "b": {}\n}'), (4, b'{\n  "a": "brok\n}'),
                     (6, b'{\n "c": 1}')]


@pytest.mark.parametrize('chunk', [1 << 20, 7, 3])
def test_items_are_found_outside_of_character_data(tmp_path, monkeypatch, chunk):
    monkeypatch.setattr(fragments, 'CHUNK', chunk)
    path = tmp_path / 'a'
    path.write_bytes(FEED)

    found = [(each.line, fragments.read(path, each), each.whole)
             for each in fragments.xml_items(path)]

    assert found == [(2, b'<item>\n<a><![CDATA[</item><item>]]></a>\n</item>', True),
                     (5, b'<item  >b</item>', True), (6, b'<item>c', False)]
