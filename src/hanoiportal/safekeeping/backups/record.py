"""What is known of backups and drills: a small file that the desk and the health check read."""
import datetime
import json
from pathlib import Path

from ...kernel.storage.durable import make_folder, write

BACKUPS, DRILL = 'backups', 'drill'


def read(path):
    """Return ``{'backups': {target: …}, 'drill': …}``; empty where nothing is known.

    A backup has ``name``, ``kind``, ``created``, ``same_device``, ``missing``; a drill ``at``,
    ``backup``, ``sites`` and ``differing``.  Moments are RFC 3339.
    """
    try:
        found = json.loads(Path(path).read_text('utf-8'))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def note_backup(path, target, manifest, now):
    """Note that ``manifest`` is the newest backup in the folder ``target``, seen at ``now``.

    ``now``: when the logs were looked at, and held nothing newer.
    """
    found = read(path)
    found.setdefault(BACKUPS, {})[str(target)] = {
        'name': manifest.name, 'kind': manifest.kind, 'created': now.isoformat(),
        'same_device': manifest.same_device, 'missing': len(manifest.missing)}
    _keep(path, found)


def note_drill(path, backup, sites, differing, now):
    """Note a drill: ``sites`` compared, names of those ``differing``; ``backup``: its name."""
    found = read(path)
    found[DRILL] = {'at': now.isoformat(), 'backup': backup, 'sites': sites,
                    'differing': list(differing)}
    if not differing:
        found['proved'] = {'at': now.isoformat(), 'backup': backup}
    _keep(path, found)


def age(moment, now):
    """Return whole days from ``moment``, RFC 3339 or ``None``, to ``now``; ``None`` if unknown."""
    try:
        return (now - datetime.datetime.fromisoformat(moment)).days
    except (TypeError, ValueError):
        return None


def _keep(path, found):
    path = Path(path)
    make_folder(path.parent)
    write(path, json.dumps(found, indent=1, ensure_ascii=False).encode())
