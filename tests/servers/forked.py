"""Forks a process for each line on its standard input that asks for one; see ``nursery``.

A line is JSON: the arguments of ``become`` ask for a process and are answered by its id,
``{"ended": id}`` by the status of one that has ended, or by ``null``.  It ends with its input.
"""
import ctypes
import gc
import json
import os
import runpy
import signal
import sys
import threading
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import zodburi
from argon2 import PasswordHasher
from hanoiportal.kernel.security.authentication import passwords
from hanoiportal.shells.commands.environment import close, loader_of
from plaster import loaders

INI = Path(__file__).parents[2] / 'config/testing.ini'
#: The number by which a process asks Linux to be ended with the one that forked it (prctl(2)).
PR_SET_PDEATHSIG = 1


def know_packages():
    """Let what is found among the entry points of all packages be looked for once: by ``pserve``
    for its ini file, a tenth of its start, and for each database.
    """
    found = cache(lambda scheme, protocols: search(scheme, list(protocols)))
    search = loaders.find_loaders
    loaders.find_loaders = lambda scheme, protocols=(): found(scheme, tuple(protocols or ()))
    loaders.find_loaders('file+ini', ['wsgi'])
    zodburi.entry_points = cache(zodburi.entry_points)


def hash_at_once():
    """Let a hash of a password cost next to nothing, as in the process of the tests
    (``support.people``): ten recovery codes take two seconds of CPU.
    """
    passwords._HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def read_modules():
    """Make an application once, which imports what it needs."""
    with TemporaryDirectory() as var:
        for name in ('filestorage', 'blobstorage'):
            os.mkdir(os.path.join(var, name))
        close(loader_of(str(INI)).get_wsgi_app('main', {'var': var, 'http_port': '0'}).registry)
    assert threading.active_count() == 1, threading.enumerate()
    gc.collect()
    gc.freeze()


def become(words, log, errors, given, environment, folder, mask):
    """Let this process be the Python program that ``words`` say, in a session of its own."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    os.setsid()
    typed = os.memfd_create('given')
    os.write(typed, given.encode())
    os.lseek(typed, 0, os.SEEK_SET)
    how = os.O_WRONLY | os.O_APPEND | os.O_CREAT
    for number, file in enumerate((typed, os.open(log, how, 0o666), os.open(errors, how, 0o666))):
        os.dup2(file, number)
        os.close(file)
    os.chdir(folder)
    os.umask(mask)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = words
    runpy.run_path(words[0], run_name='__main__')


def answer(said):
    """Tell who asked."""
    sys.stdout.write(json.dumps(said) + '\n')
    sys.stdout.flush()


def main():
    """Answer each line; return only in a process that was forked and has done its work."""
    know_packages()
    read_modules()
    hash_at_once()
    while line := sys.stdin.readline():
        asked = json.loads(line)
        if 'ended' in asked:
            pid, status = os.waitpid(asked['ended'], os.WNOHANG)
            answer(os.waitstatus_to_exitcode(status) if pid else None)
        elif pid := os.fork():
            answer(pid)
        else:
            become(**asked)
            return


if __name__ == '__main__':
    main()
