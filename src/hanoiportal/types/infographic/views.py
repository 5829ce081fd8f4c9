"""The public page of an infographic."""
from ...kernel.tree.lookup import find_portal
from ...platform.media.leading import public_images
from ...platform.media.views import picture_of
from ...web import View, public_view
from .resource import Infographic


class InfographicView(View):
    """The sheets, and below them the same in words."""

    @public_view(context=Infographic, renderer='templates/view.pt')
    def page(self):
        """Return the values ``view.pt`` names."""
        images = public_images(find_portal(self.context), self.context.images)
        return {'title': self.text.title, 'text': self.text, 'item': self.context,
                'pictures': [picture_of(self.request, image) for image in images]}
