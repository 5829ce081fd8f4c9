"""The base of the desk's pages."""
from pyramid.httpexceptions import HTTPForbidden, HTTPSeeOther

from ....base.interfaces import IResource
from ....web import View
from ...frame.flashes import DONE, REFUSED, flash
from .currentuser import current_user_of
from .links import desk_path, see

__all__ = ['DONE', 'REFUSED', 'DeskView', 'OwnView', 'flash']


class DeskView(View):
    """A page of the desk; its template uses the macro ``master`` and fills ``main``."""

    def flash(self, text: str, queue: str = DONE) -> None:
        """Say ``text``, translatable, on the next page; ``queue``: ``DONE`` or ``REFUSED``."""
        flash(self.request, text, queue)

    def path(self, resource: IResource, view: str = '', /, **query: object) -> str:
        """Return the address of ``view`` of ``resource`` in the desk."""
        return desk_path(self.request, resource, view, **query)

    def see(self, resource: IResource, view: str = '', /, **query: object) -> HTTPSeeOther:
        """Return a redirect to ``view`` of ``resource`` in the desk."""
        return see(self.request, resource, view, **query)


class OwnView(DeskView):
    """A page of what is the asker's own, wherever they work: below no place of the tree.

    It is declared with ``permission=NO_PERMISSION_REQUIRED, working_permission=None``; who works
    nowhere is refused here, and a one-time password opens nothing.
    """

    def __init__(self, context, request):
        super().__init__(context, request)
        self.asker = current_user_of(request)
        if context is not request.virtual_root or not self.asker.works:
            raise HTTPForbidden
