"""A system of a body in a demonstration that writes by the API."""
from __future__ import annotations

from collections.abc import Sequence

from .....integration.serviceaccounts.interfaces import DRAFTS_WRITE, SUBMIT, IServiceAccounts
from .....integration.systemdrafts.interfaces import ISystemDrafts
from .....kernel.security.authorization.policy import PROVED
from ...environment import Environment
from ..desk import ADMINISTRATOR, request_of

_SECTION = 'tin-tuc-su-kien'
_SYSTEM, _PAPER = 'Hệ thống một cửa (minh họa)', 'Công văn minh họa số 56/UBND-VP'
#: What the system writes; the first goes to the board.
_WRITTEN = (
    ('Kết quả giải quyết hồ sơ trong tuần (minh họa)',
     'Số hồ sơ đã nhận, đã trả đúng hạn và đang giải quyết tại bộ phận một cửa.'),
    ('Thông báo thay đổi giờ tiếp nhận hồ sơ (minh họa)',
     'Bộ phận một cửa nhận hồ sơ từ 7 giờ 30 các ngày làm việc.'))


def write(environment: Environment, labels: Sequence[str]) -> None:
    """Let a system of the first site of ``labels`` write two drafts, and hand one in."""
    if labels:
        environment.in_transaction(lambda: _write(environment, labels[0]))


def _write(environment: Environment, label: str) -> None:
    site = environment.portal['sites'][label]
    person = request_of(environment, ADMINISTRATOR)
    person.session = {PROVED: environment.clock.now().isoformat()}
    accounts: IServiceAccounts = person.service(IServiceAccounts)
    account = accounts.create(
        site, _SYSTEM, _PAPER, (DRAFTS_WRITE, SUBMIT), '', person.authenticated_userid)
    accounts.issue(account, 30, 0, person.authenticated_userid)  # nobody has it: it is not shown
    drafts: ISystemDrafts = request_of(environment, account.__name__ or '').service(ISystemDrafts)
    place = drafts.place(_SECTION)
    if place is None:
        return
    for number, (title, summary) in enumerate(_WRITTEN):
        item = drafts.create(place, 'NewsItem', {
            'title': title, 'summary': summary, 'body': summary, 'source_agency': _SYSTEM})
        if not number:
            drafts.submit(item, '')
