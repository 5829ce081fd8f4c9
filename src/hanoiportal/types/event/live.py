"""What an event has in which people take part: its channels, how to ask, what was answered."""
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple, cast

from pyramid.registry import Registry
from pyramid.request import Request

from ...base.i18n import _
from ...base.interfaces import IContainer
from ...kernel.tree.lookup import find_portal, find_site, is_listed, item_of
from ...participation.dialogues.interfaces import (
    ARCHIVED,
    ASKED,
    ASKING,
    COMING,
    FORM,
    LIVE,
    OVER,
    PHASE_TITLES,
    RUNNING,
    WATCHING,
    IDialogue,
    PublicAnswer,
)
from ...participation.questions.interfaces import FORMS
from ...participation.questions.interfaces import WRITING as WRITE_STEP
from .players import Picture, host_of, is_of_channel, picture_at
from .times import shown_time

if TYPE_CHECKING:
    from .resource import Event

#: How sections of registered channels are laid out, and their content type.
_CHANNELS, _CHANNEL = 'channels', 'Channel'


class ShownAnswer(NamedTuple):
    """A published answer.  ``moment``: of the recording, such as ``0:12:05``, ``''`` without
    one; ``at``: address there, ``''`` if it is not in the portal.  ``item``: address of the item
    that it became.
    """

    said: PublicAnswer
    lines: list[str]
    moment: str
    at: str
    item: str


def against_publishing(event: 'Event', registry: Registry) -> list[str]:
    """Return what stands against publishing ``event``, if people take part in it."""
    if event.kind not in LIVE:
        return []
    reasons = [] if event.end else [_('Buổi trực tuyến cần thời điểm kết thúc.')]
    if any(address and not is_registered(event, address, registry)
           for address in (event.stream, event.recording_url)):
        reasons.append(_(
            'Địa chỉ truyền trực tiếp, bản ghi không thuộc kênh nào đã đăng ở mục “Kênh thông tin '
            'chính thức” của trang này hoặc của Thành phố. Hãy đăng kênh trước, hoặc để trống.'))
    if event.recording is not None and event.captions is None:
        reasons.append(_('Bản ghi của Cổng phải có phụ đề.'))
    return reasons


def is_registered(event: IDialogue, address: str, registry: Registry) -> bool:
    """Return whether ``address`` is of a channel that the site of ``event`` or the city has
    published; one that names no account, such as that of a film alone, by its host.
    """
    return bool(host_of(address)) and any(
        is_of_channel(address, each) for place in (find_site(event), find_portal(event))
        for each in _channels(cast(IContainer, place), registry))


def picture_of(event: IDialogue, address: str, registry: Registry) -> Picture | None:
    """Return the moving picture at ``address``, ``None`` if no channel of ``event`` has it."""
    return picture_at(address) if is_registered(event, address, registry) else None


def let_play(request: Request, *pictures: Picture | None) -> bool:
    """Let the page that answers ``request`` hold the players of ``pictures``, of which each may be
    ``None``; return whether there is any to be loaded.
    """
    plays = [each.plays for each in pictures if each is not None and each.player]
    if not plays or request.display.text_only or getattr(request, 'preview', None):
        return False
    request.let_frame(plays)
    return True


def _channels(site: IContainer, registry: Registry) -> Iterator[str]:
    """Yield the addresses of the channels that ``site`` has published."""
    for section in site.values():
        if getattr(section, 'listing', '') == _CHANNELS:
            for each in section.values():
                if registry.content.typeof(each) == _CHANNEL and is_listed(each) and each.url:
                    yield each.url


def standing(event: IDialogue, tag: str) -> str:
    """Return in a sentence what people can do now, translatable."""
    if event.phase == COMING and event.asks_from is not None:
        return _('Nhận câu hỏi từ ${moment}.', mapping={
            'moment': shown_time(event.asks_from, None, tag).shown})
    if event.phase == ASKING:
        return _('Câu hỏi gửi trước được trả lời khi buổi trực tuyến diễn ra.')
    if event.phase == RUNNING:
        return _('Câu hỏi được nhận đến khi buổi trực tuyến kết thúc.')
    if event.phase in (OVER, ARCHIVED):
        return _('Buổi trực tuyến đã kết thúc, không nhận thêm câu hỏi.')
    return ''


def live_values(request: Request, event: 'Event') -> dict[str, object]:
    """Return what ``live.pt`` names of ``event``."""
    return {
        'phase': PHASE_TITLES[event.phase], 'standing': standing(event, request.language.tag),
        'is_running': event.phase == RUNNING, 'is_over': event.phase in (OVER, ARCHIVED),
        'watch': request.link(event, WATCHING) if event.phase in (ASKING, RUNNING) else '',
        'ask': ask_address(request, event) if event.phase in (ASKING, RUNNING) else '',
        'stream': picture_of(event, event.stream if event.phase in (
            COMING, ASKING, RUNNING) else '', request.registry),
        'stream_title': _('Xem truyền hình trực tiếp'),
        'recording': picture_of(event, event.recording_url, request.registry),
        'recording_title': _('Xem bản ghi'),
        'answers': [] if event.phase == RUNNING else [
            _shown(request, event, each) for each in event.answers]}


def ask_address(request: Request, event: IDialogue) -> str:
    """Return where one asks."""
    form = request.link(find_site(event), FORMS, FORM, WRITE_STEP)
    return f'{form}?{ASKED}={event.__oid__}'


def _shown(request: Request, event: 'Event', answer: PublicAnswer) -> ShownAnswer:
    found = item_of(find_portal(event), answer.item) if answer.item else None
    is_recorded, at = event.recording is not None or bool(event.recording_url), ''
    if event.recording is not None:
        at = f'{request.link(event, "content")}#t={answer.moment}'
    return ShownAnswer(
        answer, answer.answer.split('\n'), clock_time(answer.moment) if is_recorded else '', at,
        request.link(found) if found is not None and is_listed(found) else '')


def clock_time(seconds: int) -> str:
    """Return ``seconds`` of a recording for people.

    >>> clock_time(725)
    '0:12:05'
    """
    minutes, rest = divmod(seconds, 60)
    return f'{minutes // 60}:{minutes % 60:02}:{rest:02}'
