"""Fixtures for every test; each module named here says which it gives.

Every application and every portal of the run, in whatever process, finds the page templates that
another has compiled: that is half the work of a test that asks a new application for one page.
Chameleon knows them by their text, so that one that changes is compiled anew, and it reads the
setting when it is imported.
"""
import atexit
import gc
import os
import shutil
import tempfile

from hypothesis import HealthCheck, settings

if 'CHAMELEON_CACHE' not in os.environ:
    os.environ['CHAMELEON_CACHE'] = tempfile.mkdtemp(prefix='hanoiportal-templates-')
    atexit.register(shutil.rmtree, os.environ['CHAMELEON_CACHE'], ignore_errors=True)

# How long drawing and an example take says what else the machine does.
settings.register_profile('here', deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile('here')

pytest_plugins = [
    'app',
    'making',
    'people',
    'factors',
    'reviewing',
    'servers.browser',
    'servers.clamd',
    'servers.portal',
    'servers.postgres',
    'servers.smtp',
    'servers.validator',
    'servers.zeo',
    'stocked',
]


def pytest_collection_finish():
    """Spare the collector of garbage what stays for the whole run: the modules and the tests.

    It went through all of them again and again while applications were made.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
