"""The job: it lets the delivery engine post what is approved when its time has come."""
from __future__ import annotations

from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from ...kernel.tree.lookup import find_site, is_closed, item_of
from ..deliveries.interfaces.own import IOwnConnections
from .following import ask_again
from .interfaces import BY_ITEM, PostText
from .resource import KeptPost, book_of, kept_book
from .texts import current

if TYPE_CHECKING:
    from ...base.interfaces import ISite
    from ...platform.scheduling.interfaces import IEnvironment

#: Seconds between two looks; posts in one transaction.
EVERY, AT_ONCE = 15, 50
_LAST = '\uffff'


def post_due(environment: IEnvironment) -> None:
    """Job: tell the engine of what is due."""
    for key in environment.in_transaction(partial(_due, environment)):
        environment.in_transaction(partial(_post, environment, key))


def _due(environment: IEnvironment) -> list[tuple[float, str, str]]:
    end = environment.clock.now().timestamp(), _LAST, _LAST
    return list(islice(book_of(environment.portal).due.keys(max=end), AT_ONCE))


def _post(environment: IEnvironment, row: tuple[float, str, str]) -> None:
    book, key = kept_book(environment.portal), row[1:]
    post = book.get(*key)
    if row not in book.due:
        return
    book.due.remove(row)
    item = item_of(environment.portal, key[0])
    if post is None or post.approved is None or post.recalled:
        return
    if item is None or not current(item) or is_closed(item):
        post.recalled = BY_ITEM
    elif post.approved.version != current(item):
        ask_again(environment, key, post.approved.version)
    else:
        _tell(environment, post, post.approved, find_site(item))


def _tell(environment: IEnvironment, post: KeptPost, approved: PostText, site: ISite) -> None:
    """Have the engine look at ``post``, if its site is connected still."""
    own: IOwnConnections = environment.registry.getAdapter(environment.portal, IOwnConnections)
    connection = own.of(post.channel, site)
    post.told = post.digest_of(approved)
    if connection is not None:
        own.tell(connection.number, post.item)
