"""Measures in Prometheus's form: how often, how fast, how large; never who, never which address.

With several processes each keeps its numbers in files of the folder that the environment variable
``PROMETHEUS_MULTIPROC_DIR`` names (``commands.supervisor`` sets it), and whoever is asked adds up.
"""
import os
from pathlib import Path

from prometheus_client import REGISTRY, CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client import generate_latest as latest
from prometheus_client.multiprocess import MultiProcessCollector

from ...base.settings import ISettings
from ...kernel.storage.interfaces import CONTENT
from .interfaces import IChecks, IHeartbeat

SHARED = 'PROMETHEUS_MULTIPROC_DIR'
_BUCKETS = (.002, .005, .01, .02, .05, .1, .15, .25, .5, 1, 2.5, 10)

SECONDS = Histogram(
    'portal_request_seconds', 'Time to answer, by shell, kind of page and status',
    ('shell', 'kind', 'status'), buckets=_BUCKETS)
RETRIES = Counter('portal_retries', 'Requests run again after a conflict of two writers')
PAGES = Counter('portal_pages', 'Public pages from the cache or made anew', ('source',))
CACHED = Gauge('portal_zodb_cached_objects', 'Objects in the caches of the connections',
               ('database',), multiprocess_mode='liveall')
CONNECTIONS = Gauge('portal_zodb_connections', 'Connections in the pool', ('database',),
                    multiprocess_mode='liveall')
BYTES = Gauge('portal_database_bytes', 'Size of the database', ('database',),
              multiprocess_mode='livemax')
LAG = Gauge('portal_scheduler_lag_seconds', 'Since the scheduler of a process has last looked',
            multiprocess_mode='liveall')
MAILS = Gauge('portal_mails', 'Mails that wait to be sent, or that no server wants', ('folder',),
              multiprocess_mode='livemax')
ALARM = Gauge('portal_alarm', '1 while a health check is wrong', ('check',),
              multiprocess_mode='livemax')


def count_retry(_event):
    """Subscriber: a request is about to be tried again."""
    RETRIES.inc()


def observe(environment):
    """Job: note what is measured by looking."""
    look(environment.registry)


def look(registry):
    """Note the sizes of databases, caches and queues, and what is wrong, of this process."""
    for name, database in registry._zodb_databases.items():
        _measure(name or CONTENT, database)
    settings = registry.getUtility(ISettings)
    for folder in ('new', 'failed'):
        MAILS.labels(folder).set(sum(1 for _ in (Path(settings.mail_queue) / folder).glob('*')))
    if settings.scheduler:
        LAG.set(registry.getUtility(IHeartbeat).lag)
    checks = registry.getUtility(IChecks)
    wrong = checks.wrong(registry)
    for name in checks.names:
        ALARM.labels(name).set(name in wrong)


def _measure(name, database):
    connections = database.cacheDetailSize()
    CONNECTIONS.labels(name).set(len(connections))
    CACHED.labels(name).set(sum(each['size'] for each in connections))
    BYTES.labels(name).set(database.getSize())


def exposition():
    """Return all measures as ``bytes`` of Prometheus's text format."""
    if SHARED not in os.environ:
        return latest(REGISTRY)
    found = CollectorRegistry()
    MultiProcessCollector(found)
    return latest(found)
