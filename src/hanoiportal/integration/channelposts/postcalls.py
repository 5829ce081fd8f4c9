"""``PostCall``: what a channel may know and keep while it posts, corrects or takes back."""
from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, cast

from ...kernel.tree.lookup import item_of
from ..deliveries.interfaces import GONE, Delivery
from .calling import Api
from .following import leave, note_pending, note_tried, others
from .interfaces.channels import Channel, Film
from .resource import KeptPost, named, parted, says
from .texts import film_of

if TYPE_CHECKING:
    from ...platform.scheduling.interfaces import IEnvironment


class PostDelivery:
    """See ``PostCall``.  ``is_making``: whether a name is kept under which it is made."""

    def __init__(self, api: Api, environment: IEnvironment, channel: Channel,
                 delivery: Delivery) -> None:
        self.api, self.body = api, cast('Mapping[str, str]', delivery.body)
        self.post_name = parted(delivery.reference)[0]
        self.is_again = delivery.tries > 1 or delivery.kind == GONE
        pending, self._digest = self.body.get('pending', ''), self.body.get('digest', '')
        self.pending, self.is_outdated = parted(pending)[0], not says(pending, self._digest)
        self.is_making = bool(pending)
        self._environment, self._key = environment, (delivery.item, channel.name)
        self._number, self._site, self._channel = delivery.connection, delivery.site, channel

    @property
    def film(self) -> Film:
        """See ``PostCall``."""
        return Film(int(self.body['film size']), self.body['film type'])

    def part(self, start: int, most: int) -> bytes:
        """See ``PostCall``."""
        return self._environment.in_transaction(partial(self._read, start, most))

    def _read(self, start: int, most: int) -> bytes:
        film = film_of(item_of(self._environment.portal, self._key[0]))
        if film is None or film.sha256 != self.body['attached']:
            return b''
        with film.open() as content:
            content.seek(start)
            return content.read(most)

    def was_tried(self, *fields: str) -> bool:
        """See ``PostCall``."""
        return all(self.body[each] == self.body[f'tried {each}'] for each in fields)

    def sought(self, field: str) -> list[str]:
        """See ``PostCall``."""
        return [each for name in (field, f'tried {field}') if (each := self.body.get(name, ''))]

    def begin(self) -> None:
        """See ``PostCall``."""
        self._environment.in_transaction(partial(
            note_tried, self._environment, self._key,
            tuple(str(self.body.get(each, '')) for each in KeptPost.TRIED)))

    def others(self) -> frozenset[str]:
        """See ``PostCall``."""
        return self._environment.in_transaction(
            partial(others, self._environment, self._key, self._number))

    def note(self, pending: str) -> None:
        """See ``PostCall``."""
        self.is_making = bool(pending)
        self._environment.in_transaction(
            partial(note_pending, self._environment, self._key,
                    named(pending, self._digest) if pending else ''))

    def leave(self, name: str) -> None:
        """See ``PostCall``."""
        link = self._channel.link(name, self.api.settings)
        self._environment.in_transaction(
            partial(leave, self._environment, self._key, self._site, name, link))
