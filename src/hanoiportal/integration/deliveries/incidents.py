"""A connection that fails for long is an incident: a row of the register (28.2)."""
from __future__ import annotations

import datetime
import logging
from typing import TYPE_CHECKING

from ...base.clock import UTC, local
from ...base.i18n import DEFAULT, _, said_in
from ...kernel.tree.events import SYSTEM
from ...kernel.tree.lookup import site_of
from ...platform.registers.interfaces import CannotKeep, IRegisters
from .interfaces import IReceivers
from .resource import KeptConnection

if TYPE_CHECKING:
    from ...base.interfaces import ISite
    from ...platform.scheduling.interfaces import IEnvironment

log = logging.getLogger(__name__)

#: Seconds of failing after which it is one; the register; characters of a title there.
ISSUE_AFTER, REGISTER, LONGEST_TITLE = 600, 'incidents', 300
_TITLE = _('Kết nối không gửi được dữ liệu: ${title}')
_TEXT = _('“${receiver}” không nhận dữ liệu của Cổng từ ${since}. Cổng tự gửi lại; việc đăng tin '
          'không bị ảnh hưởng.')
_OVER = _('Hệ thống bên ngoài đã nhận dữ liệu trở lại.')


def report(environment: IEnvironment, connection: KeptConnection) -> int:
    """Enter that ``connection`` fails; return the number of the row, -1 if it could not be."""
    say = said_in(environment.registry, DEFAULT)
    receiver = environment.registry.getUtility(IReceivers)[connection.receiver]
    noticed = datetime.datetime.fromtimestamp(connection.failing, UTC)
    given = {
        'title': say(_TITLE, title=connection.title)[:LONGEST_TITLE], 'kind': 'tich-hop',
        'level': 'cao', 'noticed': _minute(noticed),
        'text': say(_TEXT, receiver=say(receiver.title), since=_shown(noticed))}
    try:
        return _registers(environment).add(
            REGISTER, _site(environment, connection), given, SYSTEM).number
    except (CannotKeep, LookupError, PermissionError):
        log.exception('the incident of connection %s', connection.number)
        return -1


def close(environment: IEnvironment, connection: KeptConnection) -> None:
    """Enter when the incident of ``connection`` was over; people close the row."""
    if connection.incident < 0:
        return
    site, registers = _site(environment, connection), _registers(environment)
    say = said_in(environment.registry, DEFAULT)
    try:
        values = registers.row(REGISTER, site, connection.incident).values
        registers.change(REGISTER, site, connection.incident, {
            **registers.register(REGISTER, site).typed(values),
            'restored': _minute(environment.clock.now())}, say(_OVER), SYSTEM)
    except (CannotKeep, LookupError, PermissionError):
        log.exception('the end of the incident of connection %s', connection.number)


def _minute(moment: datetime.datetime) -> str:
    return local(moment).replace(tzinfo=None).isoformat(timespec='minutes')


def _shown(moment: datetime.datetime) -> str:
    return f'{local(moment):%H:%M %d/%m/%Y}'


def _site(environment: IEnvironment, connection: KeptConnection) -> ISite:
    return site_of(environment.portal, connection.site)


def _registers(environment: IEnvironment) -> IRegisters:
    found: IRegisters = environment.request.service(IRegisters)
    return found
