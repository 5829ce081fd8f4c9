"""Tokens of a Zalo Official Account: a refresh token is used up by fetching new ones.

https://developers.zalo.me/docs/official-account/bat-dau/xac-thuc-va-uy-quyen-cho-ung-dung-new.
"""
from __future__ import annotations

from ...base.profiles import text_at
from ...platform.http.interfaces import NO_ANSWER, NoAnswer
from .calling import REFRESH
from .interfaces.channels import ChannelApi, NoAccess, Renewal

_PATH, _LONGEST = '/v4/oa/access_token', 4096
#: Seconds that a refresh token lasts (three months), of which the answer says nothing; that an
#: access token lasts of which it says nothing.
REFRESH_LASTS, UNSAID = 90 * 24 * 3600, 3600


def renew(api: ChannelApi) -> Renewal:
    """Fetch new tokens.  Raises ``NoAccess`` if the refresh token is of no use."""
    answer = api.form(str(api.settings['oauth']).rstrip('/') + _PATH, {
        'refresh_token': api.secrets[REFRESH], 'app_id': str(api.settings['app_id']),
        'grant_type': 'refresh_token'}, {'secret_key': api.secrets['app_secret']})
    if not answer.said or answer.status >= 500:
        raise NoAnswer(NO_ANSWER)
    access, refresh, lasts = (text_at(answer.said, name, _LONGEST) for name in (
        'access_token', 'refresh_token', 'expires_in'))
    if not access or not refresh:
        raise NoAccess
    return Renewal(access, refresh, int(lasts) if lasts.isdecimal() else UNSAID, REFRESH_LASTS)
