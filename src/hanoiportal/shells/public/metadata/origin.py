"""Who answers for what a page says; never a log-in."""
from pyramid.decorator import reify

from ....kernel.tree.lookup import find_site, work_of


class Origin:
    """The people and bodies that the ``Layout`` ``page`` names for ``resource``.

    ``resource``: what it shows or lists, ``None`` if it is no page of a resource.
    """

    def __init__(self, page, resource):
        self._page = page
        self._resource = resource

    @reify
    def owner(self):
        """The body whose site it is."""
        site = self._page.site if self._resource is None else find_site(work_of(self._resource))
        return self._page.say(site, 'owner', 'title').text

    @reify
    def author(self):
        """The person who is named as its author, empty if nobody is."""
        return self._first('author')

    @reify
    def source(self):
        """The body that the information was taken from, empty if none is named."""
        return self._first('source_agency')

    @reify
    def creator(self):
        """The author; else the body that the information comes from."""
        return self._first('author') or self._first('source_agency', 'owner_unit') or self.owner

    @reify
    def publisher(self):
        """The body that issued it; else the owner of the site."""
        return self._first('issuer') or self.owner

    @reify
    def contributor(self):
        """The owner of the site where somebody else made the information, else empty."""
        return self.owner if self.creator != self.owner else ''

    def _first(self, *names):
        return '' if self._resource is None else self._page.say(self._resource, *names).text
