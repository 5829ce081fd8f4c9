"""An item spoken by a voice of the portal, for whose device has none (clause 11)."""
from pyramid.httpexceptions import HTTPNotFound
from pyramid.response import Response

from ....base.i18n import _
from ....base.interfaces import IItem
from ....platform.media.interfaces import ISpeaker
from ....web import View, public_view
from ....web.files import PLAYED_POLICY, named
from ....web.pagecache.cache import etag_of
from ....web.pagecache.pages import CACHE_CONTROL
from ....web.routing.links import canonical, say_canonical
from ..errors.busy import busy
from ..formats.wholetext import spoken_text
from ..page.itemactions import AUDIO

_BUSY = _('Cổng đang tạo tệp âm thanh khác. Xin thử lại sau ít phút.')


class AudioView(View):
    """What a listener hears or takes along, whole or from any place on."""

    @public_view(context=IItem, name=AUDIO, cacheable=False, throttled='audio')
    def audio(self):
        """Return the MP3 or a part of it, or 503 while another one is being made.

        Nothing is spoken of what is not public, whoever asks: it would be kept.
        """
        speaker = self.request.registry.getUtility(ISpeaker)
        text = self.text
        said = spoken_text(self.context, text, self.request.registry)
        if not speaker.takes(said, text.language):
            raise HTTPNotFound
        made = speaker.recording(said, text.language)
        return busy(self.request, _BUSY) if made is None else self._answer(made)

    def _answer(self, made):
        response = Response(made, content_type='audio/mpeg', conditional_response=True)
        address = canonical(self.request, self.context, self.request.language)
        response.headers.update({
            'Accept-Ranges': 'bytes', 'Cache-Control': CACHE_CONTROL,
            'Content-Disposition': named('inline', f'{self.context.__name__}.mp3'),
            'Content-Security-Policy': PLAYED_POLICY, 'X-Content-Type-Options': 'nosniff'})
        say_canonical(response, address)
        response.etag = etag_of(made)
        return response
