"""Finding entries in a chain without taking every line apart."""
import datetime
import json
from dataclasses import replace

from ...base.clock import UTC
from .entries import KEY, isoformat, read
from .interfaces import EVERYTHING
from .resource import bucket_lines

#: Clocks of several machines differ: entries may stand so far out of order.
SKEW = datetime.timedelta(hours=1)


def latest_first(chain, wanted):
    """Yield the lines of ``chain`` that are ``wanted``, the latest first."""
    for key in reversed(list(chain.buckets.keys())):
        bucket = chain.buckets[key]
        if wanted.since is not None and read(bucket.lines[-1]).when < wanted.since - SKEW:
            return
        for line in reversed(bucket.lines):
            if matches(line, wanted):
                yield line


def oldest_first(chain, wanted):
    """Yield ``(number, digest, line)`` of what is ``wanted``, the oldest first."""
    for bucket in chain.buckets.values():
        for number, digest, line in bucket_lines(bucket):
            if matches(line, wanted):
                yield number, digest, line


def matches(line, wanted):
    """Return whether the ``line``, ``bytes``, is ``wanted``."""
    if wanted.action and f'"{KEY}":"{wanted.action}"'.encode() not in line:
        return False
    if wanted.oid is not None and f'"oid":{wanted.oid},'.encode() not in line:
        return False
    if replace(wanted, inner=False) == EVERYTHING:
        return True
    said = json.loads(line)
    return (
        (not wanted.action or said[KEY] == wanted.action)
        and wanted.oid in (None, said['oid'])
        and (wanted.since is None or said['when'] >= isoformat(wanted.since.astimezone(UTC)))
        and (wanted.until is None or said['when'] < isoformat(wanted.until.astimezone(UTC)))
        and (wanted.who is None or bool(wanted.who(said['who']))))
