"""What the page of the connection tells of codes of bodies: the last reading, what is wrong."""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from ...base.clock import ShownMoment, local, moment
from ...base.i18n import _
from ...base.interfaces import IClock, ISite
from ...base.sitecodes import labels_by_code
from ...kernel.tree.lookup import find_portal
from ...platform.http.interfaces import FAILED, WORDS
from ..deliveries.interfaces import NO_TOKEN, Passage, Settings
from .comparing import NONE, OTHER, OVER, UNKNOWN, CodeFault, faults
from .reasons import WHY
from .resource import CodeReading, reading_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyramid.registry import Registry

TITLE = _('Mã định danh của các trang')
_NO_TOKEN = _('bên nhận không cấp hoặc không công nhận mã truy cập')
_SAID = {
    NONE: _('${site}: chưa khai báo mã, và danh mục không có cơ quan cùng tên.'),
    UNKNOWN: _('${site}: mã ${code} không có trong danh mục.'),
    OTHER: _('${site}: mã ${code} trong danh mục là của “${said}”.'),
    OVER: _('${site}: mã ${code} đã hết hiệu lực.')}
_OVER_SINCE = _('${site}: mã ${code} đã hết hiệu lực, ngày cuối là ${said}.')


def passages(registry: Registry, site: ISite, settings: Settings) -> Sequence[Passage]:
    """Return what the page of a connection with these settings tells."""
    portal = find_portal(site)
    reading = reading_of(portal)
    if not settings.get('bodies'):
        return ()
    if reading.came is None:
        return (Passage(TITLE, _failing(reading) or _(
            'Chưa đọc danh mục lần nào. Cổng đọc mỗi đêm, khi kết nối đang bật.')),)
    clock: IClock = registry.getUtility(IClock)
    found = [_said(each) for each in faults(
        portal, labels_by_code(str(settings.get('codes', ''))), reading.all(),
        local(clock.now()).date())]
    return (Passage(TITLE, _failing(reading) or _state(reading, len(found)), tuple(found)),)


def _state(reading: CodeReading, wrong: int) -> str:
    known = {'moment': moment(reading.came), 'number': len(reading.codes), 'wrong': wrong}
    if not wrong:
        return _('Đọc xong lúc ${moment}, ${number} mã. Mọi trang đều có mã đúng tên, còn hiệu '
                 'lực.', mapping=known)
    return _('Đọc xong lúc ${moment}, ${number} mã. Có ${wrong} trang cần xem lại:',
             mapping=known)


def _failing(reading: CodeReading) -> str:
    """Return why the last reading failed, translatable; ``''`` if it did not."""
    if not reading.why:
        return ''
    why = {NO_TOKEN: _NO_TOKEN, **WORDS, **WHY}.get(reading.why) or _(
        FAILED, mapping={'status': reading.why})
    if reading.came is None:
        return _('Lần đọc gần nhất không được (${why}).', mapping={'why': why})
    return _('Lần đọc gần nhất không được (${why}). Dưới đây là theo danh mục đọc lúc ${moment}.',
             mapping={'why': why, 'moment': moment(reading.came)})


def _said(fault: CodeFault) -> str:
    said = fault.said
    if fault.fault == OVER and said:
        last = ShownMoment(datetime.date.fromisoformat(said))
        return _(_OVER_SINCE, mapping={**fault._asdict(), 'said': last})
    return _(_SAID[fault.fault], mapping=fault._asdict())
