"""Cross-posting in a demonstration: what a site proposed and the city carries, what waits for the
city's board, what the city offered to boards, and what they took by their rules.
"""
from collections.abc import Sequence

from ....base.interfaces import ISite
from ....editorial.crossposting.interfaces import RECOMMENDED, CarryChoice, Proposal
from ....editorial.crossposting.interfaces.promises import (
    ICrossposting,
    IReceiving,
    IRenewing,
    IStandingRules,
)
from ....editorial.review.interfaces import IReviewData
from ....kernel.tree.lookup import is_listed
from ....kernel.tree.resources import Described
from ..environment import Environment
from .desk import request_of

_SECTION, _CITY = 'tin-tuc-su-kien', 'thanhpho'


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
            _accept(environment, made, item)
    sites = [portal['sites'][label] for label in labels[:4]]
    for item in news[:1]:
        _offer(environment, item, sites)
    for site in sites:
        _rule(environment, site)
    for item in news[1:2]:
        _offer(environment, item, sites)


def _offer(environment: Environment, item: Described, sites: Sequence[ISite]) -> None:
    request = request_of(environment, f'truongban.{_CITY}')
    service: ICrossposting = request.service(ICrossposting)
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


def _propose(environment: Environment, label: str, item: Described) -> Proposal:
    request = request_of(environment, f'bientap.{label}')
    service: ICrossposting = request.service(ICrossposting)
    return service.propose(
        item, environment.portal, 'Nội dung có ích cho người dân toàn Thành phố.', None,
        request.authenticated_userid)


def _accept(environment: Environment, proposal: Proposal, item: Described) -> None:
    request = request_of(environment, f'truongban.{_CITY}')
    service: IReceiving = request.service(IReceiving)
    checks = environment.registry.getUtility(IReviewData).checks
    digests = request.service(IRenewing).versions(item)
    section = environment.portal[_SECTION].__oid__
    service.accept(proposal, CarryChoice(section, digests, 'Tin từ cơ sở'), tuple(checks),
                   request.authenticated_userid)


def _news(site: ISite) -> list[Described]:
    """Return the news of ``site`` that others may carry."""
    return [each for each in site[_SECTION].values() if is_listed(each) and each.approvals]
