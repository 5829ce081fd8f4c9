"""The bar on a terminal, the lines elsewhere: told by a clock that the test turns."""
import io

import pytest
from hanoiportal.shells.commands.progress import Progress


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self):
        return True


class Clock:
    """Seconds that pass when ``now`` is changed."""

    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def drawn(terminal):
    """Return what the terminal's line showed, one after the other."""
    return terminal.getvalue().rstrip('\n').split('\r\x1b[K')[1:]


def test_a_terminal_shows_a_bar_with_count_rate_and_what_is_being_done(clock):
    terminal = Terminal()

    with Progress('Seeding', 4, terminal, clock) as progress:
        clock.now = 0.5
        progress.step('Sở Xây dựng')
        clock.now = 2.0
        progress.step('Ba Vì', count=3)

    assert drawn(terminal) == [
        f'Seeding [{"#" * 7:<30}] 1/4 (2/s) Sở Xây dựng',
        f'Seeding [{"#" * 30}] 4/4 (2/s) Ba Vì', f'Seeding [{"#" * 30}] 4/4 (2/s) ']
    assert terminal.getvalue().endswith('\n')


def test_a_terminal_is_drawn_at_most_ten_times_a_second(clock):
    terminal = Terminal()

    with Progress('Seeding', 1000, terminal, clock) as progress:
        for _step in range(1000):
            clock.now += 0.001
            progress.step()

    assert 10 <= len(drawn(terminal)) <= 11


def test_a_line_fits_on_the_terminal_however_long_a_path_is(clock):
    terminal = Terminal()

    with Progress('Seeding', 2, terminal, clock) as progress:
        clock.now = 1.0
        progress.step('x' * 500)

    assert [len(line) <= 110 for line in drawn(terminal)] == [True, True]


def test_elsewhere_there_is_a_plain_line_each_five_seconds_and_one_at_the_end(clock):
    log = io.StringIO()

    with Progress('Exporting', None, log, clock) as progress:
        for _step in range(12):
            clock.now += 1.0
            progress.step('cong')

    assert log.getvalue().splitlines() == [
        'Exporting 5 (1/s) cong', 'Exporting 10 (1/s) cong', 'Exporting 12 (1/s)']


def test_work_that_broke_off_does_not_say_how_far_it_came_as_if_done(clock):
    log = io.StringIO()

    progress = Progress('Exporting', None, log, clock)
    progress.__enter__()

    progress.__exit__(OSError, OSError(), None)

    assert log.getvalue() == ''


def test_work_that_goes_on_tells_its_own_rate_and_where_it_stands_in_all(clock):
    log = io.StringIO()

    with Progress('Making', 100, log, clock, done=60) as progress:
        clock.now = 10.0
        progress.step(count=20)

    assert log.getvalue().splitlines()[0] == f'Making [{"#" * 24:<30}] 80/100 (2/s)'
