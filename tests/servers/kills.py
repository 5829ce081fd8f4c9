"""Kill -9 at random instants under load: every acknowledged write is there, none is half there.

``bin/py tests/servers/kills.py server|zeo|postgres [KILLS]``.  A writer publishes items and stores
files through the services, one of each in a transaction, and says so when it is committed.  The
writer (with FileStorage the process that has the database), the ZEO server or all of PostgreSQL is
killed; the next writer first looks whether everything acknowledged is there, whole, listed and
found, before the text index has caught up and after.  Complaints go to ``parts/kills-KIND.log``
too, and the data that they tell of are kept.
"""
import argparse
import os
import random
import shutil
import sys
import tempfile
import threading
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from hanoiportal.shells.commands.environment import opened

from servers import ROOT
from servers.killable import KINDS
from servers.portal import write_ini
from servers.publisher import Publisher

#: Seconds from the end of a check to the kill, at most.
LONGEST = 0.6
#: Kills after which a trial begins with empty databases, or its checks would be what takes long.
ROUND = 100


def warm(folder):
    """Import here what every writer needs, so that it is forked with the writer and not read
    anew: a second less each, and all run the same code if the tree is changed meanwhile.
    """
    with opened(str(write_ini(folder / 'warm', {})), str(folder / 'warm')):
        pass
    assert threading.active_count() == 1, 'threads do not survive a fork'


def forked(var, settings, acknowledged, number):
    """Start a writer; return its process id and what it says."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writing)
        return pid, os.fdopen(reading, encoding='utf-8')
    os.dup2(os.open(var.parent / 'writer.log', os.O_CREAT | os.O_TRUNC | os.O_WRONLY), 2)
    try:
        with opened(str(write_ini(var, settings)), str(var)) as environment:
            publisher = Publisher(environment, writing)
            publisher.check(acknowledged)
            publisher.write(number)
    finally:
        traceback.print_exc()
        os._exit(1)


class Trial:
    """One place that is killed again and again.  ``say``: takes each line.

    ``acknowledged``: numbers of the writes said to be committed.  ``wrong``: complaints.
    """

    def __init__(self, kind, folder, say, chance=random):
        self._kind, self._folder, self._say, self._chance = kind, folder, say, chance
        self._place = KINDS[kind](folder)
        self.acknowledged, self.wrong = [], []
        self._number = 1

    def run(self, kills):
        """Kill ``kills`` times, and look once more."""
        for turn in range(kills + 1):
            self._place.start()
            writer, said = forked(self._folder / 'portal', self._place.settings,
                                  self.acknowledged, self._number)
            self._hear(said, f'after kill {turn}: ')
            if not self.acknowledged and not self.wrong:  # something that could be lost
                self.acknowledged.append(int(said.readline()))
            time.sleep(self._chance.uniform(0, LONGEST) if turn < kills else 0)
            self._place.kill(writer)
            os.waitpid(writer, 0)
            self.acknowledged += [int(line) for line in said if line.endswith('\n')]
            said.close()
            self._number = 10 * (turn + 1) + max([self._number, *self.acknowledged]) + 1
            if turn % 10 == 0:
                self._say(f'{self._kind}: {turn} kills, {len(self.acknowledged)} acknowledged, '
                          f'{len(self.wrong)} complaints')

    def _hear(self, said, when):
        heard = []
        for line in said:
            if line.startswith('checked'):
                break
            heard.append(line.removeprefix('!').strip())
        else:
            log = (self._folder / 'writer.log').read_text(errors='replace')
            heard.append(f'the portal did not start:\n{log}')
        for each in heard:
            self._say(f'{time.strftime("%X")} {when}{each}')
        self.wrong += heard


def telling(kind):
    """Return what says a line at once and keeps it in ``parts/kills-KIND.log``."""
    log = ROOT / f'parts/kills-{kind}.log'

    def tell(line):
        sys.stdout.write(line + '\n')
        sys.stdout.flush()
        with log.open('a', encoding='utf-8') as file:
            file.write(line + '\n')

    return tell


def main(argv=None):
    """Run a trial in folders of its own, which stay if anything was wrong; then return 1."""
    parser = argparse.ArgumentParser(prog='kills', description=__doc__.splitlines()[0])
    parser.add_argument('kind', choices=KINDS)
    parser.add_argument('kills', type=int, nargs='?', default=3)
    options = parser.parse_args(argv)
    return tried(options.kind, options.kills)


def tried(kind, kills):
    """Kill ``kills`` times, say what came of it, and return the exit status."""
    say, done, acknowledged, wrong = telling(kind), 0, 0, 0
    os.chdir(ROOT)
    base = Path(tempfile.mkdtemp(prefix=f'kills-{kind}-'))
    base.chmod(0o711)
    warm(base)
    while done < kills:
        now = min(ROUND, kills - done)
        folder = base / f'from-{done}'
        folder.mkdir()
        trial = Trial(kind, folder, say)
        trial.run(now)
        done, acknowledged = done + now, acknowledged + len(trial.acknowledged)
        wrong += len(trial.wrong)
        if not trial.wrong:
            shutil.rmtree(folder)
        say(f'{kind}: killed {done} times, {acknowledged} writes acknowledged, '
            f'{wrong} complaints')
    if wrong:
        say(f'the data are in {base}')
        return 1
    shutil.rmtree(base)
    return 0


if __name__ == '__main__':
    sys.exit(main())
