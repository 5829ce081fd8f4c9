"""The addresses of an item's other formats."""
import json

from pyramid.response import Response

from ....base.interfaces import IItem
from ....web import View, public_view
from ....web.routing.links import say_canonical
from ..metadata.item import AboutItem
from ..metadata.linked_data import linked_data
from .data import as_data, as_text
from .markdown import as_markdown
from .suffix import FORMATS


class FormatView(View):
    """The item as data, as linked data, as plain text, and as Markdown.

    A header tells search engines where its page is, so that none lists the text twice.
    """

    @public_view(context=IItem, name='json')
    def data(self):
        """The item as a JSON object."""
        return self._answer(_json(as_data(self._about)))

    @public_view(context=IItem, name='jsonld')
    def linked(self):
        """The item as JSON-LD, the same as in the head of its page."""
        return self._answer(_json(linked_data(self._about)))

    @public_view(context=IItem, name='txt')
    def plain(self):
        """The item as plain text."""
        return self._answer(as_text(self._about))

    @public_view(context=IItem, name='md')
    def markdown(self):
        """The item as Markdown (RFC 7763)."""
        return self._answer(as_markdown(self._about))

    @property
    def _about(self):
        return AboutItem(self.context, self.request)

    def _answer(self, text):
        mimetype = FORMATS[self.request.view_name]
        response = Response(text, content_type=mimetype, charset='utf-8')
        say_canonical(response, self._about.address)
        response.content_language = self._about.language
        return response


def _json(data):
    return json.dumps(data, ensure_ascii=False, indent=1)
