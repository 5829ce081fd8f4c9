"""The tabs of a page: five beside one another, the rest behind «Thêm»."""
from collections.abc import Sequence

from ...base.i18n import _
from .links import Link

MOST_TABS = 5


class Tabs:
    """The tabs of one page.  ``tabs``: all of them, as ``Link``; subclasses say which."""

    tabs: Sequence[Link] = ()
    #: The tab that holds the rest.
    more = _('Thêm', context='tabs')

    @property
    def first_tabs(self) -> list[Link]:
        """The tabs that stand beside one another: the first, and the present one among them."""
        first, rest = self.tabs[:MOST_TABS], self.tabs[MOST_TABS:]
        present = [each for each in rest if each.current]
        return [*first[:MOST_TABS - len(present)], *present]

    @property
    def more_tabs(self) -> list[Link]:
        """The other tabs."""
        first = self.first_tabs
        return [each for each in self.tabs if each not in first]

    @property
    def tab(self) -> str:
        """The title of the present tab, ``''`` for a page that is none."""
        return next((each.title for each in self.tabs if each.current), '')
