"""The tasks that stand on a home page below the search."""
from typing import NamedTuple

from ....base.i18n import _
from ....participation.questions.interfaces import ASKING
from .phones import PHONES
from .receptions import RECEPTIONS

#: Sections and views that tasks lead to.
PROCEDURES, CONTACTS, FINDER = 'thu-tuc-hanh-chinh', 'lien-he', 'tra-cuu-van-ban'


class CommonTask(NamedTuple):
    """One thing that people come for.  ``name``: of its sign.  ``title``: translatable."""

    name: str
    title: str
    address: str


def tasks_of(page) -> list[CommonTask]:
    """Return the ``CommonTask`` list of the home page of the ``Layout`` ``page``."""
    site, link = page.site, page.request.link
    apply = [CommonTask('apply', _('Nộp hồ sơ trực tuyến'), link(site[PROCEDURES]))
             if PROCEDURES in site else None]
    ask = CommonTask('ask', _('Gửi câu hỏi, phản ánh'), link(site, ASKING))
    meet = CommonTask('meet', _('Lịch tiếp công dân'), link(site, RECEPTIONS))
    if page.is_component:
        call = [CommonTask('call', _('Địa chỉ, điện thoại'), link(site[CONTACTS]))
                if CONTACTS in site else None]
        return list(filter(None, [*apply, ask, meet, *call]))
    return list(filter(None, [
        *apply, CommonTask('ward', _('Tìm xã, phường'), link(page.portal['sites'])), ask,
        CommonTask('law', _('Tra cứu văn bản'), link(site, FINDER)), meet,
        CommonTask('call', _('Số điện thoại cần thiết'), link(site, PHONES))]))
