"""The settings that every channel has: where it is asked, and by whom tokens are renewed."""
from __future__ import annotations

from typing import TYPE_CHECKING

from ...base.i18n import _
from ...kernel.tree.schema import line, web_address
from .calling import REFRESH

if TYPE_CHECKING:
    import colander

#: The secrets of a channel whose tokens are renewed.
SECRETS = ('app_secret', REFRESH)


def address(owner: str, missing: str) -> colander.SchemaNode:
    """Return the field for the address of the interface, which is ``missing`` if it is empty."""
    return web_address(_('Địa chỉ API'), missing=missing, description=_of(owner))


def renewing(owner: str, api: str, oauth: str,
             oauth_owner: str = '') -> dict[str, colander.SchemaNode]:
    """Return the fields of a channel whose tokens are renewed; ``api``, ``oauth``: as above."""
    return {
        'app_secret': line(_('Khóa bí mật của ứng dụng'), required=True, longest=500),
        REFRESH: line(_('Refresh token'), required=True, longest=4096),
        'address': address(owner, api),
        'oauth': web_address(_('Địa chỉ cấp mã truy cập'), missing=oauth, description=_of(
            oauth_owner or owner))}


def _of(owner: str) -> str:
    return _('Để trống nếu là địa chỉ của ${owner}.', mapping={'owner': owner})
