"""Fixtures for every test; each module named here says which it gives.

Every application and every portal of the run, in whatever process, finds the page templates that
another has compiled: that is half the work of a test that asks a new application for one page.
Chameleon knows them by their text, so that one that changes is compiled anew, and it reads the
setting when it is imported.
"""
import atexit
import gc
import logging
import os
import shutil
import tempfile
import time
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal import scrutineer
from hypothesis.internal.constants_ast import Constants

TESTS = Path(__file__).parent
TEMPLATES = 'hanoiportal-templates-'
#: Folders that runs make beside those that pytest clears away.
OURS, DAY = (TEMPLATES, 'portal-pg-', 'portal-bare-', 'typist-'), 24 * 60 * 60


def _clear_away():
    """Remove what runs that were killed a day ago or longer have left behind."""
    for name in OURS:
        for left in Path(tempfile.gettempdir()).glob(name + '*'):
            if os.getuid() in (0, left.stat().st_uid) and time.time() - left.stat().st_mtime > DAY:
                shutil.rmtree(left, ignore_errors=True)


def _keep_templates():
    """Keep compiled templates until the run ends."""
    os.environ['CHAMELEON_CACHE'] = tempfile.mkdtemp(prefix=TEMPLATES)
    atexit.register(shutil.rmtree, os.environ['CHAMELEON_CACHE'], ignore_errors=True)


if 'CHAMELEON_CACHE' not in os.environ:
    _clear_away()
    _keep_templates()

# What `make test` was given on its line is not for a make that a test begins.
for given in ('ARGS', 'MAKEFLAGS', 'MAKEOVERRIDES', 'MFLAGS'):
    os.environ.pop(given, None)

# Hypothesis also tries the constants that it reads in our source.  It knows packages of others by
# where pip puts them; in eggs/ it took them for ours, and each worker read 2,000 modules.  What
# stands in the tests is none of ours either.
scrutineer.SITE_PACKAGES_DIRS.update(((TESTS.parent / 'eggs').resolve(), TESTS.resolve()))


def _take_in(self, more):
    """Put the constants of another module to those known, without a copy of all of them: for each
    module they made one, 1.5 s of each worker.
    """
    for kind in ('integers', 'floats', 'bytes', 'strings'):
        getattr(self, kind).update(getattr(more, kind))
    return self


Constants.__ior__ = _take_in

# How long drawing and an example take says what else the machine does.
settings.register_profile('suite', deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile('suite')

pytest_plugins = [
    'support.read_forms',
    'support.application',
    'support.deliveries',
    'support.factories',
    'support.people',
    'support.examined_once',
    'support.clocks',
    'support.second_factors',
    'support.editorial_staff',
    'support.crossposting',
    'support.channels',
    'support.erasure_portal',
    'servers.browser',
    'servers.clamd',
    'servers.portal',
    'servers.receiver',
    'servers.replayer',
    'servers.postgres',
    'servers.smsgateway',
    'servers.smtp',
    'servers.validator',
    'servers.vneid',
    'servers.zeo',
    'support.readonly_portal',
    'support.archive_portal',
]


def pytest_configure(config):
    """Let each worker of a whole run collect other folders first: whoever is the first to come to
    a module compiles it for all, which is as much work as to collect everything.
    """
    worker = os.environ.get('PYTEST_XDIST_WORKER', '').removeprefix('gw')
    if worker and config.args == config.getini('testpaths'):
        parts = folders(TESTS)
        first = int(worker) * len(parts) // int(os.environ['PYTEST_XDIST_WORKER_COUNT'])
        config.args = [*parts[first:], *parts[:first]]


def folders(root):
    """Return the folders and files of tests in ``root``, and of the two large folders what is in
    them, as paths in order.
    """
    found = sorted(each for each in root.iterdir() if next(each.rglob('test_*.py'), None)
                   or each.name.startswith('test_'))
    return [path for each in found
            for path in (folders(each) if each.name in ('functional', 'unit') else [str(each)])]


@pytest.fixture(autouse=True)
def hearing():
    """Let each test hear warnings, whatever a command that ran in this process before has set up
    for its own log.
    """
    for name, level in ((None, logging.WARNING), ('hanoiportal', logging.NOTSET)):
        logging.getLogger(name).setLevel(level)
    logging.disable(logging.NOTSET)


#: Folders and fixtures whose tests start programs: they wait more than they reckon.
PROGRAMS = {'benchmarks', 'browser', 'matrix', 'servers'}
STARTING = {'browser', 'portal_process', 'postgres', 'seeded_var', 'zeo_server'}


def pytest_xdist_auto_num_workers():
    """Return how many workers are started: one more than there are processors, for while some
    wait for browsers and servers.
    """
    return len(os.sched_getaffinity(0)) + 1


def pytest_collection_modifyitems(items):
    """Put the files first that take longest, and those last that take a second or two, so that all
    workers end together.

    The files of each folder are dealt out evenly over the first: tests of servers wait much, those
    of the matrix and of browsers never, and one would leave processors idle while all wait.
    """
    places = {item.path: os.path.relpath(item.path, TESTS).split(os.sep) for item in items}
    long = {item.path for item in items if PROGRAMS & set(places[item.path])
            or STARTING & set(getattr(item, 'fixturenames', ()))}
    turns = {}
    for _folder, found in groupby(sorted(long), lambda path: places[path][0]):
        files = [*found]
        turns |= {path: at / len(files) for at, path in enumerate(files)}
    items.sort(key=lambda item: (
        item.path not in long, 'unit' in places[item.path], turns.get(item.path),
        places[item.path]))


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """Let no garbage be looked for while tests are collected: what is made then stays."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


def pytest_collection_finish():
    """Spare the collector of garbage what stays for the whole run: the modules and the tests.

    It went through all of them again and again while applications were made.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
