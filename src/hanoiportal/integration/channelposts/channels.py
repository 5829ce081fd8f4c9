"""How a kind of channels becomes a receiver of the delivery engine."""
from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import partial
from itertools import zip_longest
from typing import TYPE_CHECKING, cast

from ...base.i18n import _
from ...kernel.tree.lookup import is_listed
from ...platform.http.interfaces import Deadline, IHttp
from ..deliveries.interfaces import (
    ACCEPTED,
    GONE,
    LATER,
    NO_TOKEN,
    NOTHING_NEW,
    PART,
    TRIAL,
    Body,
    Delivery,
    Receipt,
    Receiver,
    Settings,
)
from .calling import Api, with_access
from .following import (
    ask_again,
    forget_concealed,
    gone,
    note_posted,
    take_back_early,
    tell_again,
)
from .interfaces import IChannels
from .interfaces.channels import FILM, Channel
from .postcalls import PostDelivery
from .resource import KeptPost, book_of, named, parted, says
from .texts import (
    address_of,
    current,
    film_address,
    film_of,
    hides,
    picture_address,
    tags_of,
)

if TYPE_CHECKING:
    from pyramid.config import Configurator
    from pyramid.registry import Registry

    from ...base.interfaces import IItem, ISite
    from ...kernel.tree.resources import Described
    from ...platform.scheduling.interfaces import IEnvironment
    from .interfaces import PostText

#: Seconds for one try, with its tokens.
SECONDS = 18
#: Key of a body: the item has changed since the board approved the post for that version.
STALE = 'stale'
#: Besides: a passage of the item is concealed now.
CONCEALS = 'conceals'
_HIDES = {CONCEALS: 'yes'}
_NO_TLS = _('Địa chỉ phải bắt đầu bằng https:// và có tên miền trên mạng công cộng.')


def add_channel(config: Configurator, channel: Channel) -> None:
    """Let sites connect to ``channel``."""
    config.registry.getUtility(IChannels)[channel.name] = channel
    config.add_receiver(Receiver(
        channel.name, channel.title, channel.schema, partial(tell, channel),
        partial(send, channel), partial(wants, channel), channel.secrets, is_of_city=False,
        is_local=True, hint=channel.hint, wrong=wrong, words=channel.words))


def wants(channel: Channel, environment: IEnvironment, item: IItem, _settings: Settings) -> bool:
    """Return whether there is a post of ``item`` that the board has approved and nobody recalled,
    and the item has not expired.
    """
    post = book_of(environment.portal).get(str(item.__oid__), channel.name)
    return post is not None and post.is_live and is_listed(item)


def wrong(given: Settings, _site: ISite, registry: Registry) -> Mapping[str, str]:
    """Return what is wrong with settings: an address without TLS outside of the network."""
    http: IHttp = registry.getUtility(IHttp)
    return {name: _NO_TLS for name in ('address', 'oauth')
            if name in given and not http.may_send(str(given[name]))}


def tell(channel: Channel, environment: IEnvironment, item: IItem | None,
         delivery: Delivery) -> Body:
    """Return what the post says; ``{}`` if there is nothing to say."""
    if delivery.kind == TRIAL:
        return {}
    post = book_of(environment.portal).get(delivery.item, channel.name)
    approved = None if post is None else post.approved
    if post is None or approved is None:
        pending = '' if post is None else post.pending
        return {'title': '', 'text': '', 'pending': pending} if delivery.kind == GONE else {}
    body = _as_known(post, approved)
    if item is None:
        return body
    digest, described = post.digest_of(approved), cast('Described', item)
    if approved.version != current(described):
        return {STALE: approved.version, **(_HIDES if hides(described) else {})}
    now = environment.clock.now()
    if says(delivery.reference, digest):
        return {}
    is_early = approved.at is not None and approved.at > now
    if is_early and not post.goes_early(channel, delivery.reference, now):
        return {}
    return {**body, 'digest': digest, **_beside(channel, environment, described, approved),
            'at': approved.at.isoformat() if is_early and approved.at else ''}


def _as_known(post: KeptPost, approved: PostText) -> dict[str, str]:
    tried = zip_longest(post.TRIED, post.tried or (), fillvalue='')
    return {'title': approved.title, 'text': approved.text, 'pending': post.pending,
            'attached': approved.attached_digest,
            **{f'tried {name}': said for name, said in tried}}


def _beside(channel: Channel, environment: IEnvironment, item: Described,
            approved: PostText) -> dict[str, object]:
    """Return what goes along with the words."""
    registry, film = environment.registry, film_of(item)
    found: dict[str, object] = {
        'link': address_of(item, registry), 'tags': '\n'.join(tags_of(item, channel)),
        'picture': picture_address(item, approved.attached, registry), 'film': ''}
    if FILM in channel.takes and film is not None and approved.attached == item.__oid__:
        found |= {'film': film_address(item, registry),
                  'film size': film.size, 'film type': film.mimetype}
    return found


def send(channel: Channel, environment: IEnvironment, delivery: Delivery) -> Receipt:
    """Post it, correct it or take it back, and keep what follows from that."""
    body = cast('Mapping[str, str]', delivery.body)
    key = delivery.item, channel.name
    if delivery.kind not in (TRIAL, GONE) and 'digest' not in body:
        if CONCEALS in body:
            environment.in_transaction(
                partial(forget_concealed, environment, key, delivery.connection))
        elif STALE in body:
            environment.in_transaction(partial(ask_again, environment, key, body[STALE]))
            environment.in_transaction(
                partial(take_back_early, environment, key, delivery.connection))
        return Receipt(ACCEPTED, note=NOTHING_NEW, reference=delivery.reference)
    api = Api(environment, channel, delivery.connection, delivery.settings, delivery.secrets,
              Deadline(SECONDS))
    call = PostDelivery(api, environment, channel, delivery)
    receipts: list[Receipt] = []
    if not with_access(environment, delivery.connection, lambda: receipts.append(
            _done(channel, call, delivery.kind))):
        return Receipt(LATER, note=NO_TOKEN)
    return _followed(environment, delivery, key, receipts[0])


def _done(channel: Channel, call: PostDelivery, kind: str) -> Receipt:
    """Do what a delivery of that ``kind`` asks for, with the name of the post if there is one."""
    if kind == TRIAL:
        return channel.trial(call)
    is_gone = kind == GONE
    if channel.find and not call.post_name and call.is_again and (is_gone or not call.pending):
        found = channel.find(call)
        if found.outcome != ACCEPTED:
            return found
        call.post_name = found.reference
    if not is_gone:
        receipt = channel.post(call)
        if call.is_making and receipt.outcome != LATER and receipt.note != PART:
            call.note('')
        return receipt
    return channel.remove(call) if call.post_name or call.pending else Receipt(ACCEPTED)


def _followed(environment: IEnvironment, delivery: Delivery, key: tuple[str, str],
              receipt: Receipt) -> Receipt:
    """Keep what follows from ``receipt``, and return it as the engine keeps it."""
    if receipt.outcome != ACCEPTED or delivery.kind == TRIAL:
        return receipt
    body = cast('Mapping[str, str]', delivery.body)
    if delivery.kind == GONE:
        environment.in_transaction(partial(gone, environment, key))
    elif receipt.note == PART:
        environment.in_transaction(partial(
            tell_again, environment, key, delivery.connection, receipt.pause))
    elif receipt.reference:
        is_new = receipt.reference != parted(delivery.reference)[0]
        at = datetime.datetime.fromisoformat(body['at']) if body['at'] else environment.clock.now()
        environment.in_transaction(partial(note_posted, environment, key, at, is_new))
        return receipt._replace(reference=named(receipt.reference, body['digest']))
    return receipt
