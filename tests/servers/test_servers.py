"""The tests' own servers say clearly what is wrong: with themselves, or with what they judge."""
import subprocess
import sys
from pathlib import Path

import pytest

from .browser import DESKTOP, IN_TURN, SCHEMES, axe, faults_on_screens, walk
from .process import free_port, listens, running, until

GOOD = '<!DOCTYPE html><html lang="vi"><title>Tin</title><main><h1>Tin</h1><p>Nội dung</main>'
RUN = """
import sys, time
from servers.process import listens, running
port, log = sys.argv[1:]
with running(['python3', '-m', 'http.server', '--bind', '127.0.0.1', port],
             lambda: listens(int(port)), log):
    print('began', flush=True)
    time.sleep(100)
"""


def test_a_server_that_dies_at_once_is_reported_with_its_last_words(tmp_path):
    server = running(
        ['sh', '-c', 'echo no such database; exit 3'], lambda: False, tmp_path / 'log')

    with pytest.raises(AssertionError, match=r'sh died:\nno such database'):
        server.__enter__()


def test_a_server_is_gone_when_its_block_ends(tmp_path):
    port = free_port()
    command = ['python3', '-m', 'http.server', '--bind', '127.0.0.1', port]

    with running(command, lambda: listens(port), tmp_path / 'log'):
        assert listens(port)

    assert not listens(port)


def test_a_server_ends_with_a_run_that_is_killed(tmp_path):
    tests, port = Path(__file__).parents[1], free_port()
    run = subprocess.Popen(
        [sys.executable, '-c', RUN, str(port), str(tmp_path / 'log')],
        env={'PATH': '/usr/bin:/bin', 'PYTHONPATH': str(tests)}, stdout=subprocess.PIPE)
    with run:
        assert run.stdout.read(6) == b'began\n' and listens(port)
        run.kill()

    until(lambda: not listens(port))


def test_the_validator_finds_an_unclosed_element_and_nothing_in_good_html(invalid_html):
    assert invalid_html(GOOD.encode()) == []

    found = invalid_html(GOOD.replace('<p>', '<div>').encode())
    assert '1: Unclosed element “div”.' in found


def test_axe_finds_a_picture_without_words_and_nothing_on_a_good_page(page):
    page.set_content(GOOD)
    assert axe(page) == []

    page.set_content(GOOD.replace('<p>', '<img src="data:,"><p>'))
    [violation] = axe(page)
    assert violation.startswith('image-alt: ')


def test_what_is_wrong_on_a_phone_alone_is_found(page):
    page.set_content(GOOD.replace('<p>', '<p style="width: 500px">'))

    assert faults_on_screens(page) == ['390: wider than the screen']


def test_words_too_pale_are_found_in_one_of_four_looks(page):
    page.set_content(GOOD.replace('<p>', '<p style="color: #ccc">'))

    found = [faults_on_screens(page, read_at=[DESKTOP]) for _look in range(4)]

    assert len([wrong for wrong in found if 'color-contrast' in str(wrong)]) == 4 / len(IN_TURN)


def test_a_walk_finds_the_fault_of_any_page_and_looks_at_each_in_one_way(page):
    paths = [f'http://walked.test/{number}' for number in range(4)]
    page.route('http://walked.test/**', lambda route: route.fulfill(
        content_type='text/html', body=GOOD.replace('<p>', '<img src="data:,"><p>')))

    found = [(path, wrong) for path, _answer, wrong in walk(page, paths, [''], SCHEMES, False)]

    assert sorted(path for path, _wrong in found) == paths
    assert [wrong[:12] for _path, [wrong] in found] == [
        '390: image-a', '1280: image-', '390: image-a', '1280: image-']
