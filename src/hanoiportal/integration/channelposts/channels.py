"""How a kind of channels becomes a receiver of the delivery engine."""
from __future__ import annotations

from collections.abc import Mapping
from functools import partial
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
    TRIAL,
    Body,
    Delivery,
    Receipt,
    Receiver,
    Settings,
)
from .calling import Api, with_access
from .following import ask_again, gone, note_pending, note_tried, others
from .interfaces import IChannels
from .interfaces.channels import Channel
from .resource import book_of, named, parted, says
from .texts import address_of, current, picture_address

if TYPE_CHECKING:
    from pyramid.config import Configurator
    from pyramid.registry import Registry

    from ...base.interfaces import IItem, ISite
    from ...kernel.tree.resources import Described
    from ...platform.scheduling.interfaces import IEnvironment

#: Seconds for one try, with its tokens.
SECONDS = 18
#: Key of a body: the item has changed since the board approved the post for that version.
STALE = 'stale'
_NO_TLS = _('Địa chỉ phải bắt đầu bằng https:// và có tên miền trên mạng công cộng.')


def add_channel(config: Configurator, channel: Channel) -> None:
    """Let sites connect to ``channel``."""
    config.registry.getUtility(IChannels)[channel.name] = channel
    config.add_receiver(Receiver(
        channel.name, channel.title, channel.schema, partial(tell, channel),
        partial(send, channel), partial(wants, channel), channel.secrets, is_of_city=False,
        is_local=True, hint=channel.hint, wrong=wrong))


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
        return {'title': '', 'text': '', 'pending': ''} if delivery.kind == GONE else {}
    tried = post.tried or ('', '')
    body = {'title': approved.title, 'text': approved.text, 'pending': post.pending,
            'tried title': tried[0], 'tried text': tried[1]}
    if item is None:
        return body
    digest, described = post.digest_of(approved), cast('Described', item)
    if approved.version != current(described):
        return {STALE: approved.version}
    if says(delivery.reference, digest):
        return {}
    if approved.at is not None and approved.at > environment.clock.now():
        return {}
    return {**body, 'digest': digest, 'link': address_of(described, environment.registry),
            'picture': picture_address(described, approved.picture, environment.registry)}


class PostDelivery:
    """See ``PostCall``."""

    def __init__(self, api: Api, environment: IEnvironment, channel: Channel,
                 delivery: Delivery) -> None:
        self.api, self.body = api, cast('Mapping[str, str]', delivery.body)
        self.post_name = parted(delivery.reference)[0]
        self.is_again = delivery.tries > 1 or delivery.kind == GONE
        pending, self._digest = self.body.get('pending', ''), self.body.get('digest', '')
        self.pending, self.is_outdated = parted(pending)[0], not says(pending, self._digest)
        self._environment, self._key = environment, (delivery.item, channel.name)
        self._number = delivery.connection

    def sought(self, field: str) -> list[str]:
        """See ``PostCall``."""
        return [each for name in (field, f'tried {field}') if (each := self.body.get(name, ''))]

    def begin(self) -> None:
        """See ``PostCall``."""
        self._environment.in_transaction(partial(
            note_tried, self._environment, self._key, (self.body['title'], self.body['text'])))

    def others(self) -> frozenset[str]:
        """See ``PostCall``."""
        return self._environment.in_transaction(
            partial(others, self._environment, self._key, self._number))

    def note(self, pending: str) -> None:
        """See ``PostCall``."""
        self._environment.in_transaction(
            partial(note_pending, self._environment, self._key,
                    named(pending, self._digest) if pending else ''))


def send(channel: Channel, environment: IEnvironment, delivery: Delivery) -> Receipt:
    """Post it, correct it or take it back, and keep what follows from that."""
    body = cast('Mapping[str, str]', delivery.body)
    key = delivery.item, channel.name
    if delivery.kind not in (TRIAL, GONE) and 'digest' not in body:
        if STALE in body:
            environment.in_transaction(partial(ask_again, environment, key, body[STALE]))
        return Receipt(ACCEPTED, note=NOTHING_NEW, reference=delivery.reference)
    api = Api(environment, channel, delivery.connection, delivery.settings, delivery.secrets,
              Deadline(SECONDS))
    call = PostDelivery(api, environment, channel, delivery)
    does = {TRIAL: channel.trial, GONE: channel.remove}.get(delivery.kind, channel.post)
    receipts: list[Receipt] = []
    if not with_access(environment, delivery.connection, lambda: receipts.append(does(call))):
        return Receipt(LATER, note=NO_TOKEN)
    receipt = receipts[0]
    if receipt.outcome == ACCEPTED and delivery.kind == GONE:
        environment.in_transaction(partial(gone, environment, key))
    if receipt.outcome == ACCEPTED and receipt.reference:
        receipt = receipt._replace(reference=named(receipt.reference, body['digest']))
    return receipt
