"""One article of a document, at an address of its own."""
from zope.interface import implementer

from ...base.i18n import DEFAULT
from ...base.interfaces import IResource
from ...kernel.tree.interfaces import NOTHING


@implementer(IResource)
class Article:
    """Điều: an article as a place below its document.  It is not stored: the text is the truth.

    ``part``, ``provision``, ``above``: as in ``reading.Reading.articles``.
    """

    language = DEFAULT
    translations = local_roles = NOTHING
    summary = ''

    def __init__(self, document, part, provision, above):
        self.__parent__ = document
        self.__name__ = provision.anchor
        self.part = part
        self.provision = provision
        self.above = above

    @property
    def title(self):
        """Mark and title as printed; in full, so that it says of which document."""
        return f'{self.short_title} {self.provision.text}'.strip()

    @property
    def short_title(self):
        name = self.provision.name
        return name if self.part.main else f'{name} {self.part.name}'

    @property
    def state(self):
        return self.__parent__.state

    @property
    def is_public(self):
        return self.__parent__.is_public
