"""The page that compares the public versions on both sides of each major change."""
from typing import NamedTuple

from pyramid.httpexceptions import HTTPNotFound

from ....base.i18n import _
from ....base.interfaces import IItem
from ....content.versions.interfaces import IVersions
from ....kernel.tree.lookup import work_of
from ....web import View, public_view
from ..page.citation import UPDATES
from ..page.dates import machine_moment, shown_moment

#: Changes that the page shows, the last ones.
MOST = 10


class ShownChange(NamedTuple):
    """A major change.  ``machine``, ``shown``: its moment, for programs and for people.
    ``fields``: of ``versions.comparing.FieldChange``.
    """

    machine: str
    shown: str
    note: str
    fields: list[object]


class Updates(View):
    """The changes of one text, the last one first."""

    @public_view(context=IItem, name=UPDATES, renderer='templates/updates.pt')
    def page(self):
        """Return the values ``updates.pt`` names; there is no such page where nothing is told, or
        the item is another site's.
        """
        text, versions = self.text, self.request.service(IVersions)
        is_own = work_of(self.context) is self.context
        told = versions.told(text)[:MOST] if is_own else []
        if not told:
            raise HTTPNotFound
        tag = self.request.language.tag
        return {
            'title': _('${title}: nội dung đã cập nhật', mapping={'title': text.title}),
            'name': text.title, 'lang': text.language, 'item': self.context,
            'address': self.request.link(self.context),
            'changes': [ShownChange(machine_moment(each.moment), shown_moment(each.moment, tag),
                              each.note, versions.differences(text, each)) for each in told]}
