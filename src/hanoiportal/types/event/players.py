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


def _player_of(address: str) -> str:
    for pattern, player in _PLAYERS:
        found = pattern.match(address)
        if found:
            return player.format(id=found[1], address=quote(address, safe=''))
    return ''
