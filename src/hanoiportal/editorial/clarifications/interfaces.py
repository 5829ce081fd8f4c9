"""What clarifications promise to their callers."""
from __future__ import annotations

from typing import TYPE_CHECKING

from zope.interface import Interface

if TYPE_CHECKING:
    import datetime

    from ...base.interfaces import IPortal, IResource
    from .resource import Clarification

#: Characters of a question, of an answer, of what is shown of the text, and of a name.
LONGEST, LONGEST_SHOWN, LONGEST_NAME = 10_000, 20_000, 200
#: How a question is put: the portal mails a link, or somebody has written or called.
MAIL, LETTER, CALL = 'mail', 'letter', 'call'


class IClarifying(Interface):
    """Asks the provider of a text, or a specialised unit, to clear something up (14.1).

    Never commits.  ``document``: an item or translation; what is asked belongs to its version in
    work, which goes no further while a question is open.
    """

    def reasons_against_asking(document: IResource) -> list[str]:
        """Return why the asker cannot ask anything about ``document``; ``[]`` if they can."""

    def ask(
            document: IResource, actor: str, name: str, address: str, question: str,
            due: datetime.datetime | None, shown: str = '', whole: bool = False,
            way: str = MAIL, reference: str = '', is_body: bool = False) -> Clarification:
        """Ask ``name`` at the e-mail ``address`` by a link that opens once; return what
        is kept of it.

        ``way``: ``LETTER`` or ``CALL`` for a question that was put otherwise: nothing is mailed,
        and ``reference`` names the letter, or the day and hour of the call.  ``is_body``: whether
        ``name`` is a body, which is addressed as such.

        ``due``: aware UTC, in the future; ``None`` is refused.  ``shown``: the part of the text
        that is shown with the question; ``whole``: show the whole version.
        Raises ``errors.Refused``.
        """

    def cancel(document: IResource, number: int, actor: str) -> None:
        """Take the question back; its link opens nothing any more.  Raises ``Refused``."""

    def new_link(document: IResource, number: int, actor: str) -> str:
        """Return the token of a new link of the open question, to be handed on; the link before
        opens nothing any more.  Raises ``Refused``.
        """

    def record(
            document: IResource, number: int, actor: str, text: str, name: str,
            position: str = '', reference: str = '') -> None:
        """Keep the answer that ``name`` gave by letter or telephone, as ``actor`` has it;
        ``reference``: as of ``ask``.  Raises ``Refused``.
        """

    def find(portal: IPortal, key: str) -> tuple[IResource, Clarification] | None:
        """Return ``(document, Clarification)`` of the open question whose link has the token with
        ``key``, as ``security.tokens.key_of`` gives it.

        ``None`` for a wrong one, and just so for one that is used, taken back or too old.
        """

    def answer(
            portal: IPortal, key: str, text: str, name: str = '', position: str = '',
            identity: object = None) -> None:
        """Keep the answer of whoever has the link; it does not open again.

        ``identity``: who they are, the ``identities.resource.Identity`` that was confirmed.
        Raises ``Refused``; ``LookupError`` where ``find`` gives ``None``.
        """
