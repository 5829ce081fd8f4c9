"""What previews promise to the shells."""
from __future__ import annotations

from typing import TYPE_CHECKING

from zope.interface import Interface

if TYPE_CHECKING:
    from ...base.interfaces import IPortal, IResource
    from .resource import PreviewLink

#: A link opens for at most so many days.
LONGEST_DAYS = 14
#: What has become of a link.
OPEN, REVOKED, EXPIRED, CLOSED = 'open', 'revoked', 'expired', 'closed'


class IPreviewing(Interface):
    """Lets people without an account see a version that is not public, by links that can be taken
    back.  Never commits.
    """

    def reasons_against(document: IResource) -> list[str]:
        """Return why the asker may make no link to ``document``, an item or a translation; ``[]``
        if they may.
        """

    def make(document: IResource, actor: str, days: int, pinned: bool = False) -> str:
        """Return the token of a new link to the version in work of ``document``.

        ``days``: how long it opens, from 1 to ``LONGEST_DAYS``.  ``pinned``: whether it shows this
        version alone and closes when that is changed.  The token, 43 characters that are safe in
        a fragment, is kept nowhere; only its SHA-256 is.  Raises ``errors.Refused``.
        """

    def links(document: IResource) -> list[tuple[PreviewLink, str]]:
        """Return each link to ``document`` with its status, the newest first."""

    def revoke(document: IResource, number: int, actor: str) -> None:
        """Let the link of that number open nothing any more.

        Whoever may make one may do it, and who made it.  Raises ``errors.Refused``.
        """

    def find(portal: IPortal, key: str) -> IResource | None:
        """Return the document that the link whose token has ``key`` opens, or ``None``.

        ``key``: as ``security.tokens.key_of`` gives it.

        Open is a link that is not revoked and not expired, as long as the text is being worked on
        and its maker may still see it.
        """
