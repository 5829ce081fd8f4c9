"""The root of every day (feature M7): kept once, published, and a changed log does not have it."""
import re
from types import SimpleNamespace

import pytest
import transaction
from hanoiportal.safekeeping.audit.resource import bucket_lines, log_of
from hanoiportal.safekeeping.audit.roots import note
from hanoiportal.shells.commands import auditing
from hanoiportal.shells.commands.environment import Failure
from support.people import log_in


@pytest.fixture
def day(environment, small_portal, clock):
    """``day(**time)``: let time pass and the job come round."""
    def goes_by(**time):
        clock.pass_(**time)
        transaction.begin()
        note(environment)
        transaction.begin()

    return goes_by


@pytest.fixture
def add(environment, small_portal, editing):
    """``add(name)``: let somebody write a text."""
    def adds(name):
        editing.add(small_portal['sites']['bavi']['tin-tuc-su-kien'], name, 'NewsItem',
                    {'title': name}, 'lan')
        transaction.commit()

    return adds


def lines(app, language=''):
    page = app.get(f'{language}/audit-roots.txt')
    assert page.content_type == 'text/plain'
    return page.text.splitlines()


def printed(environment, capsys, of):
    capsys.readouterr()
    auditing.run(environment, SimpleNamespace(action='root', day=of))
    return capsys.readouterr().out


def test_each_day_of_hanoi_has_one_root_the_newest_first(day, add, app, environment):
    assert lines(app)[1:] == []
    day()                                # 24 November, 09:30 in Hanoi
    add('mot')
    day(hours=14)                        # 23:30
    first = lines(app)[1:]
    day(hours=1)                         # 25 November, 00:30
    before = environment.portal._p_jar.db().lastTransaction()
    day(minutes=10)

    shown = lines(app)[1:]
    assert [line.split()[0] for line in shown] == ['2026-11-25', '2026-11-24']
    assert shown[1:] == first
    assert all(re.fullmatch(r'\S{10} [0-9a-f]{64}', line) for line in shown)
    assert len({line.split()[1] for line in shown}) == 2
    assert environment.portal._p_jar.db().lastTransaction() == before


def test_who_reads_the_log_in_the_desk_is_led_to_it(small_portal, day, people, visit):
    day()
    desk = visit()
    log_in(desk, 'quantri')

    page = desk.get('/desk/@@audit').click('Mã niêm phong từng ngày')

    assert page.request.path == '/audit-roots.txt'
    assert page.text.splitlines()[1].startswith('2026-11-24 ')


def test_the_page_says_what_it_is_in_the_language_asked_for(day, app):
    day()

    assert lines(app)[0].startswith('# Mỗi dòng: ngày và mã SHA-256')
    assert lines(app, '/english')[0].startswith('# Each line: a day and the SHA-256')
    assert lines(app)[1:] == lines(app, '/english')[1:]


def test_what_stood_when_a_day_began_can_be_printed_and_finds_a_log_written_anew(
        day, add, app, environment, tmp_path, capsys):
    add('mot')
    day()
    add('hai')
    day(days=1)
    kept = tmp_path / 'root'
    kept.write_text(printed(environment, capsys, '2026-11-24'), encoding='utf-8')
    verify = SimpleNamespace(action='verify', root=kept)
    assert lines(app)[-1].split() == ['2026-11-24', kept.read_text().split()[-1]]
    assert auditing.run(environment, verify) == 0

    written_anew(environment.portal)

    assert auditing.run(environment, SimpleNamespace(action='verify', root=None)) == 0
    assert auditing.run(environment, verify) == 1
    assert 'written anew' in capsys.readouterr().err


def written_anew(portal):
    """Let somebody who can write the database change a line, with right digests after it."""
    chain = log_of(portal).chains[portal['sites']['bavi'].__oid__]
    bucket = chain.last
    said = [line.replace(b'tin-tuc-su-kien/mot', b'tin-tuc-su-kien/moi') for _number, _digest, line
            in bucket_lines(bucket)]
    assert said != list(bucket.lines)
    bucket.lines = bucket.digests = ()
    for line in said:
        bucket.append(line)


def test_a_day_without_a_root_is_said(day, environment):
    day()

    with pytest.raises(Failure, match='2026-11-23'):
        auditing.run(environment, SimpleNamespace(action='root', day='2026-11-23'))
