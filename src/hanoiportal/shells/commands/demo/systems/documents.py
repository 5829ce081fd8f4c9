"""The system of documents in a demonstration: a package of it, and what bodies have issued."""
from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from .....base.clock import ONE_DAY, local
from .....integration.documentsystem.interfaces import IDocumentSystem, Issue
from .....participation.filedrop.interfaces import FORMAT, IPackages
from .....platform.scheduling.interfaces import IEnvironment, IOpening
from ...environment import Environment

_FILE, _CONTENT = 'lich-tiep-cong-dan.csv', 'Ngày,Người tiếp\n01/12,Lãnh đạo (minh họa)\n'.encode()
_TITLE = 'Lịch tiếp công dân tháng 12 (minh họa)'
#: Number, days ago, scope: the last one says a day that has not come.
_ISSUED = (('181/QĐ-UBND', 1, ''), ('182/QĐ-UBND', 2, 'phuong-xa'), ('183/QĐ-UBND', -3, ''))


def exchange(environment: Environment, labels: Sequence[str]) -> None:
    """Let the first site of ``labels`` get a package, and its register what it has issued."""
    if not labels:
        return
    with environment.registry.getUtility(IOpening)('demo') as opened:
        _send(opened, labels[0])
        system: IDocumentSystem = opened.registry.getUtility(IDocumentSystem)
        system.enter(opened, opened.in_transaction(lambda: _issues(opened, labels[0])))


def _send(opened: IEnvironment, label: str) -> None:
    packages: IPackages = opened.registry.getAdapter(opened.portal, IPackages)
    files = {_FILE: _CONTENT}
    package = packages.package({
        'format': FORMAT, 'reference': 'minh-hoa-1245', 'title': _TITLE, 'rights': True,
        'sender': {'kind': 'body', 'organisation': 'Văn phòng UBND Thành phố (minh họa)',
                   'name': 'Trần Văn Minh Họa', 'position': 'Văn thư',
                   'email': 'vanthu@minh-hoa.example', 'phone': '024 0000 0000'},
        'files': [{'name': _FILE, 'sha256': sha256(_CONTENT).hexdigest()}]}, files)
    arrival = packages.arrived(opened.portal['sites'][label], _TITLE, files, package)
    opened.in_transaction(lambda: packages.keep(arrival))


def _issues(opened: IEnvironment, label: str) -> list[Issue]:
    today = local(opened.clock.now()).date()
    owner = str(getattr(opened.portal['sites'][label], 'owner', ''))
    return [Issue(f'minh-hoa-{number}', '', owner, number, today - days * ONE_DAY, 'Quyết định',
                  f'Về việc ban hành kế hoạch số {number.partition("/")[0]} (minh họa)', reach)
            for number, days, reach in _ISSUED]
