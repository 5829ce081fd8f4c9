"""What a post is made of: the item's version, its address, and what goes along."""
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, BinaryIO, Protocol, cast

from ...base.i18n import _
from ...base.settings import ISettings
from ...kernel.tree.lookup import find_portal, is_listed, public_address
from ...kernel.tree.names import CONTENT
from ...participation.publication.interfaces import CONCEALED
from ...platform.media.interfaces import ISharedPictures
from .interfaces import PostText
from .interfaces.channels import FILM, PICTURE

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IResource
    from ...kernel.tree.resources import Described
    from .interfaces.channels import Channel

_TOO_LARGE = _('Ảnh lớn hơn ${most} KB, kênh này không nhận.')
_BUSY = _('Máy chủ đang bận xử lý ảnh khác. Hãy thử lại sau ít phút.')
_NO_FILM = _('Tin, bài này không có tệp phim của Cổng, kênh này chỉ nhận phim.')
_NEITHER = _('Tin, bài này không có phim hay ảnh công khai, kênh này cần một trong hai.')
_NO_PICTURE = _('Kênh này cần ảnh: hãy thêm ảnh công khai vào tin, bài.')
#: Bytes of a unit of the codecs by which channels count.
_UNITS = {'utf-8': 1, 'utf-16-le': 2, 'utf-32-le': 4}
_KB = 1024
#: What of an item a post may be made of.
_SAID = 'title', 'summary', 'body', 'question', 'asked_by'


class StoredFilm(Protocol):
    """The ``StoredFile`` of a film."""

    sha256: str
    size: int
    mimetype: str
    waiting: bool
    malware: str

    def open(self) -> BinaryIO:
        """Return the content as a binary file, to be closed by the caller."""


class _Stored(Protocol):
    sha256: str


class _Image(Protocol):
    __oid__: int
    image: _Stored


def current(item: Described) -> str:
    """Return the digest of the version of ``item`` that lists show, ``''`` if none is, such as of
    one that has expired.
    """
    is_shown = is_listed(cast('IResource', item)) and bool(item.approvals)
    return str(item.approvals[-1].digest) if is_shown else ''


def hides(item: Described) -> bool:
    """Return whether a passage of what ``item`` says is concealed (4.3)."""
    return any(CONCEALED in str(getattr(item, name, '') or '') for name in _SAID)


def address_of(item: Described, registry: Registry) -> str:
    """Return the address of ``item`` for readers."""
    return public_address(cast('IResource', item), registry.getUtility(ISettings))


def picture_of(item: Described) -> _Image | None:
    """Return the image that leads ``item``, if readers see one."""
    lead = getattr(item, 'lead_image', None)
    found: _Image | None = None if lead is None else lead(find_portal(cast('IResource', item)))
    return found


def film_of(item: Described | None) -> StoredFilm | None:
    """Return the film of ``item`` that the portal itself has."""
    found: StoredFilm | None = getattr(item, 'film', None)
    return found


def picture_address(item: Described, picture: int, registry: Registry) -> str:
    """Return the address of the rendition of the image with that object id; ``''`` for none."""
    image = find_portal(cast('IResource', item)).__objectmap__.object_for(picture)
    if not picture or not hasattr(image, 'image'):
        return ''
    shared: ISharedPictures = registry.getUtility(ISharedPictures)
    address = public_address(image, registry.getUtility(ISettings)).rstrip('/')
    return f'{address}/{shared.path(image)}'


def film_address(item: Described, registry: Registry) -> str:
    """Return the address of the film of ``item``."""
    return f'{address_of(item, registry).rstrip("/")}/{CONTENT}'


def attached(item: Described, channel: Channel) -> tuple[int, str]:
    """Return object id and digest of what goes along with a post of ``item``; ``(0, '')`` for
    nothing.
    """
    film, image = film_of(item), picture_of(item)
    if FILM in channel.takes and film is not None:
        return item.__oid__, film.sha256
    if PICTURE in channel.takes and image is not None:
        return image.__oid__, image.image.sha256
    return 0, ''


def unfit(item: Described, channel: Channel) -> str:
    """Return why ``item`` cannot be posted at ``channel``, translatable; ``''`` if it can."""
    if not channel.takes or attached(item, channel)[0]:
        return ''
    if len(channel.takes) > 1:
        return _NEITHER
    return _NO_FILM if FILM in channel.takes else _NO_PICTURE


def tags_of(item: Described, channel: Channel) -> list[str]:
    """Return the keywords of ``item`` that go along, each whole, the first that fit."""
    found: list[str] = []
    for word in getattr(item, 'keywords', ()):
        # A tag with a blank is counted with quotation marks, and the commas are counted.
        tags = [*found, str(word)]
        if sum(len(each) + 2 * (' ' in each) for each in tags) + len(tags) - 1 <= channel.tags:
            found = tags
    return found


def said_with(text: str, link: str) -> str:
    """Return ``text`` followed by ``link``."""
    return f'{text}\n\n{link}'


def size_of(text: str, field: str, channel: Channel) -> int:
    """Return how long ``text`` is, as ``channel`` counts that field."""
    codec = channel.codecs.get(field, 'utf-32-le')
    return len(text.encode(codec)) // _UNITS[codec]


def reasons_against(text: PostText, item: Described, channel: Channel,
                    registry: Registry) -> Mapping[str, str]:
    """Return ``{field: translatable}`` of what the channel would not take; nothing is cut."""
    reasons: dict[str, str] = {}
    for field in channel.most:
        if why := _against_text(field, getattr(text, field), item, channel, registry):
            reasons[field] = why
    if why := unfit(item, channel) or _against_attached(text, item, channel, registry):
        reasons['attached'] = why
    return reasons


def _against_text(field: str, said: str, item: Described, channel: Channel,
                  registry: Registry) -> str:
    if not said.strip():
        return _('Chưa nhập nội dung.')
    if any(sign in said for sign in channel.unsaid):
        return _('Kênh này không nhận các ký tự ${signs}.', mapping={
            'signs': ' '.join(channel.unsaid)})
    is_whole = field == 'text' and channel.has_link
    whole = said_with(said, address_of(item, registry)) if is_whole else said
    count, most = size_of(whole, field, channel), channel.most[field]
    if count <= most:
        return ''
    mapping = {'count': count, 'most': most}
    if channel.codecs.get(field) == 'utf-8':
        return _('Đang có ${count} byte, kể cả địa chỉ tin, bài; kênh này nhận tối đa ${most}.',
                 mapping=mapping) if is_whole else _(
            'Đang có ${count} byte, kênh này nhận tối đa ${most}.', mapping=mapping)
    return _('Đang có ${count} ký tự, kể cả địa chỉ tin, bài; kênh này nhận tối đa ${most}.',
             mapping=mapping) if is_whole else _(
        'Đang có ${count} ký tự, kênh này nhận tối đa ${most}.', mapping=mapping)


def _against_attached(text: PostText, item: Described, channel: Channel,
                      registry: Registry) -> str:
    film, image = film_of(item), picture_of(item)
    if film is not None and text.attached == item.__oid__:
        return _against_film(film, channel)
    if image is None or text.attached != image.__oid__:
        return ''
    shared: ISharedPictures = registry.getUtility(ISharedPictures)
    size = shared.size(image)
    if size is None:
        return _BUSY
    if size > channel.most_bytes:
        return _(_TOO_LARGE, mapping={'most': channel.most_bytes // _KB})
    return ''


def _against_film(film: StoredFilm, channel: Channel) -> str:
    if film.waiting or film.malware:
        return _('Tệp phim chưa được quét mã độc hoặc có mã độc nên chưa đăng được.')
    if channel.film_types and film.mimetype not in channel.film_types:
        return _('Kênh này không nhận định dạng của tệp phim; hãy dùng MP4.')
    if film.size > channel.most_film:
        return _('Tệp phim lớn hơn ${most} MB, kênh này không nhận.', mapping={
            'most': channel.most_film // _KB ** 2})
    return ''


def proposed(item: Described, channel: Channel) -> PostText:
    """Return the post that is proposed of ``item``: its title and summary as they are."""
    title, summary = str(item.title), str(getattr(item, 'summary', ''))
    text = summary if 'title' in channel.most else f'{title}\n\n{summary}'.strip()
    return written(item, {'title': title, 'text': text}, channel)


def written(item: Described, given: Mapping[str, str], channel: Channel) -> PostText:
    """Return the post that ``given`` makes, about ``item`` as it is."""
    return PostText(
        given.get('title', '') if 'title' in channel.most else '', given.get('text', ''),
        *attached(item, channel), None, current(item))
