"""Posts of a site on its Facebook Page in a demonstration: one stands there, one waits."""
from __future__ import annotations

from typing import TYPE_CHECKING

from .....integration.channelposts.interfaces import IChannelPosts, IChannels
from .....kernel.tree.lookup import is_listed
from .....platform.scheduling.interfaces import IJob
from ..desk import request_of
from .addresses import FACEBOOK, LocalSystems
from .connections import add

if TYPE_CHECKING:
    from .....base.interfaces import ISite
    from .....kernel.tree.resources import Described
    from ...environment import Environment

_SECTION, _CHANNEL, _TITLE = 'tin-tuc-su-kien', 'facebook', 'Trang Facebook (minh họa)'
#: The page that the system beside the demonstration has.
_GIVEN = {'page': '104', 'token': 'ma-trang'}


def write(environment: Environment, systems: LocalSystems, labels: list[str]) -> None:
    """Let the first of the sites ``labels`` have posts on a Facebook Page."""
    if labels:
        site = environment.portal['sites'][labels[0]]
        add(environment, site, _CHANNEL, _TITLE, {**_GIVEN, 'address': systems.at(FACEBOOK, '')})
        environment.in_transaction(lambda: _write(environment, labels[0], site))
        environment.registry.getUtility(IJob, name='channel posts').run(environment)


def _write(environment: Environment, label: str, site: ISite) -> None:
    channel = environment.registry.getUtility(IChannels)[_CHANNEL]
    writer, head = (request_of(environment, f'{who}.{label}') for who in ('bientap', 'truongban'))
    service: IChannelPosts = writer.service(IChannelPosts)
    board: IChannelPosts = head.service(IChannelPosts)
    for number, item in enumerate(_news(site)[:2]):
        text = service.proposed(item, channel).text
        service.write(item, {_CHANNEL: {'text': text}}, None, writer.authenticated_userid)
        post = board.post(item, channel)
        if not number and post is not None:
            board.approve(item, channel, post.digest, head.authenticated_userid)


def _news(site: ISite) -> list[Described]:
    return [each for each in site[_SECTION].values() if is_listed(each) and each.approvals]
