"""The register as a file: what a restore of older data asks, and backups carry along.

It holds what ``Demanded`` does and so nothing of what was erased.
"""
import datetime
import json
import logging
from dataclasses import asdict
from pathlib import Path

from ..settings import ISettings
from ..storage.durable import write
from .interfaces import Demanded
from .resource import erasures_of, has_all, merge

log = logging.getLogger(__name__)

FORM = 1


def written(portal):
    """Return the register of ``portal`` as ``bytes``; the same for the same register."""
    return document([each.demanded for each in erasures_of(portal)])


def document(entries):
    """Return the file of ``Demanded`` ``entries``, ``bytes``."""
    return json.dumps({'form': FORM, 'entries': [_plain(each) for each in entries]},
                      indent=1, sort_keys=True).encode()


def read(content):
    """Return the ``Demanded`` objects in the file ``content``, ``bytes``.

    Raises ``ValueError`` for what ``written`` does not write.
    """
    try:
        said = json.loads(content)
        if said['form'] != FORM:
            raise ValueError(f'form {said["form"]}, not {FORM}')
        return [_entry(each) for each in said['entries']]
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f'no register of erasures: {error!r}') from None


def keep_beside(environment):
    """Job: let the file beside the databases and the register say the same; ``environment``: an
    ``IEnvironment``.  Nothing is written before the first erasure.

    What the file alone says was demanded before these data, of an earlier day, were put in place:
    it is to be erased again.
    """
    path = Path(environment.registry.getUtility(ISettings).erasure_register)
    entries = _in_file(path)
    if has_all(environment.portal, entries):
        keep(path, environment.portal)
    else:
        number = environment.in_transaction(lambda: merge(environment.portal, entries))
        log.error('%s erasures are to be done again: run "bin/portal erase"', number)


def keep(path, portal):
    """Write the register of ``portal`` into the file ``path``, whole, if it says anything new."""
    content = written(portal)
    if content == document([]) or path.exists() and path.read_bytes() == content:
        return
    write(path, content)


def _in_file(path):
    """Return the ``Demanded`` objects in the file ``path``; none if there is no such register."""
    try:
        return read(path.read_bytes()) if path.exists() else []
    except ValueError as error:
        log.error('%s cannot be read, and is written anew: %s', path, error)
        return []


def _plain(demanded):
    said = asdict(demanded)
    return {**said, 'at': demanded.at.isoformat(), 'oids': list(demanded.oids),
            'texts_since': {str(oid): moment.isoformat()
                            for oid, moment in demanded.texts_since.items()}}


def _entry(said):
    moment = datetime.datetime.fromisoformat
    return Demanded(**{
        **said, 'at': moment(said['at']), 'oids': tuple(said['oids']),
        'texts_since': {int(oid): moment(since)
                        for oid, since in said['texts_since'].items()}})
