"""Posts of a site on its channels in a demonstration: two stand there, one waits, and a film."""
from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, cast

from .....base.clock import local, start_of
from .....base.permissions import EDIT
from .....base.settings import ISettings
from .....integration.channelposts.interfaces import SENDING, IChannelPosts, IChannels
from .....integration.deliveries.interfaces import ICourier
from .....kernel.inspection.upload import Incoming
from .....kernel.tree.lookup import in_work, is_listed
from .....platform.provisioning.demo.interfaces import MADE_UP
from .....platform.scheduling.interfaces import IJob
from ..desk import request_of
from .addresses import FACEBOOK, TIKTOK, YOUTUBE, ZALO, LocalSystems
from .connections import add

if TYPE_CHECKING:
    from .....base.interfaces import ISite
    from .....kernel.tree.resources import Described
    from ...environment import Environment

_SECTION, _FILMS, _FILM, _FILE = 'tin-tuc-su-kien', 'da-phuong-tien', 'phim-minh-hoa', 'film'
#: Settings by channels, of what the systems beside the demonstration have.
_GIVEN: Mapping[str, tuple[str, int, Mapping[str, str]]] = {
    'facebook': ('Trang Facebook (minh họa)', FACEBOOK, {'page': '104', 'token': 'ma-trang'}),
    'youtube': ('Kênh YouTube (minh họa)', YOUTUBE, {
        'client_id': 'ung-dung.apps.googleusercontent.com', 'app_secret': 'khoa-google',
        'refresh': 'lam-moi-google'}),
    'tiktok': ('Tài khoản TikTok (minh họa)', TIKTOK, {
        'account': 'caugiay.minhhoa', 'client_key': 'khoa-tiktok', 'app_secret': 'bi-mat-tiktok',
        'refresh': 'rft.0'}),
    'zalo': ('Zalo OA (minh họa)', ZALO, {
        'app_id': '4321', 'app_secret': 'khoa-ung-dung', 'refresh': 'lam-moi-0',
        'author': 'Ban Biên tập (minh họa)'})}
_TIKTOK, _WHY = 'tiktok', 'Ảnh chưa rõ nguồn (minh họa).'
#: Seconds between looks whether TikTok has made a post.
_PAUSES = 16, 16, 16
_VALUES = {
    'title': 'Hồ Gươm trong tranh vẽ (minh họa)', 'keywords': 'Hồ Gươm; phim minh họa',
    'summary': 'Phim ngắn minh họa, làm từ hình vẽ của Cổng, không có tiếng.',
    'body': '<p>Tháp Rùa và hồ Hoàn Kiếm, hình vẽ minh họa, không có tiếng.</p>'}


def write(environment: Environment, systems: LocalSystems, labels: list[str]) -> None:
    """Let the first of the sites ``labels`` have posts on its channels."""
    if not labels:
        return
    site = environment.portal['sites'][labels[0]]
    environment.in_transaction(lambda: _show_film(environment, site))
    for name, (title, system, given) in _GIVEN.items():
        at = systems.at(system, '')
        add(environment, site, name, title, {
            **given, 'address': at, **({'oauth': at} if 'refresh' in given else {})})
    film = cast('Described', site[_FILMS][_FILM])
    news = _news(environment, labels[0])
    for name, items, approved in (
            ('facebook', news[:2], 1), ('youtube', [film], 1),
            ('zalo', _fit(environment, labels[0], 'zalo')[:2], 1),
            (_TIKTOK, [film, *_fit(environment, labels[0], _TIKTOK)[:1]], 2)):
        environment.in_transaction(lambda name=name, items=items, approved=approved: _write(
            environment, labels[0], name, items, approved))
    environment.registry.getUtility(IJob, name='channel posts').run(environment)


def take_back(environment: Environment, labels: list[str]) -> None:
    """Let an editor take a post back from TikTok, which lets only people take it away: once it is
    there, if TikTok answers.
    """
    for label in labels[:1]:
        for item in _fit(environment, label, _TIKTOK)[:1]:
            _wait(environment, label, item)
            environment.in_transaction(partial(_take_back, environment, label, item))


def _wait(environment: Environment, label: str, item: Described) -> None:
    """Let TikTok make the post of ``item``, which takes a while."""
    service: IChannelPosts = request_of(environment, f'bientap.{label}').service(IChannelPosts)
    registry = environment.registry
    for pause in _PAUSES:
        post = environment.in_transaction(
            lambda: service.post(item, registry.getUtility(IChannels)[_TIKTOK]))
        if post is None or post.state != SENDING or post.trouble:
            return
        time.sleep(pause)
        registry.getUtility(IJob, name='deliveries').run(environment)
        registry.getUtility(ICourier).wait(sum(_PAUSES))


def _take_back(environment: Environment, label: str, item: Described) -> None:
    writer = request_of(environment, f'bientap.{label}')
    service: IChannelPosts = writer.service(IChannelPosts)
    service.recall(item, environment.registry.getUtility(IChannels)[_TIKTOK], _WHY,
                   writer.authenticated_userid)


def _fit(environment: Environment, label: str, name: str) -> list[Described]:
    """Return news of a site that the channel ``name`` takes: they have a picture."""
    service: IChannelPosts = request_of(environment, f'bientap.{label}').service(IChannelPosts)
    channel = environment.registry.getUtility(IChannels)[name]
    return [each for each in _news(environment, label)
            if not service.unfit(each, channel)]


def _show_film(environment: Environment, site: ISite) -> None:
    folder = environment.registry.getUtility(ISettings).data.with_name('demo')
    files = {field: Incoming(f'{_FILE}.{kind}', BytesIO(
        (folder / f'{_FILE}.{kind}').read_bytes())) for field, kind in (
            ('file', 'mp4'), ('captions', 'vtt'))}
    item = environment.editing.add(
        site[_FILMS], _FILM, 'Video', {**_VALUES, **files}, environment.actor)
    environment.publishing.publish_imported(item, environment.actor, MADE_UP, start_of(
        local(environment.clock.now()).date()))


def _write(environment: Environment, label: str, name: str, items: Sequence[Described],
           approved: int) -> None:
    """Write a post of each of ``items``; the board approves the first ``approved``."""
    channel = environment.registry.getUtility(IChannels)[name]
    writer, head = (request_of(environment, f'{who}.{label}') for who in ('bientap', 'truongban'))
    service: IChannelPosts = writer.service(IChannelPosts)
    board: IChannelPosts = head.service(IChannelPosts)
    for number, item in enumerate(items):
        text = service.proposed(item, channel)
        given = {field: str(getattr(text, field)) for field in channel.most}
        service.write(item, {name: given}, None, writer.authenticated_userid)
        post = board.post(item, channel)
        if number < approved and post is not None:
            board.approve(item, channel, post.digest, head.authenticated_userid)


def _news(environment: Environment, label: str) -> list[Described]:
    """Return public news of a site of which its editor may write posts now."""
    writer = request_of(environment, f'bientap.{label}')
    return [each for each in environment.portal['sites'][label][_SECTION].values()
            if is_listed(each) and each.approvals
            and writer.has_permission(EDIT, in_work(each))]
