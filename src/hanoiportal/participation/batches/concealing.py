"""``IBatchConcealing``: a text, or a piece that was overlooked, leaves what is public."""
from __future__ import annotations

import secrets
from collections.abc import Mapping

from pyramid.registry import Registry
from pyramid.request import Request
from zope.interface import implementer

from ...base.i18n import _, said_in
from ...base.interfaces import IPortal
from ...base.permissions import APPROVE_ANSWER, NOT_ALLOWED, Allowed
from ...kernel.security.crypto.sealing import ISealing
from ...kernel.tree.events import InnerAction, send
from ...kernel.tree.lookup import find_site
from ...platform.outbox.interfaces import IOutbox
from ..cases.interfaces import NOTE, ICases
from ..publication.interfaces import CannotConceal, IConcealing
from .effect import CONCEAL_IN_TEXT
from .interfaces import TAKEN_OUT, CannotPublishBatch, IBatchConcealing
from .interfaces.sources import IPublishesBatches, IRefusing, IWritingSource, Told
from .texts import (
    kept_text,
    kept_without,
    number_of,
    require_ground,
    required,
    said_without,
)

#: What a sender is told, in the language of the case.
_OUT = _('Ý kiến đã được gỡ khỏi trang công khai. Lý do: ${why}')


@implementer(IBatchConcealing)
class BatchConcealing:
    """See ``IBatchConcealing``."""

    def __init__(self, registry: Registry, portal: IPortal, allowed: Allowed,
                 concealing: IConcealing) -> None:
        self._registry, self._portal, self._allowed = registry, portal, allowed
        self._concealing = concealing
        self._cases: ICases = registry.getAdapter(portal, ICases)

    def published(self, item: IPublishesBatches) -> Mapping[str, Told]:
        """See ``IBatchConcealing``."""
        source: IWritingSource = self._registry.getAdapter(item, IWritingSource)
        found = [(public, source.told(each)) for public, each in source.published().items()]
        return dict(sorted(found, key=lambda each: each[1].day, reverse=True))

    def withdraw(self, item: IPublishesBatches, public: str, ground: str, reason: str,
                 actor: str) -> None:
        """See ``IBatchConcealing``."""
        source = self._source(item)
        refusing = self._registry.queryAdapter(item, IRefusing)
        title = require_ground(refusing, ground) if refusing is not None else ''
        why = required(reason)
        number = number_of(source, public)
        if not number:
            raise CannotPublishBatch({'': _('Không có ý kiến này trong sổ.')})
        source.take_back(number)
        case = self._cases.get(number)
        if case is not None:
            self._cases.keep(case, source.kept_as, '')
            say = said_in(self._registry, case.language)
            self._cases.append(
                case, NOTE, text=say(_OUT, why=f'{say(title)}. {why}' if title else why),
                ground=TAKEN_OUT, actor=actor, site=case.site)
        send(self._registry)(InnerAction(
            item, source.actions.withdraw, actor, number=number, ground=ground))

    def conceal(self, item: IPublishesBatches, public: str, piece: str, actor: str) -> int:
        """See ``IBatchConcealing``."""
        source = self._source(item)
        said, case = source.published().get(public), self._cases.get(number_of(source, public))
        kept = kept_text(source, self._cases, case.number) if case is not None else None
        if said is None or case is None or kept is None:
            raise CannotPublishBatch({'': _('Không có ý kiến này trong sổ.')})
        if actor in kept.authors:
            raise CannotPublishBatch({'': _(
                'Người viết hoặc sửa phiên bản này không được tự phê duyệt.')})
        try:
            _texts, times = said_without(source, said, piece, self._concealing)
            kept = kept_without(kept, piece, self._concealing)
        except CannotConceal as refused:
            raise CannotPublishBatch(refused.reasons) from None
        if not times:
            raise CannotPublishBatch({'piece': _(
                'Không thấy đoạn này trong nội dung công khai.')})
        self._cases.keep(case, source.kept_as, kept.as_kept())
        token = secrets.token_hex(16)
        sealed = self._registry.getUtility(ISealing).seal(piece, f'conceal {token}').hex()
        outbox: IOutbox = self._registry.getAdapter(self._portal, IOutbox)
        outbox.add(CONCEAL_IN_TEXT, token, {
            'item': str(item.__oid__), 'public': public, 'sealed': sealed})
        send(self._registry)(InnerAction(
            item, source.writing.conceal, actor, number=case.number, count=times))
        return times

    def _source(self, item: IPublishesBatches) -> IWritingSource:
        """Return what knows of ``item``, for the board.  Raises ``CannotPublishBatch``."""
        if not self._allowed(APPROVE_ANSWER, find_site(item)):
            raise CannotPublishBatch({'': NOT_ALLOWED})
        found: IWritingSource = self._registry.getAdapter(item, IWritingSource)
        return found


def concealing_in_batches(request: Request) -> BatchConcealing:
    """Return the ``IBatchConcealing`` for whoever asks by ``request``."""
    return BatchConcealing(request.registry, request.root, request.has_permission,
                           request.service(IConcealing))
