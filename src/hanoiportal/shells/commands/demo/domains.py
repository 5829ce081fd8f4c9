"""Domain names of a demonstration: that of the practice site, one that waits, one refused, and
what a watch over hosts would have found.
"""
import datetime
from collections.abc import Sequence

from ....base.clock import local, start_of
from ....base.months import after, before, first_day, month_of
from ....oversight.availability.interfaces import STATUS, HostMonth, IAvailability, Outage
from ....oversight.domainregister.interfaces import (
    CHECKS,
    FINE,
    HSTS,
    IPV6,
    MISSING,
    NO_RECORD,
    CommitteeOpinion,
    DomainWish,
    IDomains,
    IDomainWatch,
    Looked,
)
from ....platform.http.interfaces import NO_ANSWER
from ....platform.scheduling.interfaces import IEnvironment, IOpening
from ..environment import Environment
from .desk import request_of

_OFFICE = 'Văn phòng Ủy ban nhân dân thành phố Hà Nội'
_PAPER, _OPINION = 'Công văn minh họa số 21/VP-CTTĐT', 'Công văn minh họa số 345/UBND-KSTT'
_MANAGER, _HEAD = 'coquanquanly', 'truongban.'
#: Failures of a month: seconds after its beginning, how long, what the host did.
_FAILURES = ((7_800, 480, f'{STATUS} 502'), (900_000, 1_440, NO_ANSWER))
_ENDS_SOON, _ENDS = datetime.timedelta(days=12), datetime.timedelta(days=75)
#: Seconds between two pages that are timed.
_HOUR = 3_600


def permit(environment: Environment, label: str) -> None:
    """Let the office of the committee have ``label``, by the way of every name."""
    with environment.registry.getUtility(IOpening)('demo') as inside:
        inside.in_transaction(lambda: _permit(inside, label, environment.actor))


def _permit(environment: IEnvironment, label: str, actor: str) -> None:
    domains: IDomains = environment.request.service(IDomains)
    domains.ask(environment.portal, DomainWish(
        label, _OFFICE, 'Nơi cán bộ thực hành, không đăng tin thật.', _PAPER), actor)
    domains.give_opinion(label, CommitteeOpinion(
        True, _OPINION, local(environment.clock.now()).date(), 'Đồng ý (minh họa).'), actor)
    domains.grant(label, actor)


def show(environment: Environment, labels: Sequence[str]) -> None:
    """Let a ward of ``labels`` ask for a second name, the office refuse one to a body without a
    site, and the watch have looked at the hosts of ``labels``.
    """
    environment.in_transaction(lambda: _ask(environment, labels))
    watch: IDomainWatch = environment.registry.getUtility(IDomainWatch)
    with environment.registry.getUtility(IOpening)('demo') as inside:
        inside.in_transaction(lambda: watch.keep(inside, _looked(inside, labels)))
        availability: IAvailability = environment.registry.getUtility(IAvailability)
        availability.keep(inside, _months(inside, labels))


def _ask(environment: Environment, labels: Sequence[str]) -> None:
    sites = environment.portal['sites']
    for label in [each for each in labels if getattr(sites[each], 'kind', '') == 'phuong'][:1]:
        person = request_of(environment, f'{_HEAD}{label}')
        person.service(IDomains).ask(sites[label], DomainWish(
            f'phuong{label}', '', 'Người dân hay gõ cả chữ “phường” (minh họa).',
            'Công văn minh họa số 87/UBND'), person.authenticated_userid)
    person = request_of(environment, _MANAGER)
    asked = person.service(IDomains).ask(environment.portal, DomainWish(
        'lehoihoadao', 'Ban Tổ chức Lễ hội Hoa đào (minh họa)', 'Giới thiệu lễ hội trong 7 ngày.',
        'Công văn minh họa số 05/BTC'), person.authenticated_userid)
    person.service(IDomains).refuse(
        asked.name, 'Thông tin lễ hội đăng ở chuyên mục của Cổng, không cần tên miền riêng.',
        person.authenticated_userid)


def _looked(environment: IEnvironment, labels: Sequence[str]) -> list[tuple[str, Looked]]:
    now = environment.clock.now()
    domains: IDomains = environment.request.service(IDomains)
    fine = dict.fromkeys(CHECKS, FINE)
    found = [Looked(fine, now + _ENDS_SOON),
             Looked({**fine, IPV6: NO_RECORD, HSTS: MISSING}, now + _ENDS), Looked(
                 fine, now + _ENDS)]
    return [(domains.find(label).host, looked)
            for label, looked in zip(labels, found, strict=False)]


def _months(environment: IEnvironment,
            labels: Sequence[str]) -> dict[tuple[str, int], HostMonth]:
    """Return two months of a watch from outside, in which the first of ``labels`` failed twice.

    Pages take from a fifth to half a second, each site's its own.
    """
    sites, now = environment.portal['sites'], environment.clock.now()
    this, found = month_of(local(now).date()), {}
    for month in (before(this), this):
        start = round(start_of(first_day(month)).timestamp())
        end = round(min(now, start_of(first_day(after(month)))).timestamp())
        fine, loads = HostMonth(end - start, 0), (end - start) // _HOUR
        for site in (environment.portal, *(each for each in sites.values() if each.is_active)):
            took = 200 + 7 * len(site.title)
            found[month, site.__oid__] = fine._replace(loads=loads, loading=loads * took)
        for label in labels[:1]:
            kept = found[month, sites[label].__oid__]
            found[month, sites[label].__oid__] = kept._replace(outages=tuple(
                Outage(start + behind, seconds, why) for behind, seconds, why in _FAILURES
                if start + behind + seconds < end))
    return found
