"""Who answers for what a page says; never a log-in."""
from functools import cached_property


class Origin:
    """The people and bodies that the ``Layout`` ``page`` names."""

    def __init__(self, page):
        self._page = page

    @cached_property
    def owner(self):
        """The body whose site it is."""
        return self._page.say(self._page.site, 'owner', 'title').text

    @property
    def author(self):
        """The person who is named as its author, empty if nobody is."""
        return self._first('author')

    @property
    def source(self):
        """The body that the information was taken from, empty if none is named."""
        return self._first('source_agency')

    @property
    def creator(self):
        """The author; else the body that the information comes from."""
        return self._first('author') or self._first('source_agency', 'owner_unit') or self.owner

    @property
    def publisher(self):
        """The body that issued it; else the owner of the site."""
        return self._first('issuer') or self.owner

    @property
    def contributor(self):
        """The owner of the site where somebody else made the information, else empty."""
        return self.owner if self.creator != self.owner else ''

    def _first(self, *names):
        page = self._page
        return page.say(page.context, *names).text if page.is_resource else ''
