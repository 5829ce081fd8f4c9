"""What watching over the hosts of sites promises."""
from zope.interface import Interface

from ...base.interfaces import IPortal
from ...base.values import Alarm


class IDeskHostAlarms(Interface):
    """Whether a site stands where the desk does, a utility."""

    def found(portal: IPortal) -> list[Alarm]:
        """Return what is wrong; ``[]`` if nothing is."""
