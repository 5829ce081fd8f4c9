"""What watching promises, and what a feature that wants to be watched gives it."""
from collections.abc import Callable

from pyramid.registry import Registry
from zope.interface import Attribute, Interface

from ...base.interfaces import IPortal

#: Given the registry and the portal, returns what is wrong or ``''``; see ``IChecks``.
Check = Callable[[Registry, 'IPortal | None'], str]


class IChecks(Interface):
    """What is asked when somebody wants to know whether the portal is well; a utility.

    A *check* is ``check(registry, portal)`` and returns ``''``, or one line of English that says
    what is wrong, for who runs the portal: without names, addresses or texts of people.
    ``portal``: read from a connection of the check's own, ``None`` if there is none or the
    database does not answer.  It neither writes nor commits, and takes milliseconds: strangers can
    cause it.  What it raises is wrong too, and logged.
    """

    def add(name: str, check: Check, ready: bool = False) -> None:
        """Keep ``check``; ``ready``: this process must not be sent requests while it is wrong."""

    def wrong(registry: Registry, ready: bool = False) -> dict[str, str]:
        """Return ``{name: line}`` of what is wrong now; ``ready``: only what must be ready.

        The answer may be two seconds old.
        """


class IHeartbeat(Interface):
    """Whether the scheduler of this process goes round; a utility."""

    lag: float = Attribute('seconds since it has last looked, or since this process began')
