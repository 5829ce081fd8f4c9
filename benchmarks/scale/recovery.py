"""Losing a portal, having it back.

``PYTHONPATH=tests bin/py -m benchmarks.scale.recovery VAR TARGET``

``VAR`` is a copy of what ``make scale`` made: **it is destroyed on the way**.  ``TARGET`` is
a folder on another device.  A full backup and three that go on from it are taken while somebody
publishes; then the writer is killed, the data are removed, and what was restored is served.
"""
import argparse
import multiprocessing
import os
import shutil
import signal
import sys
import time
from pathlib import Path

from hanoiportal.shells.commands.environment import opened

from ..bench import filling, serving
from ..bench.table import Row, at_most
from ..commands import verdict
from .lines import site_name
from .measuring import SECTION

#: The goals: minutes of work that may be lost, minutes until it serves again.
LOST, BACK = 5, 15
INCREMENTS = 3
#: Seconds between two backups here, and between two publications.
EVERY, PAUSE = 20, 0.2


def main(argv=None):
    """Do it all, print the table; 1 if a goal is missed."""
    parser = argparse.ArgumentParser(prog='recovery', description=__doc__.splitlines()[0])
    parser.add_argument('var', type=Path)
    parser.add_argument('target', type=Path)
    parser.add_argument('--same-device', action='store_true')
    options = parser.parse_args(argv)
    rows = measured(options.var.absolute(), options.target.absolute(),
                    ['--same-device'] * options.same_device)
    return verdict(rows)


def measured(var, target, flags=(), drilled=True):
    """Return the rows; ``flags``: further words of ``bin/portal backup``."""
    target.mkdir(parents=True, exist_ok=True)
    writer, said = started(var)
    rows, taken = backups(var, target, flags)
    if drilled:
        rows.append(timed('drill of that', lambda: filling.command(var, 'drill', target)))
    os.kill(writer.pid, signal.SIGKILL)
    died = time.monotonic()
    writer.join()
    published = heard(said)
    destroy(var, target)
    return [*rows, *back(var, target, published, died, taken)]


def started(var):
    """Start the writer; return its process, and its pipe once it has published."""
    said, out = multiprocessing.Pipe(duplex=False)
    writer = multiprocessing.get_context('fork').Process(target=publish, args=(var, out))
    writer.start()
    out.close()
    said.poll(120)
    return writer, said


def publish(var, out):
    """Publish one item after the other, and tell of each its number and when it was committed."""
    with opened(str(serving.write_ini(var, 0)), str(var)) as environment:
        section = environment.portal['sites'][site_name(0)]['muc-00']
        for number in range(10 ** 6):
            environment.in_transaction(lambda: one(environment, section, number))  # noqa: B023
            out.send((number, time.monotonic()))
            time.sleep(PAUSE)


def one(environment, section, number):
    """Publish item ``number``."""
    item = environment.editing.add(section, f'ghi-{number}', 'NewsItem', {
        'title': f'Tin số {number}', 'body': '<p>Nội dung của tin.</p>' * 100}, 'trial')
    environment.publishing.publish_imported(item, 'trial', 'trial')


def backups(var, target, flags):
    """Return the rows of all backups, and how many seconds one that goes on takes at most."""
    take = ('backup', '--to', target, *flags)
    rows = [timed('full backup while somebody publishes', lambda: filling.command(var, *take))]
    took = []
    for _each in range(INCREMENTS):
        time.sleep(EVERY)
        took.append(filling.command(var, *take))
    clock, cpu = (max(each) for each in zip(*took, strict=True))
    return [*rows, Row('one that goes on from it, at most', told(clock, cpu))], clock


def timed(what, run):
    """Return the row of ``run()``, which returns seconds and seconds of CPU time."""
    return Row(what, told(*run()))


def told(clock, cpu):
    """Return seconds by the clock and of CPU time in words."""
    return f'{clock:,.1f} s, {cpu:,.1f} s CPU'


def heard(said):
    """Return ``{number: moment}`` of all that the writer has said."""
    published = {}
    try:
        while True:
            number, moment = said.recv()
            published[number] = moment
    except EOFError:
        return published


def destroy(var, target):
    """Lose the machine; the public key of its backups was kept elsewhere."""
    shutil.copy(var / 'backup-key.pub', target / 'backup-key.pub')
    shutil.rmtree(var)


def back(var, target, published, died, taken):
    """Restore, serve, compare with what was ``published``; return the rows.

    ``died``: moment of the loss; ``taken``: seconds that a backup takes.
    """
    clock, cpu = filling.command(var, 'restore', target, '--key', target / 'backup-key.pub')
    with serving.portal(var, serving.CACHE) as server:
        seconds, used = server.seconds, server.cpu()
        there = [number for number in published
                 if server.get(f'{SECTION}/ghi-{number}')[0] == 200]
    assert there == list(range(len(there))), 'something in between is missing'
    lost = [moment for number, moment in published.items() if number not in there]
    return [
        Row('restore', told(clock, cpu)),
        Row('start to the first page of what was restored', told(seconds, used)),
        at_most('recovery time: both', (clock + seconds) / 60, BACK, 'min'),
        Row('published meanwhile, and of these not in the last backup',
            f'{len(published)}, {len(lost)}: all after it, the oldest '
            f'{died - min(lost, default=died):.1f} s before the loss'),
        at_most('recovery point: a backup every four minutes, and what it takes',
                4 + taken / 60, LOST, 'min')]


if __name__ == '__main__':
    sys.exit(main())
