"""Stories of items on five sites, in rounds, until so many references were told of.

``make crossposts STORIES=1000`` tells one round of so many stories of each kind;
``make crossposts REFERENCES=100000 HOURS=8`` goes on with rounds of STORIES, 400 unless given,
each in a portal of its own, so that lists do not grow; the running sum is printed after each.  No
story is begun after the last hour.  Two processes work at a time.
"""
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

STORIES, KINDS = 400, 2
TESTS = 'tests/functional/editorial/test_crossposting_story.py'


def main():
    """Return 1 if a page said what its board had not approved."""
    wanted, stories = (int(os.environ.get(name) or '0') for name in ('REFERENCES', 'STORIES'))
    until = time.time() + 3600 * float(os.environ.get('HOURS') or 'inf')
    sums, rounds = (0, 0, 0, 0.0), 0
    while not rounds or sums[2] < wanted and time.time() < until:
        failed, found = _round(stories or STORIES, until)
        sums, rounds = tuple(map(sum, zip(sums, found, strict=True))), rounds + 1
        print('round {}: {:,} stories, {:,} steps, {:,} references; {:,.0f} s of the processor, '
              '{:.1f} references for each of these'.format(
                  rounds, *sums, sums[2] / (sums[3] or 1)), flush=True)
        if failed:
            return 1
    return 0


def _round(stories, until):
    """Tell so many stories of each kind in portals of their own; return whether one went wrong,
    and the sums of what was told.
    """
    with tempfile.TemporaryDirectory() as folder:
        tally = Path(folder) / 'tally'
        tally.touch()
        code = subprocess.call(
            ['bin/pytest', '-q', '-n', str(KINDS), '-o', 'faulthandler_timeout=0', TESTS],
            env={**os.environ, 'STORIES': str(stories), 'TALLY': str(tally), 'UNTIL': str(until)})
        lines = [line.split() for line in tally.read_text().splitlines()]
    return code, tuple(sum(float(line[at]) if at > 2 else int(line[at]) for line in lines)
                       for at in range(4))


if __name__ == '__main__':
    sys.exit(main())
