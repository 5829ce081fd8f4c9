"""Windows in the words of the desk."""
from dataclasses import dataclass

from ...base.clock import local, shown_time
from ...base.i18n import _
from . import overview
from .interfaces import (
    COMING,
    INDICATIVE,
    KEPT,
    MISSED,
    NOT_OWED,
    OPEN,
    DayWindow,
)

STATES = {
    KEPT: _('Đã có tin mới'), OPEN: _('Chưa có tin mới'), COMING: _('Chưa đến giờ'),
    MISSED: _('Bỏ trống'), NOT_OWED: _('Không bắt buộc'), INDICATIVE: _('Giờ tham khảo')}
#: Colours of the desk, by the classes of states of texts.
COLOURS = {KEPT: 'published', OPEN: 'submitted', MISSED: 'rejected'}
FILTERS = {
    overview.ALL: _('Tất cả'), MISSED: _('Hôm nay bỏ trống'),
    overview.NOTHING_YET: _('Đang chờ tin mới'), overview.ALL_KEPT: _('Đủ các khung giờ'),
    overview.REPEATED: _('Bỏ trống nhiều lần trong tháng'),
    overview.REASONLESS: _('Còn thiếu lý do')}


@dataclass(frozen=True)
class Shown:
    """A window as pages show it.  ``left``: whole minutes until its end while it runs, else
    ``None``.  ``items``: ``(title, address, time)`` of what came or is scheduled; no address where
    the asker may not see it.
    """

    title: str
    hours: str
    state: str
    colour: str
    left: int | None
    items: tuple[tuple[str, str, str], ...]
    duty: str
    is_hole: bool
    is_free: bool


def hours_of(window: DayWindow) -> str:
    """Return the local times of ``window``, such as ``07:30–09:00``."""
    return '–'.join(shown_time(local(each)) for each in (window.opens, window.closes))
