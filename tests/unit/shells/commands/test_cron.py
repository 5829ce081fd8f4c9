"""The lines of ``config/deploy/cron``: what a machine without timers of systemd runs by night."""
import re

from hanoiportal.shells.commands import _parser
from support import ROOT

LINE = re.compile(
    r'(?P<minute>\d+) +(?P<hour>\d+) \* \* \* +hanoiportal +cd /opt/hanoiportal && '
    r'bin/portal (?P<words>.+)')


def test_each_line_is_a_command_of_the_night_and_databases_are_compared_by_one():
    lines = (ROOT / 'config/deploy/cron').read_text().splitlines()
    found = [LINE.fullmatch(line) for line in lines
             if line and not line.startswith(('#', 'SHELL='))]

    words = [each['words'].split() for each in found]
    verbs = [_parser(each).parse_args(each).verb for each in words]

    assert 'reconcile' in verbs and len(verbs) == len(set(verbs)) == len(found)
    moments = [(int(each['hour']), int(each['minute'])) for each in found]
    assert all(0 <= hour < 6 for hour, _minute in moments)
    at = dict(zip(verbs, moments, strict=True))['reconcile']
    said = (ROOT / 'docs/operations/scheduler.md').read_text()
    assert f'at {at[0]}.{at[1]:02}' in said
