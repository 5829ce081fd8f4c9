"""Two processes on ZEO, or on RelStorage with PostgreSQL, against one on a FileStorage.

On a machine of two cores the load generator and the database server take from the same cores as
the two processes: the rates say what comes out here, the CPU time of the portal's processes what
would come out where they have the cores to themselves.
"""
import os
import shutil
from contextlib import ExitStack, closing, contextmanager
from threading import Thread

import ZODB.config
from servers import CONFIG
from servers.postgres import DATABASES, cluster
from servers.zeo import zeo
from ZODB.blob import BlobStorage
from ZODB.FileStorage import FileStorage

from . import serving
from .load import load
from .table import Row, at_least

SECONDS = 6
#: Sizes of the page cache, and what a page is then.
_CACHE = {0: 'made anew', serving.CACHE: 'from the cache'}
_CACHES = 'connection_cache_size=50000&connection_cache_size_bytes=41943040'


def measure(var, path, folder):
    """Return the rows about ``path`` of the portal in ``var``; scratch data go to ``folder``."""
    alone = {cache: _with_cache(cache, [(var, {})], path) for cache in _CACHE}
    rows = [Row(f'one process on a FileStorage, {said}', _said(*alone[cache]))
            for cache, said in _CACHE.items()]
    for name, served in (('ZEO', _on_zeo), ('RelStorage and PostgreSQL', _on_postgres)):
        with served(var, folder / name.partition(' ')[0]) as places:
            for cache, said in _CACHE.items():
                rate, cpu = _with_cache(cache, places, path)
                factor = 2 * alone[cache][1] / cpu
                rows += [Row(f'two processes on {name}, {said}', _said(rate, cpu)),
                         Row('by rate, on the cores of this machine',
                             f'{rate / alone[cache][0]:.2f} ×'),
                         at_least('by CPU time of the processes', factor, 1.7, '×', 2)]
    return rows


def _with_cache(cache, places, path):
    """Return what ``_loaded`` does of portals in ``places``, ``(folder, settings)`` of each."""
    with ExitStack() as stack:
        servers = [stack.enter_context(serving.portal(folder, cache, settings))
                   for folder, settings in places]
        return _loaded(servers, path)


def _said(rate, cpu):
    return f'{rate:,.0f}/s, {cpu:.2f} ms CPU'


def _loaded(servers, path):
    """Return requests a second of all ``servers`` together, and milliseconds of CPU for each."""
    for server in servers:
        load(server, path, {})
    found = []
    for _second in range(SECONDS):
        threads = [Thread(target=lambda server=server: found.append(load(server, path, {})))
                   for server in servers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    requests = sum(rate.per_second for rate in found)
    return requests / SECONDS, sum(rate.cpu * rate.per_second for rate in found) / requests


@contextmanager
def _on_zeo(var, folder):
    """Serve a copy of the data in ``var`` by ZEO; give folders and settings of two portals."""
    for name in ('filestorage', 'blobstorage'):
        shutil.copytree(var / name, folder / name, ignore=shutil.ignore_patterns('*.lock'))
    with zeo(folder) as database:
        yield [(folder / each, {
            name: f'{address}&{_CACHES}' if name == 'zodbconn.uri' else address
            for name, address in database.settings(each).items()}) for each in ('one', 'two')]


@contextmanager
def _on_postgres(var, folder):
    """Serve a copy of the data in ``var`` by PostgreSQL; give folders and settings of two
    portals.
    """
    folder.mkdir()
    with cluster() as database:
        database.renew()
        os.environ.update(PORTAL_POSTGRES=database.address, PORTAL_VAR=str(folder))
        for name in DATABASES:
            _copy(var, name)
        source = f'zconfig://{CONFIG}/zodb/relstorage.conf'
        settings = {'zodbconn.uri': f'{source}?{_CACHES}#content',
                    'zodbconn.uri.interactions': f'{source}#interactions',
                    'zodbconn.uri.drafts': f'{source}#drafts',
                    'zodbconn.uri.keys': f'{source}#keys'}
        yield [(folder / each, settings) for each in ('one', 'two')]


def _copy(var, name):
    """Copy one of the three databases into PostgreSQL, each of its transactions."""
    text = (CONFIG / 'zodb' / 'relstorage.conf').read_text()
    for variable in ('PORTAL_POSTGRES', 'PORTAL_VAR'):
        text = text.replace(f'$({variable})', os.environ[variable])
    part = text.split(f'<relstorage {name}>')[1].split('</relstorage>')[0]
    one = f'%import hanoiportal.kernel.storage.postgresql\n<relstorage {name}>{part}</relstorage>'
    file = var / 'filestorage' / f'{name}.fs'
    with closing(BlobStorage(str(var / 'blobstorage' / name), FileStorage(
            str(file), read_only=True))) as source, closing(
            ZODB.config.storageFromString(one)) as target:
        target.copyTransactionsFrom(source)
