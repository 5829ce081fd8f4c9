"""Taking what lies still: a case first, durable, then the thing is put away."""
from __future__ import annotations

import json
import logging
from functools import partial
from itertools import islice
from pathlib import Path

from ...base.clock import local
from ...base.interfaces import ISite
from ...base.settings import ISettings, Settings
from ...kernel.tree.lookup import site_called
from ...platform.scheduling.interfaces import IEnvironment
from .folders import DONE, REFUSED, Dropped, put_away, read, still_in
from .interfaces import Arrival, CannotDrop, IPackages
from .packages import read_manifest

#: Seconds between two looks; things of one site that are taken at one.
EVERY, AT_ONCE = 60, 20
log = logging.getLogger(__name__)


def take_dropped(environment: IEnvironment) -> None:
    """Job: take what lies still in the folders of ``portal.drop``."""
    settings: Settings = environment.registry.getUtility(ISettings)
    if not settings.drop:
        return
    now = environment.clock.now().timestamp()
    portal = environment.portal
    for folder in sorted(each for each in Path(settings.drop).iterdir() if each.is_dir()):
        site = site_called(portal, folder.name)
        if site is None or getattr(site, 'is_external', False):
            continue
        for path in islice(still_in(folder, now), AT_ONCE):
            try:
                _take(environment, site, path)
            except OSError:
                log.exception('a dropped file was not taken')


def _take(environment: IEnvironment, site: ISite, path: Path) -> None:
    """Take one thing, or refuse it with a reason beside it."""
    packages: IPackages = environment.registry.getAdapter(environment.portal, IPackages)
    try:
        arrived = _arrived(packages, site, read(path))
    except CannotDrop as refused:
        why = environment.request.localizer.translate(next(iter(refused.reasons.values())))
        put_away(path, REFUSED, _json({'refused': why}))
        return
    code = environment.in_transaction(partial(packages.keep, arrived))
    put_away(path, DONE, _json({
        'case': code, 'taken': local(environment.clock.now()).isoformat(timespec='seconds'),
        'reference': arrived.package.reference if arrived.package else ''}))


def _json(said: dict[str, str]) -> bytes:
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def _arrived(packages: IPackages, site: ISite, dropped: Dropped) -> Arrival:
    package = None if dropped.manifest is None else packages.package(
        read_manifest(dropped.manifest), dropped.files)
    return packages.arrived(site, dropped.title, dropped.files, package)
