"""Forgetting posts of what is to be gone for good, and who wrote and approved."""
from __future__ import annotations

from typing import TYPE_CHECKING

from .interfaces import BY_ITEM
from .resource import KeptPost, PostBook, book_of

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IPortal
    from ...content.erasure.interfaces import Erased


def forget_posts(portal: IPortal, gone: Erased, _registry: Registry) -> None:
    """Eraser: no post of a resource that is ``gone`` stays, and no post names an account that is.
    The engine takes back what stands on a channel; of what a channel is making only that is kept.
    """
    book = book_of(portal)
    for post in [each for each in book.posts.values() if int(each.item) in gone.resources]:
        let_go(book, post)
    for post in book.posts.values():
        if any(each in gone.accounts for each in (
                *post.authors, *post.approvals, *post.approved_by)):
            post.authors = tuple(each for each in post.authors if each not in gone.accounts)
            post.approvals = tuple(each for each in post.approvals if each not in gone.accounts)
            post.approved_by = tuple(
                each for each in post.approved_by if each not in gone.accounts)


def let_go(book: PostBook, post: KeptPost) -> None:
    """Keep no word of ``post``; of what a channel is making its name there alone."""
    book.drop_due(post)
    book.settle(post)
    del book.posts[post.item, post.channel]
    if post.pending:
        left = KeptPost(post.item, post.channel, post.site)
        left.pending, left.recalled = post.pending, BY_ITEM
        book.posts[post.item, post.channel] = left
