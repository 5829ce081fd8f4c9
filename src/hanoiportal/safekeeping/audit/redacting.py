"""Taking out of entries what names a person, in a way that the chain still proves.

A redacted entry keeps its number and its digest, so the entries after it stand as they did, and
says only who did what to which id, and when.  That it was redacted is an action in the same chain,
with the digest of the line that took the place: any other line there is found.  What the entry
said can be had from its digest by nobody but who guesses the whole of it.
"""
import re
from dataclasses import replace
from hashlib import sha256

from ...base.interfaces import IClock
from ...kernel.tree.events import SYSTEM
from ...kernel.tree.lookup import at_path
from ...kernel.workflow.interfaces import EVERY_STATE
from .entries import Entry, read
from .resource import inner_log_of, log_of

REDACTED = 'redact_log'
#: Entries that one action tells of; so its line stays short.
TOGETHER = 16
_HOLDS_NO_NAME = re.compile(r'[0-9a-f]{64}')


def redact(portal, gone, registry):
    """Eraser: entries of what is ``gone`` name it no more, by no path, note or other word."""
    _redact(log_of(portal), portal, gone, registry)


def redact_inner(portal, gone, registry):
    """Eraser: the same in the log of what lives in ``interactions``."""
    _redact(inner_log_of(portal), portal, gone, registry)


def _redact(log, portal, gone, registry):
    now, paths = registry.getUtility(IClock).now(), _paths(log, portal, gone)
    for place, chain in list(log.chains.items()):
        done = [pair for bucket in list(chain.buckets.values())
                for pair in _redacted(bucket, gone, paths)]
        for start in range(0, len(done), TOGETHER):
            lines = dict(done[start:start + TOGETHER])
            chain.append(
                Entry(SYSTEM, REDACTED, now, place, '', details=lines).line())


def _paths(log, portal, gone):
    """Return the paths at which the log says that something ``gone`` was, and nothing is now: they
    are made of its title, and so are those of all that was below.
    """
    entries = (read(line) for chain in log.chains.values()
               for bucket in chain.buckets.values() for line in bucket.lines)
    found = {path for entry in entries if gone.tells(entry.oid, entry.when)
             for path in (entry.path, entry.before, entry.after) if path.startswith('/')}
    return {path for path in found if at_path(portal, path) is None}


def _redacted(bucket, gone, paths):
    """Redact what is to be in a bucket; yield ``(number, digest of the new line)``, ``str``."""
    lines = list(bucket.lines)
    for at, line in enumerate(lines):
        entry = read(line)
        told = without_names(entry) if _is_told(entry, gone) else _without_paths(entry, paths)
        if told == entry:
            continue
        lines[at] = told.line()
        if lines[at] != line:
            yield str(bucket.start + at), sha256(lines[at]).hexdigest()
    if tuple(lines) != bucket.lines:
        bucket.lines = tuple(lines)


def _is_told(entry, gone):
    inner = entry.details.get('objectid')
    return entry.action != REDACTED and (
        gone.tells(entry.oid, entry.when)
        or isinstance(inner, int) and gone.tells(inner, entry.when))


def without_names(entry):
    """Return ``entry`` without its path, note, and every word that may be of a person."""
    return replace(
        entry, path='', why='', before=_harmless(entry.before), after=_harmless(entry.after),
        details={name: value for name, value in entry.details.items()
                 if not isinstance(value, str) or _harmless(value)})


def _without_paths(entry, paths):
    """Return ``entry`` without each path that leads through one of ``paths``."""
    def kept(text):
        return '' if isinstance(text, str) and _leads_through(text, paths) else text

    return replace(
        entry, path=kept(entry.path), before=kept(entry.before), after=kept(entry.after),
        details={name: kept(value) for name, value in entry.details.items()})


def _leads_through(text, paths):
    """Return whether ``text`` is a path below, or one, of ``paths``."""
    names = text.split('/') if text.startswith('/') else ()
    return any('/'.join(names[:number]) in paths for number in range(2, len(names) + 1))


def _harmless(text):
    """Return ``text`` if it is a digest or a state, else ``''``."""
    return text if text in EVERY_STATE or _HOLDS_NO_NAME.fullmatch(text) else ''


def redactions(entry):
    """Return ``{number: digest of the line}`` that an ``Entry`` tells of."""
    if entry.action != REDACTED:
        return {}
    return {int(number): digest for number, digest in entry.details.items()}
