"""Feeds of sites outside in a demonstration: entries that wait, and one that the city links to."""
import datetime

from ....content.versions.interfaces import IEditing
from ....editorial.aggregation.interfaces import FeedState, IAggregation, Read
from ....types.component_site import ComponentSite
from ..environment import Environment
from .desk import ADMINISTRATOR, request_of, take

_SECTION, _EDITOR, _HEAD = 'tin-tuc-su-kien', 'bientap.thanhpho', 'truongban.thanhpho'
_HOUR = datetime.timedelta(hours=1)
#: What the made-up feed has, the latest first; titles, what they are about.
_ENTRIES = (
    ('Hướng dẫn nộp thuế sử dụng đất phi nông nghiệp qua mạng (minh họa)',
     'Các bước nộp thuế qua ứng dụng trên điện thoại, kèm câu hỏi thường gặp.'),
    ('Lịch hỗ trợ quyết toán thuế tại các phường cuối năm (minh họa)',
     'Cán bộ thuế hỗ trợ người dân tại bộ phận một cửa vào các sáng thứ Bảy.'),
    ('Gia hạn nộp thuế cho hộ kinh doanh bị ngập lụt (minh họa)',
     'Điều kiện, hồ sơ và nơi tiếp nhận đề nghị gia hạn.'))


def link(environment: Environment) -> None:
    """Let the first external site have a feed, and the city link to one entry of it."""
    site = next((each for each in environment.portal['sites'].values() if each.is_external), None)
    if site is None:
        return
    environment.in_transaction(lambda: _read(environment, site))
    environment.in_transaction(lambda: _publish(environment))


def _read(environment: Environment, site: ComponentSite) -> None:
    now, person = environment.clock.now(), request_of(environment, ADMINISTRATOR)
    feed = f'{site.external_url.rstrip("/")}/minh-hoa.rss'
    person.service(IEditing).edit(site, {'feed_url': feed}, person.authenticated_userid)
    person.service(IAggregation).keep(
        str(site.__oid__), FeedState(now, now + _HOUR, feed, now), [
            Read(f'{feed}#{number}', title, f'{site.external_url}#minh-hoa-{number}', summary,
                 now - number * 5 * _HOUR)
            for number, (title, summary) in enumerate(_ENTRIES, 1)])


def _publish(environment: Environment) -> None:
    editor = request_of(environment, _EDITOR)
    service: IAggregation = editor.service(IAggregation)
    section = str(environment.portal[_SECTION].__oid__)
    last = service.waiting(0, len(_ENTRIES))[-1]
    item = service.take(last.number, section, editor.authenticated_userid)
    for login, step in ((_EDITOR, 'submit'), (_EDITOR, 'pass_on'), (_HEAD, 'approve')):
        take(environment, login, item, step, '')
