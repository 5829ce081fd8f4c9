"""``IConcealing``, as a plain object that knows nothing of HTTP."""
from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import cast
from unicodedata import normalize

from pyramid.registry import Registry
from pyramid.request import Request
from zope.interface import implementer

from ...base.clock import local
from ...base.i18n import _
from ...base.interfaces import IClock, IItem, IResource
from ...base.permissions import APPROVE_ANSWER, NOT_ALLOWED, Allowed
from ...base.text import slug
from ...content.erasure.interfaces import IErasing, IErasureRules
from ...content.versions.interfaces import IEditing, INaming, IVersions
from ...editorial.publishing.interfaces import IPublishing
from ...kernel.security.authorization.grants import roles_at
from ...kernel.tree.events import Action, send
from ...kernel.tree.lookup import find_site, in_work
from ...kernel.tree.resources import Described
from ...kernel.workflow.definitions import IDefinitions, definition_of
from ...kernel.workflow.interfaces import APPROVED, PUBLIC
from ...kernel.workflow.records import BY_BOARD, IN_EMERGENCY, Approval, review_of
from .interfaces import CannotConceal, Concealed, IConcealing
from .marking import CONCEALED, unmasked
from .marking.spelling import plain

LEAST, LONGEST = 2, 300
CONCEAL = 'conceal_piece'
_TAG = re.compile('<[^>]*>')
#: Fields that are no text of a person.
_CODES = frozenset({'kind'})


@implementer(IConcealing)
class Concealing:
    """``IConcealing`` for one asker.  ``service``: returns the services of the request."""

    def __init__(self, registry: Registry, allowed: Allowed,
                 service: Callable[[type], object]) -> None:
        self._registry = registry
        self._allowed = allowed
        self._service = service

    def preview(self, item: Described, piece: str) -> Concealed:
        """See ``IConcealing``."""
        piece = self._checked(item, piece)
        versions = cast(IVersions, self._service(IVersions))
        values, times = {}, 0
        for document in _public(item):
            before = versions.values(document)
            found = {name: conceal(value, piece) for name, value in before.items()
                     if isinstance(value, str) and name not in _CODES}
            values[document.language] = {
                name: value for name, (value, number) in found.items() if number}
            times += sum(number for _value, number in found.values())
        times += sum(conceal(note, piece)[1] for document in _public(item)
                     for _moment, note in document.changes)
        times += int(_is_named(item, piece))
        if not times:
            raise CannotConceal({'piece': _('Không thấy đoạn này trong nội dung công khai.')})
        told = json.dumps([str(item.__oid__), piece, values], sort_keys=True)
        return Concealed(values, times, hashlib.sha256(told.encode()).hexdigest())

    def _checked(self, item: Described, piece: str) -> str:
        piece = _required(piece)
        if not self._allowed(APPROVE_ANSWER, find_site(item)):
            raise CannotConceal({'': NOT_ALLOWED})
        if not item.is_public:
            raise CannotConceal({'': _('Mục này không công khai.')})
        if any(document.working is not None for document in _public(item)):
            raise CannotConceal({'': _(
                'Mục này còn bản đang sửa; hãy công khai hoặc hủy bản đó trước.')})
        return piece

    def without(self, text: str, piece: str) -> tuple[str, int]:
        """See ``IConcealing``."""
        return conceal(text, _required(piece))

    def conceal(self, item: Described, piece: str, digest: str, basis: str, reference: str,
                actor: str) -> int:
        """See ``IConcealing``."""
        piece = self._checked(item, piece)
        found = self.preview(item, piece)
        self._require(item, found, digest, actor)
        day = local(self._registry.getUtility(IClock).now()).date()
        wrong = self._registry.getUtility(IErasureRules).against(basis, reference.strip(), day)
        if wrong:
            raise CannotConceal(wrong)
        for document in _public(item):
            self._replace(document, found.values[document.language], actor)
            document.changes = tuple((moment, conceal(note, piece)[0])
                                     for moment, note in document.changes)
        self._rename(item, piece, actor)
        number = cast(IErasing, self._service(IErasing)).demand_past(
            cast(IItem, item), actor, basis, reference, concealing=True)
        send(self._registry)(Action(item, CONCEAL, actor, number=number, count=found.times))
        return number

    def _require(self, item: Described, found: Concealed, digest: str, actor: str) -> None:
        if found.digest != digest:
            raise CannotConceal({'': _('Nội dung đã thay đổi: hãy xem lại rồi che.')})
        if any(actor in _authors(document) for document in _public(item)):
            raise CannotConceal({'': _(
                'Người viết hoặc sửa phiên bản này không được tự phê duyệt.')})
        reasons = [why for document in _public(item) for why in cast(
            IPublishing, self._service(IPublishing)).publish_blockers(document)]
        if reasons:
            raise CannotConceal({'': reasons[0]})

    def _replace(self, document: Described, values: Mapping[str, str], actor: str) -> None:
        """Let ``document`` say ``values`` in public: the machine writes, ``actor`` approves."""
        if not values:
            return
        authors = _authors(document)
        cast(IEditing, self._service(IEditing)).edit(document, values, actor)
        working_copy = in_work(document)
        publishing = cast(IPublishing, self._service(IPublishing))
        verdict = publishing.judge(document)
        review = review_of(working_copy)
        review.authors = authors
        review.approvals = (self._approval(document, verdict.digest, actor),)
        working_copy.state = APPROVED
        publishing.publish(document, actor, verdict=verdict)

    def _approval(self, document: Described, digest: str, actor: str) -> Approval:
        """Return the approval by ``actor``: that of the board where one is enough and it is their
        turn, else one that a second member looks at.
        """
        now, site = self._registry.getUtility(IClock).now(), find_site(document)
        stages = definition_of(site, self._registry.getUtility(IDefinitions)).stages
        alone = len(stages) == 1 and stages[0].count == 1 and bool(
            roles_at(site, (actor,), now) & stages[0].roles)
        return Approval(actor, now, digest, BY_BOARD if alone else IN_EMERGENCY)

    def _rename(self, item: Described, piece: str, actor: str) -> None:
        """Let the address not hold ``piece`` any more."""
        if _is_named(item, piece):
            naming = cast(INaming, self._service(INaming))
            name = naming.free_name(cast(IResource, item.__parent__), unmasked(item.title))
            cast(IEditing, self._service(IEditing)).rename(item, name, actor)


def _required(piece: str) -> str:
    """Return ``piece`` in NFC, with single spaces.  Raises ``CannotConceal`` if it is none."""
    piece = ' '.join(normalize('NFC', piece).split())
    if not LEAST <= len(piece) <= LONGEST or not any(map(str.isalnum, piece)):
        raise CannotConceal({'piece': _('Hãy nhập đúng đoạn cần che, từ 2 đến 300 ký tự.')})
    return piece


def conceal(text: str, piece: str) -> tuple[str, int]:
    """Return ``text`` without ``piece``, however it is spelled, and how often it stood there.

    >>> conceal('Ông Trần An, ông TRAN  AN', 'Trần An')
    ('Ông [đã che], ông [đã che]', 2)
    """
    text = normalize('NFC', text)
    words = map(re.escape, plain(piece).split())
    pattern = re.compile(r'(?<!\w)' + r'(?:\s|&nbsp;|<[^>]*>)+'.join(words) + r'(?!\w)')
    spans = [found.span() for found in pattern.finditer(plain(text))]
    for start, end in reversed(spans):
        tags = ''.join(_TAG.findall(text[start:end]))
        text = f'{text[:start]}{CONCEALED}{tags}{text[end:]}'
    return text, len(spans)


def _is_named(item: Described, piece: str) -> bool:
    return f'-{slug(piece)}-' in f'-{item.__name__}-'


def _authors(document: Described) -> frozenset[str]:
    return document.concluded.authors if document.concluded is not None else frozenset()


def _public(item: Described) -> Iterator[Described]:
    """Yield ``item`` and its translations, as far as they are public."""
    for document in (item, *item.translations.values()):
        if document.state in PUBLIC:
            yield cast(Described, document)


def concealing_service(request: Request) -> Concealing:
    """Return the ``IConcealing`` for whoever asks by ``request``."""
    return Concealing(request.registry, request.has_permission, request.service)
