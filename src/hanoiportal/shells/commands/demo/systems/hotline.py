"""A hotline in a demonstration: a call that waits for its answer, and a token for further ones."""
from __future__ import annotations

import datetime
from collections.abc import Sequence

from .....integration.hotline.interfaces import CALLS_WRITE, IHotline
from .....integration.serviceaccounts.interfaces import MOST_DAYS, IServiceAccounts
from .....kernel.security.authorization.policy import PROVED
from .....participation.cases.interfaces import PROCESS, QUESTION, Sender, Submission
from ...environment import Environment
from ..desk import ADMINISTRATOR, request_of
from .addresses import TOKEN, LocalSystems

_SYSTEM, _PAPER = 'Tổng đài (minh họa)', 'Công văn minh họa số 57/UBND-VP'
_TITLE = 'Hỏi giờ làm việc của bộ phận một cửa (minh họa)'
_TEXT = 'Người gọi hỏi bộ phận một cửa có làm việc sáng thứ Bảy hay không.'


def call(environment: Environment, systems: LocalSystems, labels: Sequence[str]) -> None:
    """Let the hotline of the first site of ``labels`` enter a call, and others by the API."""
    if labels:
        account, token = environment.in_transaction(lambda: _account(environment, labels[0]))
        environment.in_transaction(lambda: _enter(environment, account))
        systems.give(TOKEN, token)


def _account(environment: Environment, label: str) -> tuple[str, str]:
    person = request_of(environment, ADMINISTRATOR)
    person.session = {PROVED: environment.clock.now().isoformat()}
    accounts: IServiceAccounts = person.service(IServiceAccounts)
    actor = person.authenticated_userid
    made = accounts.create(environment.portal['sites'][label], _SYSTEM, _PAPER, (CALLS_WRITE,),
                           '', actor)
    return made.__name__ or '', accounts.issue(made, MOST_DAYS, 0, actor)


def _enter(environment: Environment, account: str) -> None:
    hotline: IHotline = request_of(environment, account).service(IHotline)
    hotline.enter(Submission(
        QUESTION, '', _TITLE, _TEXT,
        sender=Sender('Nguyễn Thị Gọi (minh họa)', '', '0900 000 000'),
        received_at=environment.clock.now() - datetime.timedelta(minutes=20),
        consents=frozenset({PROCESS})))
