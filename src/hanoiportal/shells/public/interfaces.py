"""What other shells use of the public pages."""
from zope.interface import Attribute, Interface


class IStyleSheet(Interface):
    """The style of every kind of public page as one sheet, as a utility."""

    text: str = Attribute('CSS')
    address: str = Attribute('where it is on every host; it changes with every byte')
