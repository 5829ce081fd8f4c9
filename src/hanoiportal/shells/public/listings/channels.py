"""The official channels of an agency, by kind, and links (clause 4.2.b)."""
import re
from typing import NamedTuple
from urllib.parse import urlsplit

from ....base.clock import shown_date
from ....base.i18n import DEFAULT, _
from ....types.channel.resource import KINDS, Channel
from ....types.link.resource import Link
from ....types.section import Section
from ....web import public_view
from ..formats.opendata import OPEN_DATA, OwnData, own_data
from ..lists.rows import rows_of
from ..lists.section import SectionPage
from ..page.wording import Wording

_MAIL = re.compile(r'[\w.+-]+@[A-Za-z0-9.-]+', re.ASCII)
_PHONE = re.compile(r'[+(]?[0-9][0-9 .()-]{2,30}')


class ChannelCard(NamedTuple):
    """A channel as readers see it.  ``url``, ``host``: where it is, ``''`` if it is no URL.

    ``reached``: address that ``contact`` leads to, ``None`` if it is neither mail nor telephone.
    ``permit``: number, day and authority of its permission, ``''`` for a link.
    """

    title: Wording
    summary: Wording
    address: str
    url: str
    host: str
    contact: str
    reached: str | None
    owner: str
    permit: str
    lang: str | None


class ChannelsPage(SectionPage):
    """Cards of channels, one group for each kind that there is."""

    @public_view(context=Section, listing='channels', renderer='templates/channels.pt')
    def listing(self):
        items, fallback = self.in_order
        groups = [(title, [self._card(item) for item in items
                           if isinstance(item, Channel) and item.kind == kind])
                  for kind, title in KINDS]
        links = [self._card(item) for item in items if isinstance(item, Link)]
        others = [item for item in items if not isinstance(item, (Channel, Link))]
        return self.values(
            fallback, rows=items, others=rows_of(self.page, others), own=self._own(),
            groups=[(title, cards) for title, cards in (*groups, (_('Liên kết'), links))
                    if cards])

    def _own(self) -> OwnData | None:
        """Return the data of the site itself, in the section for data alone."""
        is_here = self.context.__name__ == OPEN_DATA
        return own_data(self.page) if is_here else None

    def _card(self, item):
        host, contact = urlsplit(item.url).hostname or '', getattr(item, 'contact', '')
        return ChannelCard(
            self.page.say(item, 'title'), self.page.say(item, 'summary'),
            self.request.link(item), item.url, host, contact, _reached(contact),
            getattr(item, 'owner_unit', ''), self._permit(item),
            None if self.page.tag == DEFAULT else DEFAULT)

    def _permit(self, item):
        if not isinstance(item, Channel):
            return ''
        day = shown_date(item.permit_day, self.page.tag) if item.permit_day else ''
        return ', '.join(filter(None, (item.permit_number, day, item.permit_authority)))


def _reached(contact):
    if _MAIL.fullmatch(contact):
        return f'mailto:{contact}'
    return f'tel:{re.sub("[^0-9+]", "", contact)}' if _PHONE.fullmatch(contact) else None
