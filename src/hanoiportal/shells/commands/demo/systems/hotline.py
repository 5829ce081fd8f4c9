"""A hotline in a demonstration: a call that waits for its answer."""
from __future__ import annotations

import datetime
from collections.abc import Sequence

from .....integration.hotline.interfaces import CALLS_WRITE, IHotline
from .....integration.serviceaccounts.interfaces import IServiceAccounts
from .....kernel.security.authorization.policy import PROVED
from .....participation.cases.interfaces import PROCESS, QUESTION, Sender, Submission
from ...environment import Environment
from ..desk import ADMINISTRATOR, request_of

_SYSTEM, _PAPER = 'Tổng đài (minh họa)', 'Công văn minh họa số 57/UBND-VP'
_TITLE = 'Hỏi giờ làm việc của bộ phận một cửa (minh họa)'
_TEXT = 'Người gọi hỏi bộ phận một cửa có làm việc sáng thứ Bảy hay không.'


def call(environment: Environment, labels: Sequence[str]) -> None:
    """Let the hotline of the first site of ``labels`` enter a call."""
    if labels:
        account = environment.in_transaction(lambda: _account(environment, labels[0]))
        environment.in_transaction(lambda: _enter(environment, account))


def _account(environment: Environment, label: str) -> str:
    person = request_of(environment, ADMINISTRATOR)
    person.session = {PROVED: environment.clock.now().isoformat()}
    accounts: IServiceAccounts = person.service(IServiceAccounts)
    made = accounts.create(environment.portal['sites'][label], _SYSTEM, _PAPER, (CALLS_WRITE,),
                           '', person.authenticated_userid)
    return made.__name__ or ''


def _enter(environment: Environment, account: str) -> None:
    hotline: IHotline = request_of(environment, account).service(IHotline)
    hotline.enter(Submission(
        QUESTION, '', _TITLE, _TEXT,
        sender=Sender('Nguyễn Thị Gọi (minh họa)', '', '0900 000 000'),
        received_at=environment.clock.now() - datetime.timedelta(minutes=20),
        consents=frozenset({PROCESS})))
