"""What of comments lies in ``content``, as an attribute of the draft's item."""
from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from operator import attrgetter

from ...base.legaltexts.identities import Provision
from .interfaces.comments import PublicComment
from .resource import PublicComments

_NAME = 'public_comments'
_AGE, _PROVISION = attrgetter('day', 'id'), attrgetter('provision')


def public_comments(item: object) -> PublicComments | None:
    """Return the ``PublicComments`` of ``item``, ``None`` if it has none."""
    found: PublicComments | None = getattr(item, _NAME, None)
    return found


def public_comments_to_write(item: object) -> PublicComments:
    """Return the ``PublicComments`` of ``item``, made if there are none."""
    if public_comments(item) is None:
        setattr(item, _NAME, PublicComments())
    found = public_comments(item)
    assert found is not None
    return found


def counted(found: PublicComments) -> Mapping[str, int]:
    """Return how many public comments there are by provision; who said the same counts."""
    numbers: Counter[str] = Counter()
    for each in found.all.values():
        numbers[each.provision] += each.same
    return dict(numbers)


def in_order(found: Collection[PublicComment],
             provisions: Iterable[str]) -> Iterator[PublicComment]:
    """Yield ``found`` in the order of the draft; what stands on none of its ``provisions`` comes
    last.  Those of a provision are sorted once it is their turn: a page needs twenty of thousands.
    """
    by_place = defaultdict[str, list[PublicComment]](list)
    for place, each in zip(map(_PROVISION, found), found, strict=True):
        by_place[place].append(each)
    for place in ('', *provisions):
        if place in by_place:
            yield from sorted(by_place.pop(place), key=_AGE)
    yield from sorted(chain.from_iterable(by_place.values()), key=_AGE)


def linked_comment(each: PublicComment, draft: str,
                   provisions: Mapping[str, Provision]) -> dict[str, object]:
    """Return ``each`` as a thing of schema.org; ``draft``: the address of the draft."""
    place = provisions.get(each.provision)
    about = {'@type': 'CreativeWork', '@id': f'{draft}#{place.address}' if place else draft}
    said: dict[str, object] = {
        '@type': 'Comment', '@id': f'{draft}/y-kien#{each.id}', 'identifier': each.id,
        'text': each.text, 'dateCreated': each.day, 'about': about, 'upvoteCount': each.same}
    if each.name:
        said['author'] = {
            '@type': 'Organization' if each.is_organisation else 'Person', 'name': each.name}
    if each.quotation:
        said['citation'] = each.quotation
    if each.outcome:
        said['creativeWorkStatus'] = each.outcome
    if each.reason:
        said['comment'] = {'@type': 'Comment', 'text': each.reason}
    return said
