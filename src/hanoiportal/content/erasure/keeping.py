"""The register as a file: what a restore of older data asks, and backups carry along.

It holds what ``Record`` does and so nothing of what was erased.
"""
import datetime
import json
import logging
from dataclasses import asdict
from pathlib import Path

from ...base.settings import ISettings
from ...kernel.storage.durable import write
from .interfaces import Demanded, Record, Step
from .merging import has_all, merge
from .resource import erasures_of

log = logging.getLogger(__name__)

#: What ``document`` writes, and what was written before demands could be called back.
FORM, FINAL = 2, 1


def written(portal):
    """Return the register of ``portal`` as ``bytes``; the same for the same register."""
    return document([each.record for each in erasures_of(portal)])


def document(entries):
    """Return the file of the ``entries``, each a ``Record``, ``bytes``."""
    return json.dumps({'form': FORM, 'entries': [_plain(each) for each in entries]},
                      indent=1, sort_keys=True).encode()


def read(content):
    """Return each ``Record`` in the file ``content``, ``bytes``.

    Raises ``ValueError`` for what ``written`` does not write.
    """
    try:
        said = json.loads(content)
        if said['form'] not in (FORM, FINAL):
            raise ValueError(f'form {said["form"]}, not {FORM}')
        make = _entry if said['form'] == FORM else _final
        return [make(each) for each in said['entries']]
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f'no register of erasures: {error!r}') from None


def keep_beside(environment):
    """Job: let the file beside the databases and the register say the same; ``environment``: an
    ``IEnvironment``.  Nothing is written before the first erasure.

    What the file alone says was demanded, confirmed or called back before these data, of an
    earlier day, were put in place.
    """
    path = Path(environment.registry.getUtility(ISettings).erasure_register)
    entries = _in_file(path)
    if not has_all(environment.portal, entries):
        number = environment.in_transaction(
            lambda: merge(environment.portal, entries, environment.registry))
        log.error('%s erasures are otherwise in the register than in %s, as in data of an earlier '
                  'day: run "bin/portal erase"', number, path)
    keep(path, environment.portal)


def keep(path, portal):
    """Write the register of ``portal`` into the file ``path``, whole, if it says anything new."""
    content = written(portal)
    if content == document([]) or path.exists() and path.read_bytes() == content:
        return
    write(path, content)


def _in_file(path):
    """Return each ``Record`` in the file ``path``; none if there is no such register."""
    try:
        return read(path.read_bytes()) if path.exists() else []
    except ValueError as error:
        log.error('%s cannot be read, and is written anew: %s', path, error)
        return []


def _plain(record):
    demanded = record.demanded
    return {**asdict(demanded), 'at': demanded.at.isoformat(), 'oids': list(demanded.oids),
            'texts_since': {str(oid): moment.isoformat()
                            for oid, moment in demanded.texts_since.items()},
            'confirmed': _plain_step(record.confirmed), 'recalled': _plain_step(record.recalled),
            'begun_at': record.begun_at and record.begun_at.isoformat()}


def _plain_step(step):
    return step and {'by': step.by, 'at': step.at.isoformat()}


def _entry(said):
    confirmed, recalled, begun_at = map(said.pop, ('confirmed', 'recalled', 'begun_at'))
    return Record(_demanded(said), _step(confirmed), _step(recalled),
                  begun_at and _moment(begun_at))


def _final(said):
    """Return the ``Record`` of what could not be called back: one person's word was enough."""
    demanded = _demanded(said)
    return Record(demanded, Step(demanded.actor, demanded.at), None, demanded.at)


def _demanded(said):
    return Demanded(**{
        **said, 'at': _moment(said['at']), 'oids': tuple(said['oids']),
        'texts_since': {int(oid): _moment(since)
                        for oid, since in said['texts_since'].items()}})


def _step(said):
    return said and Step(said['by'], _moment(said['at']))


_moment = datetime.datetime.fromisoformat
