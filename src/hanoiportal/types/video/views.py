"""The public page of a video, the film itself, and its captions."""
from urllib.parse import urlsplit

from ...kernel.tree.lookup import find_portal
from ...kernel.tree.names import CAPTIONS, SIGNED
from ...platform.media.views import picture_of, player
from ...web import View, public_view
from ...web.files import VIEW_NAME, file_address, file_response
from .resource import Video


class VideoView(View):
    """The browser's own player: nothing begins by itself, and no other host is asked."""

    @public_view(context=Video, renderer='templates/view.pt')
    def page(self):
        """Return the values ``view.pt`` names."""
        item, image = self.context, self.context.lead_image(find_portal(self.context))
        return {'title': self.text.title, 'text': self.text, 'item': item,
                'player': player(self.request, item, item.file),
                'signed': player(self.request, item, item.signed, SIGNED),
                'captions': item.captions and file_address(
                    self.request, item, item.captions, CAPTIONS),
                'poster': image and picture_of(self.request, image).address,
                'host': urlsplit(item.url).hostname}

    @public_view(context=Video, name=VIEW_NAME, cacheable=False)
    def content(self):
        """Return the film."""
        return file_response(self.request, self.context.file)

    @public_view(context=Video, name=CAPTIONS, cacheable=False)
    def captions(self):
        """Return the captions."""
        return file_response(self.request, self.context.captions)

    @public_view(context=Video, name=SIGNED, cacheable=False)
    def signed(self):
        """Return the film in sign language."""
        return file_response(self.request, self.context.signed)
