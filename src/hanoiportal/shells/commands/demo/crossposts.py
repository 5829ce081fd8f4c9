"""Cross-posting in a demonstration: news and a document that a site proposed and the city carries,
what waits for the city's board, what the city offered to boards, what they took by their rules; an
emergency notice.
"""
import datetime
from collections.abc import Sequence

from ....base.interfaces import IContainer, ISite
from ....content.versions.interfaces import IEditing
from ....editorial.crossposting.interfaces import (
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
from ....kernel.tree.lookup import is_listed, is_practice
from ....kernel.tree.resources import Described
from ..environment import Environment
from .desk import request_of

_SECTION, _PAPERS, _CITY = 'tin-tuc-su-kien', 'van-ban-hanh-chinh', 'thanhpho'


def give(environment: Environment, labels: Sequence[str]) -> None:
    """Let the first of the sites with ``labels`` propose, and the city offer, in a transaction."""
    if labels:
        environment.in_transaction(lambda: _give(environment, labels))


def _give(environment: Environment, labels: Sequence[str]) -> None:
    portal = environment.portal
    own, news = _news(portal['sites'][labels[0]]), _news(portal)
    for number, item in enumerate(own[:2]):
        made = _propose(environment, labels[0], item)
        if not number:
            _accept(environment, made, item, _SECTION)
    for item in _shown(portal['sites'][labels[0]][_PAPERS])[:1]:
        _accept(environment, _propose(environment, labels[0], item), item, _PAPERS)
    known = [site for label in labels if not is_practice(site := portal['sites'][label])]
    sites = sorted(known, key=lambda site: site.level != 'commune')[:4]
    for item in news[:1]:
        _offer(environment, item, sites)
    for site in sites:
        _rule(environment, site)
    for item in news[1:4]:
        _offer(environment, item, sites)
    _warn(environment)


def _offer(environment: Environment, item: Described, sites: Sequence[ISite]) -> None:
    request = request_of(environment, f'truongban.{_CITY}')
    service: IOffering = request.service(IOffering)
    service.offer(
        item, sites, RECOMMENDED,
        'Tin chung của Thành phố, đề nghị các trang đăng để người dân biết.', '',
        request.authenticated_userid)


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
