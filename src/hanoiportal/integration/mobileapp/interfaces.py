"""What phones may ask for, and which of them are told of something."""
from __future__ import annotations

from typing import TYPE_CHECKING

from zope.interface import Interface

from ...base.errors import Refused

if TYPE_CHECKING:
    from ...base.interfaces import ISite

#: Names below ``/.well-known``.
ANDROID, APPLE = 'assetlinks.json', 'apple-app-site-association'
#: Name of the receiver and of the channel, which are stored.
RECEIVER, BY_APP = 'hanoiso', 'app'
#: Scope of the service account of an app.
DEVICES_WRITE = 'devices:write'
#: Of what a device is told.
CASE, SUBSCRIPTION = KINDS = 'case', 'subscription'
#: Devices that are told of one thing; characters of the app's name of a device.
MOST, LONGEST = 10, 500


class CannotRegister(Refused[str]):
    """Raised with ``reasons``: ``{field or '': translatable}``; nothing has changed."""


class IAppFiles(Interface):
    """``{name below /.well-known: JSON}``, a ``dict``, empty without an app; a utility."""


class IAppDevices(Interface):
    """Devices that the push service of an app reaches, an adapter of any resource.  They lie in
    ``interactions``, the app's names of them sealed.  Never commits.
    """

    def register_case(account: str, site: ISite, device: str, code: str, secret: str) -> str:
        """Let ``device`` be told of the case that ``code`` and ``secret`` open; return the id of
        the row.  ``account``: id of the service account, of ``site``: that of a site reaches its
        own cases alone, that of the city all.  Raises ``CannotRegister``, alike for all others.
        """

    def register_subscription(account: str, device: str, link: str) -> str:
        """Let ``device`` be told of what is followed by whose page the code ``link`` opens; they
        are told by the app from now on.  Raises ``CannotRegister``.
        """

    def remove(account: str, number: str) -> bool:
        """Forget the row with the id ``number``, if ``account`` made it; return whether."""

    def told_of(kind: str, target: int) -> list[str]:
        """Return the app's names of the devices that are told of that."""
