"""The public page of a recording, and the recording itself."""
from ...platform.media.views import player
from ...web import View, public_view
from ...web.files import VIEW_NAME, file_response
from .resource import Audio


class AudioView(View):
    """The browser's own player: nothing begins by itself."""

    @public_view(context=Audio, renderer='templates/view.pt')
    def page(self):
        """Return the values ``view.pt`` names."""
        return {'title': self.text.title, 'text': self.text, 'item': self.context,
                'player': player(self.request, self.context, self.context.file)}

    @public_view(context=Audio, name=VIEW_NAME, cacheable=False)
    def content(self):
        """Return the recording."""
        return file_response(self.request, self.context.file)
