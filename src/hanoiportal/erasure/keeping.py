"""The register as a file: what a restore of older data asks, and backups carry along.

It holds what ``Demanded`` does and so nothing of what was erased.
"""
import datetime
import json
from dataclasses import asdict
from pathlib import Path
from tempfile import NamedTemporaryFile

from ..settings import ISettings
from .interfaces import Demanded
from .resource import erasures_of

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
    """Job: let the file beside the databases say what the register says; ``environment``: an
    ``IEnvironment``.  Nothing is written before the first erasure.
    """
    path = Path(environment.registry.getUtility(ISettings).erasure_register)
    keep(path, environment.portal)


def keep(path, portal):
    """Write the register of ``portal`` into the file ``path``, whole, if it says anything new."""
    content = written(portal)
    if content == document([]) or path.exists() and path.read_bytes() == content:
        return
    with NamedTemporaryFile(dir=path.parent, delete=False) as file:  # other processes do it too
        file.write(content)
    Path(file.name).replace(path)


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
