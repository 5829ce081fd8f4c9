"""What all blocks have in common: a title, sources, and whether there is something to show."""
from pyramid.decorator import reify

from ....base.interfaces import IContainer, IItem, ISite
from ....discovery.catalog.interfaces import ICatalog
from ....types.homepage.checks import found_at
from ....types.homepage.kinds import ASIDE, KINDS, MAIN, WIDE
from ..page.wording import Wording

#: Code of the section that a block leads to of itself.
ABOUT = 'gioi-thieu'
_LOOKS = {MAIN: 'news', ASIDE: 'panel', WIDE: 'band'}


class ShownBlock:
    """A ``Block`` on the page of the ``Layout`` ``page``.

    ``macro``: name of its macro.  ``number``: its place, from 1; of it the ids are made.
    ``column``: where it stands.
    """

    macro = ''

    def __init__(self, page, block, number):
        self.page = page
        self.block = block
        self.number = number
        self.column = block.column

    @property
    def is_shown(self):
        """Whether there is anything to show; what is empty and does not help vanishes."""
        return True

    @property
    def look(self):
        """Class of its section in the style sheet."""
        return _LOOKS[self.column]

    @property
    def width(self):
        """Class of what stands in the section: as wide as the page's text, or ``None``."""
        return 'wide' if self.column == WIDE else None

    @reify
    def title(self):
        """``Wording`` of the heading."""
        return self.said(self.block.title, self.block.title_en) or Wording(
            self.page.request.localizer.translate(KINDS[self.block.kind].title), None)

    def said(self, vietnamese, english):
        """Return the ``Wording`` of a text that the block has in two languages, or ``None``."""
        if self.page.language.tag == 'en' and english:
            return Wording(english, None)
        if vietnamese:
            return Wording(vietnamese, None if self.page.tag == 'vi' else 'vi')
        return None

    @reify
    def sources(self):
        """The sections and listed items that the block draws on, in its order."""
        found = (found_at(self.page.site, source) for source in self.block.sources)
        return [each for each in found if each is not None]

    @reify
    def sections(self):
        """The sections among ``sources``."""
        return [each for each in self.sources if IContainer.providedBy(each)
                and not IItem.providedBy(each)]

    @reify
    def more(self):
        """Address of the first section that the block draws on, ``None`` if it draws on none or
        on a whole site.
        """
        first = next(iter(self.sections), None)
        return None if first is None or ISite.providedBy(first) else self.page.request.link(first)

    @reify
    def catalog(self):
        """The ``ICatalog`` of the request."""
        return self.page.request.service(ICatalog)
