"""Cross-posting in a demonstration: news and a document that a site proposed and the city carries,
of which one was corrected since; what waits for the city's board or was asked about; what the city
offered to boards, which hold one, and demands of them by an order; what they took by their rules,
and the city recalled; an emergency notice.
"""
import datetime
from collections.abc import Sequence
from functools import partial

from ....base.clock import ONE_DAY, local, start_of
from ....base.interfaces import IContainer, ISite
from ....content.versions.interfaces import IEditing
from ....editorial.crossposting.interfaces import (
    COMPULSORY,
    RECOMMENDED,
    CarryChoice,
    IReference,
    Proposal,
)
from ....editorial.crossposting.interfaces.promises import (
    ICrossposting,
    IOffering,
    IReceiving,
    IRenewing,
    IStandingRules,
)
from ....editorial.emergencynotices.interfaces import IEmergencyNotices
from ....editorial.review.interfaces import IReviewData
from ....kernel.tree.lookup import is_listed
from ....kernel.tree.resources import Described
from ..environment import Environment
from .besides import correct
from .desk import request_of, take

#: What readers are told of the correction.
NOTICE = 'Đính chính giờ bắt đầu.'
_MOMENT = datetime.timedelta(microseconds=1)
_SECTION, _PAPERS, _CITY = 'tin-tuc-su-kien', 'van-ban-hanh-chinh', 'thanhpho'


def give(environment: Environment, labels: Sequence[str]) -> None:
    """Let the first of the sites with ``labels`` propose, and the city offer, in a transaction."""
    if labels:
        environment.in_transaction(lambda: _give(environment, labels))


def _give(environment: Environment, labels: Sequence[str]) -> None:
    _propose_some(environment, labels)
    _offer_some(environment, labels)
    _warn(environment)


def _propose_some(environment: Environment, labels: Sequence[str]) -> None:
    """Let the first site propose news, of which the city carries one, and a document."""
    site = environment.portal['sites'][labels[0]]
    for number, item in enumerate(_news(site)[:3]):
        made = _propose(environment, labels[0], item)
        if not number:
            _accept(environment, made, item, _SECTION)
            correct(partial(request_of, environment), item, labels[0], NOTICE,
                    f'{getattr(item, "body", "")}<p>Thời gian bắt đầu: 8 giờ 30.</p>')
        elif number == 2:
            _ask(environment, made)
    for item in _shown(site[_PAPERS])[:1]:
        _accept(environment, _propose(environment, labels[0], item), item, _PAPERS)


def _offer_some(environment: Environment, labels: Sequence[str]) -> None:
    """Let the city offer and demand before boards have rules and afterwards, and recall one."""
    portal = environment.portal
    news = _news(portal)
    sites = sorted((portal['sites'][label] for label in labels),
                   key=lambda site: site.level != 'commune')[:4]
    for item in news[:1]:
        _hold(environment, labels[0], _offer(environment, item, sites))
    for item in news[4:5]:
        _offer(environment, item, sites, COMPULSORY)
    for site in sites:
        _rule(environment, site)
    for item in news[1:4]:
        _offer(environment, item, sites)
    for item in news[3:4]:
        take(environment, f'truongban.{_CITY}', item, 'withdraw', 'Nhầm số liệu.')


def _offer(environment: Environment, item: Described, sites: Sequence[ISite],
           kind: str = RECOMMENDED) -> Sequence[Proposal]:
    """Let the city offer ``item``; it demands it by its latest order, within three days."""
    request = request_of(environment, f'truongban.{_CITY}')
    service: IOffering = request.service(IOffering)
    is_demand = kind == COMPULSORY
    due = start_of(local(environment.clock.now()).date() + 4 * ONE_DAY) - _MOMENT
    return service.offer(
        item, sites, kind, 'Tin chung của Thành phố, đề nghị các trang đăng để người dân biết.',
        'Công văn minh họa số 15/UBND-TD' if is_demand else '', request.authenticated_userid,
        due if is_demand else None, service.orders()[0].number if is_demand else 0)


def _hold(environment: Environment, label: str, offered: Sequence[Proposal]) -> None:
    """Let the board of the site with that ``label`` hold what it was ``offered``."""
    request = request_of(environment, f'truongban.{label}')
    service: IReceiving = request.service(IReceiving)
    oid = str(environment.portal['sites'][label].__oid__)
    for each in offered:
        if each.to == oid:
            service.hold(each, 'Chờ đăng cùng chuyên đề cuối tuần.', request.authenticated_userid)


def _ask(environment: Environment, proposal: Proposal) -> None:
    request = request_of(environment, f'truongban.{_CITY}')
    service: IReceiving = request.service(IReceiving)
    service.ask(proposal, 'Số liệu trong bài tính đến ngày nào?', request.authenticated_userid)


def _rule(environment: Environment, site: ISite) -> None:
    """Let the board of ``site`` carry at once what the city offers from now on."""
    request = request_of(environment, f'truongban.{site.__name__}')
    rules: IStandingRules = request.service(IStandingRules)
    rules.approve(site, site[_SECTION].__oid__, 'Nghị quyết 05 của Ban Biên tập', None,
                  request.authenticated_userid)


def _warn(environment: Environment) -> None:
    """Let the city's head tell all sites of an exercise, and take the notice off again."""
    writer = request_of(environment, f'bientap.{_CITY}')
    item = writer.service(IEditing).add(
        environment.portal[_SECTION], '', 'NewsItem', {
            'title': 'Diễn tập ứng phó ngập úng tại trung tâm Thành phố',
            'summary': 'Còi báo động vang từ 8 giờ đến 8 giờ 15; người dân không phải sơ tán.',
            'body': '<p>Nội dung minh họa.</p>'}, writer.authenticated_userid)
    head = request_of(environment, f'truongban.{_CITY}')
    notices: IEmergencyNotices = head.service(IEmergencyNotices)
    made = notices.raise_notice(
        item, environment.clock.now() + datetime.timedelta(hours=2),
        'Người dân cần biết trước khi còi báo động vang.',
        tuple(environment.registry.getUtility(IReviewData).checks), head.authenticated_userid)
    notices.lift(made, 'Diễn tập đã kết thúc.', head.authenticated_userid)


def _propose(environment: Environment, label: str, item: Described) -> Proposal:
    request = request_of(environment, f'bientap.{label}')
    service: ICrossposting = request.service(ICrossposting)
    return service.propose(
        item, environment.portal, 'Nội dung có ích cho người dân toàn Thành phố.', None,
        request.authenticated_userid)


def _accept(environment: Environment, proposal: Proposal, item: Described, name: str) -> None:
    request = request_of(environment, f'truongban.{_CITY}')
    service: IReceiving = request.service(IReceiving)
    checks = environment.registry.getUtility(IReviewData).checks
    digests = request.service(IRenewing).versions(item)
    section = environment.portal[name].__oid__
    service.accept(proposal, CarryChoice(section, digests, 'Tin từ cơ sở'), tuple(checks),
                   request.authenticated_userid)


def _news(site: ISite) -> list[Described]:
    """Return the news of ``site`` that others may carry."""
    return _shown(site[_SECTION])


def _shown(section: IContainer) -> list[Described]:
    """Return what others may carry of what stands in ``section``."""
    return [each for each in section.values()
            if is_listed(each) and each.approvals and not IReference.providedBy(each)]
