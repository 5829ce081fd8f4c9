"""Taking what lies still: a case first, durable, then the thing is put away."""
from __future__ import annotations

import io
import json
import logging
from functools import partial
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from ...base.clock import local
from ...base.i18n import _
from ...base.interfaces import ISite
from ...base.settings import ISettings, Settings
from ...kernel.inspection.signatures import BadFile
from ...kernel.inspection.upload import Incoming
from ...kernel.security.crypto.sealing import ISealing
from ...kernel.security.interactions import get_or_create, interactions_of
from ...platform.media.interfaces import IFileIntake
from ...platform.scheduling.interfaces import IEnvironment
from ..cases.interfaces import (
    CONTRIBUTION,
    DROP,
    ORGANISATION,
    PROCESS,
    RIGHTS,
    SELF,
    SYSTEM,
    Attachment,
    ICases,
    Sender,
    Submission,
)
from ..contributions.interfaces import KIND, POSITION
from ..questions.interfaces import FILE_KINDS, LONGEST_LINE
from .folders import DONE, REFUSED, Dropped, put_away, read, still_in
from .packages import CannotDrop, Package, read_package
from .resource import KEY, DropBook

#: Seconds between two looks; things of one site that are taken at one.
EVERY, AT_ONCE = 60, 20
#: Folder of the city, beside those called by the labels of sites.
CITY = 'thanhpho'
log = logging.getLogger(__name__)


class DroppedArrival(NamedTuple):
    """What is going to be kept.  ``package``: ``None`` of plain files."""

    site: ISite
    mark: str
    dropped: Dropped
    files: tuple[Attachment, ...]
    package: Package | None


def take_dropped(environment: IEnvironment) -> None:
    """Job: take what lies still in the folders of ``portal.drop``."""
    settings: Settings = environment.registry.getUtility(ISettings)
    if not settings.drop:
        return
    now = environment.clock.now().timestamp()
    portal = environment.portal
    for folder in sorted(each for each in Path(settings.drop).iterdir() if each.is_dir()):
        site = portal if folder.name == CITY else portal['sites'].get(folder.name)
        if site is None or getattr(site, 'is_external', False):
            continue
        for path in islice(still_in(folder, now), AT_ONCE):
            try:
                _take(environment, site, path)
            except OSError:
                log.exception('a dropped file was not taken')


def _take(environment: IEnvironment, site: ISite, path: Path) -> None:
    """Take one thing, or refuse it with a reason beside it."""
    try:
        arrived = _arrived(environment, site, read(path))
    except CannotDrop as refused:
        why = environment.request.localizer.translate(next(iter(refused.reasons.values())))
        put_away(path, REFUSED, _json({'refused': why}))
        return
    code = environment.in_transaction(partial(_keep, environment, arrived))
    put_away(path, DONE, _json({
        'case': code, 'taken': local(environment.clock.now()).isoformat(timespec='seconds'),
        'reference': arrived.package.reference if arrived.package else ''}))


def _json(said: dict[str, str]) -> bytes:
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def _arrived(environment: IEnvironment, site: ISite, dropped: Dropped) -> DroppedArrival:
    package = None if dropped.manifest is None else read_package(
        dropped.manifest, dropped.files)
    if not dropped.files:
        raise CannotDrop({'': _('Không có tệp nào.')})
    intake: IFileIntake = environment.registry.getUtility(IFileIntake)
    try:
        files = tuple(Attachment(*intake.take(Incoming(name, io.BytesIO(content)), FILE_KINDS))
                      for name, content in dropped.files.items())
    except BadFile as refused:
        raise CannotDrop({'': refused.args[0]}) from None
    told = package.reference if package else dropped.path.name
    marks = ' '.join(sha256(each).hexdigest() for each in dropped.files.values())
    mark: str = environment.registry.getUtility(ISealing).mark(
        f'file drop {site.__oid__} {told} {marks}')
    return DroppedArrival(site, mark, dropped, files, package)


def _keep(environment: IEnvironment, arrived: DroppedArrival) -> str:
    """Return the code of the case of ``arrived``, which is made unless there is one."""
    book: DropBook = get_or_create(interactions_of(environment.portal), KEY, DropBook)
    code: str | None = book.taken.get(arrived.mark)
    if code is None:
        cases: ICases = environment.registry.getAdapter(environment.portal, ICases)
        code = book.taken[arrived.mark] = cases.receive(_submission(arrived)).code
    return code


def _submission(arrived: DroppedArrival) -> Submission:
    package, site = arrived.package, str(arrived.site.__oid__)
    title = (package.title if package else arrived.dropped.title)[:LONGEST_LINE]
    if package is None:
        return Submission(CONTRIBUTION, site, title, '', files=arrived.files, channel=DROP)
    said = package.sender
    sender = Sender(
        said['name'], said['address'], said['phone'], said['email'],
        ORGANISATION if said['organisation'] else SELF, '', said['organisation'])
    return Submission(
        CONTRIBUTION, site, title, package.text, sender=sender, files=arrived.files,
        channel=SYSTEM, details={KIND: said['kind'], POSITION: said['position']},
        consents=frozenset({PROCESS, *([RIGHTS] if package.has_rights else ())}))
