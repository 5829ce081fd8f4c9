"""``/favicon.ico``: what browsers ask for without being told."""
from pathlib import Path

from pyramid.response import FileResponse

from ....base.interfaces import ISite
from ....web import View, public_view

FILE = Path(__file__).parents[1] / 'static/favicon.ico'


class IconView(View):
    """The emblem as an icon."""

    @public_view(context=ISite, name='favicon.ico', cacheable=False)
    def icon(self):
        return FileResponse(FILE, self.request, cache_max_age=86400)
