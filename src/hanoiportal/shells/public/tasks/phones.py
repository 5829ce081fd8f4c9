"""Số điện thoại cần thiết: whom to call at once, and the switchboard of the city."""
from typing import NamedTuple

from ....base.i18n import DEFAULT, _
from ....base.interfaces import ISite
from ....types.channel.resource import Channel
from ....web import View, public_view
from ..lists.rows import in_order
from ..page.layout import Layout
from ..page.navigation import CHANNELS
from ..page.wording import Wording
from ..site.contact import dialled
from . import ITaskData

PHONES = 'dien-thoai-can-thiet'
#: The kind of channels that one calls.
HOTLINE = 'tong-dai'


class Number(NamedTuple):
    """A number and who answers."""

    name: Wording
    number: str
    dialled: str


class PhonesPage(View):
    """The numbers of emergencies, of the site and of its registered call centres."""

    @public_view(context=ISite, name=PHONES, renderer='templates/phones.pt')
    def page(self):
        """Return what ``phones.pt`` names."""
        page = Layout(self.context, self.request, {})
        return {'title': _('Số điện thoại cần thiết'), 'emergencies': self._emergencies(page),
                'centres': self._centres(page), 'sites': self.request.link(page.portal['sites']),
                'description': _('Số gọi khẩn cấp 113, 114, 115 và tổng đài của thành phố Hà '
                                 'Nội.')}

    def _emergencies(self, page) -> list[Number]:
        rows = self.request.registry.getUtility(ITaskData)['phones']
        name = 'name_en' if page.tag == 'en' else 'name_vi'
        return [Number(Wording(row[name], None), row['number'], dialled(row['number']))
                for row in rows]

    def _centres(self, page) -> list[Number]:
        section = page.site.get(CHANNELS)
        items = [] if section is None else in_order(section, DEFAULT)
        return [Number(page.say(item, 'title'), item.contact, dialled(item.contact))
                for item in items if isinstance(item, Channel) and item.kind == HOTLINE
                and dialled(item.contact)]
