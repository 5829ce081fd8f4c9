"""What the law on access to information says, for others."""
from zope.interface import Interface


class IAccessRules(Interface):
    """The ``rules.AccessRules`` of this portal, as a utility."""
