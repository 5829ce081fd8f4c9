"""Players of channels: which page of a platform shows the picture at an address (ADR 111).

Pure: the portal asks no platform for anything.  A page holds the address of the player as data;
``player.js`` makes a frame of it once a reader has asked for it.
"""
import re
from typing import NamedTuple
from urllib.parse import quote, urlsplit

#: What an address begins with and has of the picture, and where the player is: ``{id}`` stands
#: for what was found, ``{address}`` for the address itself.
_PLAYERS = tuple((re.compile(pattern), player) for pattern, player in (
    (r'https?://(?:(?:www|m)\.)?youtube\.com/(?:watch\?(?:[^#]*&)?v=|live/|embed/)([\w-]{11})\b',
     'https://www.youtube-nocookie.com/embed/{id}?autoplay=1'),
    (r'https?://youtu\.be/([\w-]{11})\b',
     'https://www.youtube-nocookie.com/embed/{id}?autoplay=1'),
    (r'https?://(?:(?:www|m)\.)?facebook\.com/[\w.-]+/videos/(?:[\w.-]+/)?(\d+)\b',
     'https://www.facebook.com/plugins/video.php?href={address}&autoplay=true')))

#: First steps of addresses that name no account, by the hosts of platforms.
_NO_ACCOUNTS = {
    'youtube.com': frozenset({'watch', 'live', 'embed', 'shorts', 'playlist'}),
    'facebook.com': frozenset({'watch', 'video.php', 'live', 'reel', 'share', 'plugins', 'events',
                               'groups', 'profile.php'}),
    'tiktok.com': frozenset({'embed', 't', 'v'})}


class Picture(NamedTuple):
    """A moving picture on a channel.  ``address``: there; ``host``: of that.

    ``player``: address of the page that plays it, ``''`` where none is known; ``plays``: the host
    of that, ``''`` likewise.
    """

    address: str
    host: str
    player: str
    plays: str


def picture_at(address: str) -> Picture:
    """Return the ``Picture`` at ``address``.

    >>> picture_at('https://youtu.be/abcdefghijk').plays
    'www.youtube-nocookie.com'
    >>> picture_at('https://phim.vidu.vn/1').player
    ''
    """
    player = _player_of(address)
    return Picture(address, urlsplit(address).hostname or '', player,
                   urlsplit(player).hostname or '')


def is_of_channel(address: str, channel: str) -> bool:
    """Return whether what is at ``address`` may be of the ``channel`` at the other: the same host,
    and the same account where both name one.

    >>> page = 'https://www.facebook.com/tphanoi/'
    >>> [is_of_channel(f'https://facebook.com/{path}', page)
    ...  for path in ('TPHaNoi/videos/1', 'nguoikhac/videos/1', 'watch/?v=1')]
    [True, False, True]
    """
    accounts = {_account(each) for each in (address, channel)} - {''}
    return host_of(address) == host_of(channel) and len(accounts) <= 1


def host_of(address: str) -> str:
    """Return the host of ``address`` without what it has before it for telephones."""
    host = (urlsplit(address).hostname or '').removeprefix('www.').removeprefix('m.')
    return {'youtu.be': 'youtube.com'}.get(host, host)


def _account(address: str) -> str:
    """Return the account that ``address`` on a platform names, ``''`` for none."""
    host, steps = host_of(address), [each for each in urlsplit(address).path.split('/') if each]
    if host not in _NO_ACCOUNTS or not steps or urlsplit(address).hostname == 'youtu.be':
        return ''
    first = steps[0].casefold()
    if first in ('channel', 'c', 'user') and len(steps) > 1:
        return f'{first}/{steps[1].casefold()}'
    return '' if first in _NO_ACCOUNTS[host] else first


def _player_of(address: str) -> str:
    for pattern, player in _PLAYERS:
        found = pattern.match(address)
        if found:
            return player.format(id=found[1], address=quote(address, safe=''))
    return ''
