"""Plays ``systemctl`` for the test of the run-book: starts what the unit files in ``UNITS`` say.

What it starts goes on when it ends; ``NAME.pid`` and ``NAME.log`` lie beside the units.  What
``FORKED`` names is forked by the nursery that is lent at the socket ``NURSERY``.
"""
import json
import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

UNITS = Path(os.environ['UNITS'])
#: The folder of the portal in /run.
RUNTIME = UNITS.parent / 'rt'
#: Units of other packages, and what has no process of its own.
ELSEWHERE = ('nginx', 'postgresql')


def setting(unit, name):
    """Return the values of ``name`` in the file of ``unit``."""
    lines = (UNITS / f'{unit}.service').read_text().splitlines()
    return [line.partition('=')[2] for line in lines if line.startswith(f'{name}=')]


def pid_of(unit):
    """Return the process id of ``unit``, or ``None``."""
    with suppress(OSError, ValueError):
        pid = int((UNITS / f'{unit}.pid').read_text())
        os.kill(pid, 0)
        return None if _is_dead(pid) else pid
    return None


def _is_dead(pid):
    return Path(f'/proc/{pid}/stat').read_text().rpartition(') ')[2].startswith('Z')


def start(unit):
    """Start ``unit``."""
    environment = dict(each.split('=', 1) for line in setting(unit, 'Environment')
                       for each in shlex.split(line))
    for mode in setting(unit, 'RuntimeDirectoryMode'):
        RUNTIME.mkdir(int(mode, 8))
    command = shlex.split(setting(unit, 'ExecStart')[0])
    if setting(unit, 'Type') == ['oneshot']:
        subprocess.run(command, check=True)
        return
    log = UNITS / f'{unit}.log'
    if unit in os.environ.get('FORKED', '').split():
        pid = forked(command, log, environment)
    else:
        with log.open('ab') as output:
            pid = subprocess.Popen(
                command, cwd=setting(unit, 'WorkingDirectory')[0], stdin=subprocess.DEVNULL,
                env={**os.environ, **environment}, stdout=output, stderr=output,
                start_new_session=True).pid
    (UNITS / f'{unit}.pid').write_text(str(pid))


def forked(command, log, environment):
    """Return the process id of ``command``, a program of ours, begun by the nursery."""
    with socket.socket(socket.AF_UNIX) as asking:
        asking.connect(os.environ['NURSERY'])
        asking.sendall(json.dumps({
            'words': command, 'log': str(log),
            'environment': {**os.environ, **environment}}).encode() + b'\n')
        return json.loads(asking.makefile().read())


def end(unit, how=signal.SIGTERM):
    """Send ``how`` to ``unit`` and wait until it is gone."""
    pid = pid_of(unit)
    if pid is not None:
        os.kill(pid, how)
    while pid_of(unit) is not None:
        time.sleep(0.1)
    if how == signal.SIGTERM and [*RUNTIME.glob('*.sock')] and setting(unit, 'RuntimeDirectory'):
        sys.exit(f'{unit} has left a socket behind')
    for command in setting(unit, 'ExecStop'):
        subprocess.run(shlex.split(command), check=True)
    if setting(unit, 'RuntimeDirectory'):
        shutil.rmtree(RUNTIME, ignore_errors=True)


def reload(unit):
    """Do what ``ExecReload`` of our units does."""
    os.kill(pid_of(unit), signal.SIGHUP)
    until, log = time.monotonic() + 300, UNITS / f'{unit}.log'
    while log.read_text().count('stands in place of') < 2 and time.monotonic() < until:
        time.sleep(0.2)


def main(words):
    """Do what the words of the command line say."""
    verb, *units = [word for word in words if not word.startswith('-')]
    for unit in units:
        if unit in ELSEWHERE or unit.endswith('.timer'):
            continue
        if verb in ('stop', 'restart'):
            end(unit)
        if verb == 'kill':
            end(unit, signal.SIGKILL)
        if verb in ('start', 'restart', 'enable'):
            start(unit)
        if verb == 'reload':
            reload(unit)


if __name__ == '__main__':
    main(sys.argv[1:])
