"""What a post is made of: the item's version, address and picture."""
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol, cast

from ...base.i18n import _
from ...base.settings import ISettings
from ...kernel.tree.lookup import find_portal, is_listed, public_address
from ...platform.media.interfaces import ISharedPictures
from .interfaces import PostText

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IResource
    from ...kernel.tree.resources import Described
    from .interfaces.channels import Channel

_NO_PICTURE = _('Kênh này cần ảnh: hãy thêm ảnh công khai vào tin, bài.')
_TOO_LARGE = _('Ảnh lớn hơn ${most} KB, kênh này không nhận.')
_BUSY = _('Máy chủ đang bận xử lý ảnh khác. Hãy thử lại sau ít phút.')


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


def address_of(item: Described, registry: Registry) -> str:
    """Return the address of ``item`` for readers."""
    return public_address(cast('IResource', item), registry.getUtility(ISettings))


def picture_of(item: Described) -> _Image | None:
    """Return the image that leads ``item``, if readers see one."""
    lead = getattr(item, 'lead_image', None)
    found: _Image | None = None if lead is None else lead(find_portal(cast('IResource', item)))
    return found


def picture_address(item: Described, picture: int, registry: Registry) -> str:
    """Return the address of the rendition of the image with that object id; ``''`` for none."""
    image = find_portal(cast('IResource', item)).__objectmap__.object_for(picture)
    if not picture or image is None:
        return ''
    shared: ISharedPictures = registry.getUtility(ISharedPictures)
    address = public_address(image, registry.getUtility(ISettings)).rstrip('/')
    return f'{address}/{shared.path(image)}'


def reasons_against(text: PostText, item: Described, channel: Channel,
                    registry: Registry) -> Mapping[str, str]:
    """Return ``{field: translatable}`` of what the channel would not take; nothing is cut."""
    reasons: dict[str, str] = {}
    for field, most in channel.most.items():
        said = getattr(text, field)
        if not said.strip():
            reasons[field] = _('Chưa nhập nội dung.')
        elif len(said) > most:
            reasons[field] = _('Đang có ${count} ký tự, kênh này nhận tối đa ${most}.', mapping={
                'count': len(said), 'most': most})
    if channel.needs_picture and (why := _against_picture(item, channel, registry)):
        reasons['picture'] = why
    return reasons


def _against_picture(item: Described, channel: Channel, registry: Registry) -> str:
    image = picture_of(item)
    if image is None:
        return _NO_PICTURE
    shared: ISharedPictures = registry.getUtility(ISharedPictures)
    size = shared.size(image)
    if size is None:
        return _BUSY
    if size > channel.most_bytes:
        return _(_TOO_LARGE, mapping={'most': channel.most_bytes // 1024})
    return ''


def proposed(item: Described, channel: Channel) -> PostText:
    """Return the post that is proposed of ``item``: its title and summary as they are."""
    title, summary = str(item.title), str(getattr(item, 'summary', ''))
    text = summary if 'title' in channel.most else f'{title}\n\n{summary}'.strip()
    return written(item, {'title': title, 'text': text}, channel)


def written(item: Described, given: Mapping[str, str], channel: Channel) -> PostText:
    """Return the post that ``given`` makes, about ``item`` as it is."""
    image = picture_of(item) if channel.needs_picture else None
    return PostText(
        given.get('title', '') if 'title' in channel.most else '', given.get('text', ''),
        0 if image is None else image.__oid__, '' if image is None else image.image.sha256,
        None, current(item))
