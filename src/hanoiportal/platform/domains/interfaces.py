"""What the rules of host names promise, and what a register of them answers."""
from zope.interface import Interface

from ...base.interfaces import IPortal, IResource
from ...base.values import Alarm

#: Attribute of a site that was moved in: ``(label, address outside or '', decision)``, the hosts
#: that it had then and why.
CARRIED_HOST = 'carried_host'


class IDeskHostAlarms(Interface):
    """Whether a site stands where the desk does, a utility."""

    def found(portal: IPortal) -> list[Alarm]:
        """Return what is wrong; ``[]`` if nothing is."""


class IHostRules(Interface):
    """Clause 5.2, a utility."""

    def problem(label: str) -> str:
        """Return why no component site may have the host ``label`` below the city's domain,
        translatable; ``''`` if one may.
        """


class IHostPermits(Interface):
    """Whether a name was granted after a favourable opinion (clause 33.4), a utility."""

    def problem(portal: IPortal, host: str, site: IResource | None = None) -> str:
        """Return why no site may stand at ``host``, translatable, ``''`` if one may.

        ``site``: the one that is to stand there, which may have been moved in with its decision.

        ``host``: a label below the city's domain, or the whole name of a host outside of it.
        """
