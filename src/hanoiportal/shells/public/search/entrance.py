"""``/mo-thu-tuc/CODE``: on to the page of a procedure, logged in if one is logged in here.

Pages that are kept for everybody lead here, since what a cookie says may not be in them.
"""
from __future__ import annotations

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.view import view_config

from ....base.interfaces import ISite
from ....integration.procedures.interfaces import ENTRANCE, IProcedureCatalogue
from ....kernel.tree.lookup import find_portal
from ....participation.identities.interfaces import MINE
from ....web import View
from ..replies.confirming import Confirming

#: Nothing of where somebody was, or of who they are, goes along.
_HEADERS = {'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer',
            'X-Robots-Tag': 'noindex, nofollow'}


class EntranceView(View):
    """The way to a procedure of the catalogue, and to nowhere else."""

    @view_config(context=ISite, name=ENTRANCE, request_method=('GET', 'HEAD'),
                 subpath=True)
    def lead_on(self) -> HTTPSeeOther:
        """Lead to the procedure, by a log-in for who has logged in by VNeID."""
        catalogue: IProcedureCatalogue = self.request.registry.getUtility(IProcedureCatalogue)
        code = '/'.join(self.request.subpath)
        found = catalogue.get(find_portal(self.context), code) if code else None
        if found is None:
            raise HTTPNotFound
        over = catalogue.hand_over
        is_led = over is not None and found.repealed is None and self._is_logged_in
        response = HTTPSeeOther(over.to(found.address) if over and is_led else found.address)
        response.headers.update(_HEADERS)
        return response

    @property
    def _is_logged_in(self) -> bool:
        found = Confirming(self.request, MINE).identity
        return bool(found is not None and found.level)
