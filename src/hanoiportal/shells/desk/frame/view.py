"""The base of the desk's pages."""
import json

from pyramid.httpexceptions import HTTPForbidden

from ....web import View
from .currentuser import current_user_of
from .links import desk_path, see

#: Flashes travel in the cookie, which holds 4 KB: in JSON, where a Vietnamese letter may be six
#: bytes, and in base64, which makes four of three.
LONGEST_FLASH = 200
#: Bytes of JSON of those that wait in one queue; the oldest give way.
LARGEST_FLASHES = 1250
DONE, REFUSED = 'info', 'error'


class DeskView(View):
    """A page of the desk; its template uses the macro ``master`` and fills ``main``."""

    def flash(self, text, queue=DONE):
        """Say ``text``, translatable, on the next page; ``queue``: ``DONE`` or ``REFUSED``."""
        flash(self.request, text, queue)

    def path(self, resource, view='', /, **query):
        """Return the address of ``view`` of ``resource`` in the desk."""
        return desk_path(self.request, resource, view, **query)

    def see(self, resource, view='', /, **query):
        """Return a redirect to ``view`` of ``resource`` in the desk."""
        return see(self.request, resource, view, **query)


class OwnView(DeskView):
    """A page of what is the asker's own, wherever they work: below no place of the tree.

    It is declared with ``permission=NO_PERMISSION_REQUIRED, deed=None``; who works nowhere is
    refused here, and a one-time password opens nothing.
    """

    def __init__(self, context, request):
        super().__init__(context, request)
        self.asker = current_user_of(request)
        if context is not request.virtual_root or not self.asker.works:
            raise HTTPForbidden


def flash(request, text, queue=DONE):
    """Say ``text`` on the next page that the asker opens: as text, never as markup."""
    said = request.localizer.translate(text)
    if len(said) > LONGEST_FLASH:
        said = said[:LONGEST_FLASH] + '…'
    waiting = [*request.session.pop_flash(queue), said]
    while len(waiting) > 1 and len(json.dumps(waiting)) > LARGEST_FLASHES:
        del waiting[0]
    for each in waiting:
        request.session.flash(each, queue)
