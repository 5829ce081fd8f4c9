"""What a demonstration tells other systems: its connections are on, and go on while it is served.

The city tells the Government portal, the monitoring system, the city's platform and its data
portal; the first site has a partner that is told of its news, and one that does not answer.
"""
from __future__ import annotations

from collections.abc import Mapping, Sequence

from .....base.clock import ONE_DAY
from .....base.interfaces import IPortal, ISite
from .....integration.deliveries.interfaces import CannotConnect, ICourier, IDeliveries
from .....oversight.visits.interfaces import ISiteVisits
from .....platform.scheduling.interfaces import IJob
from ...environment import Environment
from ..desk import request_of
from .addresses import (
    APP,
    BODIES,
    DATA,
    DOCUMENT_SYSTEM,
    GOVERNMENT,
    MONITORING,
    OWNER,
    PARTNER,
    PLATFORM,
    SECRET,
    SILENT,
    LocalSystems,
)

_OPERATOR, _SECTION, _CITY, _RECEIVE = 'vanhanh', 'tin-tuc-su-kien', 'thanhpho', '/nhan'
#: What the systems of ``tests/servers`` want to see; the last code is one that none has.
_TOKEN, _USER, _KEY, _CODES = 'ma-truy-cap', 'ma-ung-dung', 'khoa:bi-mat', ('HN-000', 'HN-404')
#: Tokens of the data portal, of the push service of the app, and of the system of documents.
_DATA_TOKEN, _APP_TOKEN = 'ma-truy-cap-ckan', 'ma-ung-dung-di-dong'
_DOCUMENTS_TOKEN = 'ma-quan-ly-van-ban'
#: Organisations of the data portal, of which it does not know the last.
_OWNERS = ('ubnd-thanh-pho', 'chua-dang-ky')
#: Seconds for telling them all.
_PATIENCE = 240
#: Days that were counted; pages of the first of them, and by how many more of each other; one of
#: so many pages is a visit.
_DAYS, _PAGES, _MORE, _VISIT = 3, 180, 45, 4


def connect(environment: Environment, systems: LocalSystems, labels: Sequence[str]) -> None:
    """Connect the city, and the first site of ``labels``, from now on."""
    portal = environment.portal
    add(environment, portal, 'cong-chinh-phu', 'Cổng Chính phủ (minh họa)', {
        'address': systems.at(GOVERNMENT, '/tin-bai'),
        'recall': systems.at(GOVERNMENT, '/thu-hoi'), 'sections': _SECTION, 'token': _TOKEN})
    at = {name: systems.at(PLATFORM, path, 'https', 'localhost') for name, path in (
        ('token_address', '/token'), ('address', '/ban-tin'), ('register', '/dich-vu'))}
    # Its sender is known by settings besides; ``called`` is an address that it may call.
    add(environment, portal, 'lgsp', 'Nền tảng LGSP (minh họa)', {
        **at, 'called': 'https://hanoi.gov.vn', 'sections': _SECTION, 'user': _USER,
        'secret': _KEY, 'bodies': systems.at(PLATFORM, '/ma-dinh-danh', 'https', 'localhost'),
        'codes': '\n'.join(f'{label} H26.0' for label in labels[:1])})
    systems.give_all(BODIES, _bodies(portal))
    add(environment, portal, 'hanoiso', 'Ứng dụng Hà Nội số (minh họa)', {
        'address': systems.at(APP, '/tin-day'), 'token': _APP_TOKEN})
    add(environment, portal, 'quan-ly-van-ban', 'Hệ thống quản lý văn bản (minh họa)', {
        'address': systems.at(DOCUMENT_SYSTEM, '/ket-qua'), 'token': _DOCUMENTS_TOKEN})
    for label in labels[:1]:
        site = portal['sites'][label]
        systems.give(OWNER, str(getattr(site, 'owner', '')))
        for title, system in (('Báo điện tử đối tác (minh họa)', PARTNER),
                              ('Đài truyền thanh, đang mất liên lạc (minh họa)', SILENT)):
            secrets = add(environment, site, 'webhook', title, {
                'address': systems.at(system, _RECEIVE), 'sections': _SECTION}, is_all=True)
            if system == PARTNER:
                systems.give(SECRET, secrets.get('secret', ''))


def tell(environment: Environment, systems: LocalSystems, labels: Sequence[str]) -> None:
    """Connect the monitoring system and the data portal, too; let all be told what there is."""
    shown = ['', *labels[:1]]
    _count(environment, shown)
    codes = '\n'.join(f'{label or _CITY} {code}' for label, code in zip(
        shown, _CODES, strict=False))
    add(environment, environment.portal, 'emc', 'Nền tảng đo lường (minh họa)', {
        'address': systems.at(MONITORING, '/so-lieu'), 'codes': codes, 'token': _TOKEN})
    owners = '\n'.join(f'{label or _CITY} {owner}' for label, owner in zip(
        shown, _OWNERS, strict=False))
    add(environment, environment.portal, 'ckan', 'Cổng dữ liệu Thành phố (minh họa)', {
        'address': systems.at(DATA, ''), 'owners': owners, 'token': _DATA_TOKEN})
    registry = environment.registry
    registry.getUtility(IJob, name='deliveries').run(environment)
    registry.getUtility(ICourier).wait(_PATIENCE)
    registry.getUtility(IJob, name='body codes').run(environment)


def _bodies(portal: IPortal) -> list[dict[str, str]]:
    """Return the codes of bodies that the platform lists: of the second site an old one, of the
    third none; the first has typed that of the city.
    """
    places = [portal, *portal['sites'].values()]
    found = [{'maDinhDanh': f'H26.{number}', 'tenCoQuan': str(getattr(site, 'owner', ''))}
             for number, site in enumerate(places)]
    for row in found[2:3]:
        row['ngayHetHieuLuc'] = '2025-06-30'
    return found[:3] + found[4:]


def add(environment: Environment, site: ISite, receiver: str, title: str,
        given: Mapping[str, str], is_all: bool = False) -> Mapping[str, str]:
    """Connect ``site``, turned on; return the secrets.  ``is_all``: it is told of all that is
    public.  An address inside the network that the settings do not let sites use is left out.
    """
    person = request_of(environment, _OPERATOR)
    service: IDeliveries = person.service(IDeliveries)
    actor = person.authenticated_userid

    def begin() -> Mapping[str, str]:
        try:
            made, secrets = service.add(site, receiver, title, given, actor)
        except CannotConnect:
            return {}
        service.switch(site, made.number, True, actor)
        service.try_out(site, made.number, actor)
        if is_all:
            service.send_all(site, made.number, actor)
        return secrets

    return environment.in_transaction(begin)


def _count(environment: Environment, labels: Sequence[str]) -> None:
    """Let pages have been opened on the last days."""
    visits: ISiteVisits = environment.registry.getUtility(ISiteVisits)
    now = environment.clock.now()
    for back in range(1, _DAYS + 1):
        for place, label in enumerate(labels):
            for page in range(_PAGES + _MORE * (back + place)):
                visits.count(now - ONE_DAY * back, page % _VISIT == 0, label)
    environment.registry.getUtility(IJob, name='visits').run(environment)
