"""A place: its maps, nature, history, monuments and sights, told and shown (Decree 224/2026/NĐ-CP
article 9.1.c).
"""
from typing import NamedTuple

from ....platform.media.pictures import Picture
from ....platform.media.views import picture_of
from ....types.image.resource import Image
from ....types.section import Section
from ....web import public_view
from ..lists.rows import rows_of
from ..lists.section import SectionPage
from ..page.wording import Wording
from .everything import is_fallback, split


class Figure(NamedTuple):
    """A picture of the section.  ``address``: its own page, where it is larger."""

    picture: Picture
    title: Wording
    address: str


class Place(SectionPage):
    """Pages and files of the section, and below them its pictures with their captions."""

    @public_view(context=Section, listing='place', renderer='templates/place.pt')
    def shown(self):
        images, others = split(self.context, Image)
        return self.values(
            is_fallback([*images, *others], self.page.language.tag),
            rows=rows_of(self.page, others), figures=[self._figure(image) for image in images])

    def _figure(self, image):
        return Figure(picture_of(self.request, image), self.page.say(image, 'title'),
                      self.request.link(image))
