"""Reading ahead in a second process changes nothing but the time that an import takes."""
import json

from hanoiportal.content.transfer.prefetch import read, reading
from hanoiportal.kernel.storage.secondprocess import working
from hanoiportal.kernel.tree.schema import Cleaned
from hanoiportal.shells.commands import importing
from support.transfer import described, differences, imported, written

RICH = {'news': ('body',)}
PORTAL = {'type': 'portal', 'path': 'cong', 'title': 'Cổng', 'summary': ''}
SECTION = {'type': 'section', 'path': 'cong/tin', 'title': 'Tin', 'summary': ''}
NEWS = {'type': 'news', 'path': 'cong/tin/a', 'title': 'A', 'summary': '', 'state': 'published',
        'body': '<p class="x">Thu\u0309 tục</p>', 'date': '2025-08-16'}


def line(**changes):
    return json.dumps({**NEWS, **changes}).encode()


def test_good_html_comes_cleaned_and_what_is_refused_stays_as_it_stands():
    body = read(line(), RICH)['body']

    assert (type(body), body) == (Cleaned, '<p>Thủ tục</p>')
    for bad in ('<script>x</script>', 'a\x01b', '', 7, None, ['x']):
        assert type(read(line(body=bad), RICH)['body']) is type(bad)
    assert type(read(line(type='page'), RICH)['body']) is str
    assert type(read(line(type=['news']), RICH)['body']) is str
    assert [read(raw, RICH) for raw in (b'{', None)] == [b'{', None]


def test_a_second_process_reads_the_same_and_ends_with_the_work(capfd):
    batches = [[(1, line()), (2, b'{')], [], [(3, None), (4, line(body='<b>x</b>'))]]

    with reading(iter(batches), RICH, True) as ahead:
        there = list(ahead)
    with reading(iter(batches), RICH, False) as here:
        assert there == list(here)
    with working(len, True) as worker:
        worker.begin([1])
        assert worker._pipe.poll(None), 'made, and read by nobody'
    assert 'Traceback' not in capfd.readouterr().err


def test_an_import_with_it_brings_and_refuses_the_same(portal_in, tmp_path, monkeypatch, capsys):
    lines = [PORTAL, SECTION, *({**NEWS, 'path': f'cong/tin/t{number}'} for number in range(9))]
    good = written(tmp_path / 'good.jsonl', *lines)
    bad = written(tmp_path / 'bad.jsonl', *lines, b'{', {**NEWS, 'body': '<script>x</script>'},
                  {**NEWS, 'path': 'cong/tin/t3'}, {**NEWS, 'title': ''})

    kept, said = [], []
    for many in (10_000, 1):
        monkeypatch.setattr(importing, 'MANY', many)
        monkeypatch.setattr(importing, 'BATCH', 2)
        with portal_in(tmp_path / f'portal-{many}') as environment:
            assert imported(environment, bad) == 1
            said.append([line for line in capsys.readouterr().err.splitlines()
                         if line.startswith('Dòng')])
            assert described(environment) == {}
            assert imported(environment, good) == 0
            kept.append(described(environment))
            assert environment.portal.indexes.catalog['text'].pending() == 0

    assert said[0] == said[1] and len(said[0]) == 4
    assert {name for _key, name, _one, _other in differences(*kept)} <= {'created_at'}
