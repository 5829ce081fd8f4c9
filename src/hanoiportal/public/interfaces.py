"""What other shells use of the public pages."""
from zope.interface import Attribute, Interface


class IStyleSheet(Interface):
    """The style sheet of every public page, as a utility."""

    text = Attribute('CSS, ``str``')
    address = Attribute('where it is on every host; it changes with every byte')
