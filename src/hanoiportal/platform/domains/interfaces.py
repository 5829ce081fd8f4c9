"""What watching over the hosts of sites promises."""
from zope.interface import Interface


class IDeskHostAlarms(Interface):
    """Whether a site stands where the desk does, a utility."""

    def found(portal):
        """Return what is wrong, each a ``values.Alarm``."""
