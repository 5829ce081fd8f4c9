"""The national monitoring system in a demonstration: what it was told of the last days."""
from __future__ import annotations

from collections.abc import Sequence

from .....base.clock import ONE_DAY
from .....oversight.visits.interfaces import ISiteVisits
from .....platform.scheduling.interfaces import IJob
from ...environment import Environment
from .partner import Partner, connect_once

_TITLE = 'Nền tảng đo lường (minh họa)'
#: The receiver; where it is, so that nobody is told anything; what stands for the city.
_NAME, _CITY = 'emc', 'thanhpho'
_ADDRESS = 'https://do-luong.minh-hoa.example/so-lieu'
#: Its answers, in turn: the last one is that it refuses the code.
_TAKEN, _NOT = b'{"trangThai": "tiep-nhan"}', '{"trangThai": "tu-choi", "lyDo": "mã chưa đăng ký"}'
_ANSWERS = (200, _TAKEN), (200, _TAKEN), (200, _TAKEN), (200, _NOT.encode())
#: Days that were counted; pages of the first of them, and by how many more of each other; one of
#: so many pages is a visit.
_DAYS, _PAGES, _MORE, _VISIT = 3, 180, 45, 4


def tell(environment: Environment, labels: Sequence[str]) -> None:
    """Let the system be told of the last days of the city and the first site of ``labels``, once.
    """
    shown = ['', *labels[:1]]
    _count(environment, shown)
    codes = '\n'.join(f'{label or _CITY} HN-{number:03}' for number, label in enumerate(shown))
    connect_once(environment, environment.portal, _NAME, _TITLE, {
        'address': _ADDRESS, 'codes': codes, 'token': 'minh-hoa'}, Partner(_ANSWERS))


def _count(environment: Environment, labels: Sequence[str]) -> None:
    """Let pages have been opened on the last days."""
    visits: ISiteVisits = environment.registry.getUtility(ISiteVisits)
    now = environment.clock.now()
    for back in range(1, _DAYS + 1):
        for place, label in enumerate(labels):
            for page in range(_PAGES + _MORE * (back + place)):
                visits.count(now - ONE_DAY * back, page % _VISIT == 0, label)
    environment.registry.getUtility(IJob, name='visits').run(environment)
