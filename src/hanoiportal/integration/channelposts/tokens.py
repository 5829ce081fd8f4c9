"""New tokens for a refresh token (RFC 6749, 6), as the channels that end them soon give them, and
what says that one is needed (RFC 6750, 3.1).

https://developers.zalo.me/docs/official-account/bat-dau/xac-thuc-va-uy-quyen-cho-ung-dung-new,
https://developers.google.com/identity/protocols/oauth2/web-server#offline and
https://developers.tiktok.com/doc/oauth-user-access-token-management.
"""
from __future__ import annotations

from collections.abc import Mapping

from ...base.profiles import number_at, text_at
from ...platform.http.interfaces import NO_ANSWER, NoAnswer
from .calling import REFRESH
from .interfaces.channels import ChannelAnswer, ChannelApi, NoAccess, Renewal

_LONGEST = 4096
#: Seconds that an access token lasts of which the answer says nothing.
UNSAID = 3600


def is_refused(answer: ChannelAnswer) -> bool:
    """Return whether the token is of no use."""
    return answer.status == 401


def renewed(api: ChannelApi, path: str, given: Mapping[str, str], ends: str = '',
            lasts: int = 0, headers: Mapping[str, str] | None = None,
            is_kept: bool = False) -> Renewal:
    """Fetch new tokens at ``path`` of the setting ``oauth``; ``given``: who asks.

    ``ends``: name of how long the refresh token lasts, ``lasts``: if the answer does not say it.
    ``is_kept``: whether the refresh token holds on if there is no other.
    Raises ``NoAccess`` if it is of no use.
    """
    answer = api.form(str(api.settings['oauth']).rstrip('/') + path, {
        **given, 'grant_type': 'refresh_token', 'refresh_token': api.secrets[REFRESH]},
        headers or {})
    if not answer.said or answer.status >= 500 or answer.status == 429:
        raise NoAnswer(NO_ANSWER)
    access, refresh = (text_at(answer.said, name, _LONGEST) for name in (
        'access_token', 'refresh_token'))
    refresh = refresh or (api.secrets[REFRESH] if is_kept else '')
    if not access or not refresh:
        raise NoAccess
    return Renewal(access, refresh, number_at(answer.said, 'expires_in', UNSAID, _LONGEST),
                   number_at(answer.said, ends, lasts, _LONGEST))
