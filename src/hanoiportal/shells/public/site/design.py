"""``/_design``: every component of the design in each of its states and colours, for developers.

There on development hosts alone; elsewhere the address leads nowhere.
"""
from pyramid.httpexceptions import HTTPNotFound

from ....base.interfaces import ISite
from ....web import View, public_view
from ....web.display import THEMES
from ..page.drawings import DRAWINGS
from ..page.stylesheet import DESIGN, SWATCHES

#: Each palette that can be chosen, and what it is called there.
SIDES = tuple(zip(THEMES[1:], ('Nền sáng', 'Nền tối', 'Tương phản cao'), strict=True))


class DesignView(View):
    """The living page of the design system."""

    @public_view(context=ISite, name='_design', renderer='templates/design.pt', cacheable=False,
                 counted=False)
    def design(self):
        """Show the components.  Raises ``HTTPNotFound`` on hosts that readers know."""
        if not self.request.address.development:
            raise HTTPNotFound
        return {'title': 'Hệ thiết kế', 'noindex': True, 'sides': SIDES, 'swatches': SWATCHES,
                'drawings': tuple(DRAWINGS), 'sheet': DESIGN.address}
