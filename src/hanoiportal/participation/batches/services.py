"""``IBatches``: what may be public is written, checked and approved here."""
from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace

from pyramid.registry import Registry
from pyramid.request import Request
from zope.interface import implementer

from ...base.i18n import _
from ...base.interfaces import IClock, IPortal, ISite
from ...base.permissions import ANSWER, APPROVE_ANSWER, NOT_ALLOWED, Allowed
from ...editorial.boards.interfaces import IBoards
from ...kernel.security.authorization.grants import roles_at
from ...kernel.tree.events import InnerAction, send
from ...kernel.tree.lookup import find_site
from ...kernel.tree.readable import normal
from ...kernel.workflow.definitions import IDefinitions, definition_of
from ...platform.outbox.interfaces import IOutbox
from ..cases.interfaces import PUBLISH, Case, ICases
from ..publication.interfaces import KEEP, ICasePublishing, PublicText
from .effect import PUBLISH_BATCH
from .interfaces import (
    MOST_IN_BATCH,
    Batch,
    CannotPublishBatch,
    IBatches,
    IBatchSource,
    IPublishesBatches,
    IRefusing,
    Told,
)
from .texts import digest_of_batch, made_of, read, written


@implementer(IBatches)
class Batches:
    """See ``IBatches``."""

    def __init__(self, registry: Registry, portal: IPortal, allowed: Allowed, boards: IBoards,
                 texts: ICasePublishing) -> None:
        self._registry, self._portal, self._allowed = registry, portal, allowed
        self._boards, self._texts = boards, texts
        self._cases: ICases = registry.getAdapter(portal, ICases)
        self._now = registry.getUtility(IClock).now

    def waiting(self, item: IPublishesBatches) -> Sequence[Case]:
        """See ``IBatches``."""
        return self._source(item).waiting()

    def text(self, item: IPublishesBatches, case: Case) -> PublicText:
        """See ``IBatches``."""
        kept, first = self._read(item, case), self._texts.draft(case)
        if kept is None:
            return replace(first, title='')
        return kept if kept.answer else replace(kept, answer=first.answer)

    def left(self, text: PublicText) -> int:
        """See ``IBatches``."""
        return len(self._texts.undecided(replace(text, title='')))

    def name(self, item: IPublishesBatches, case: Case) -> str:
        """See ``IBatches``."""
        contents = self._cases.open(case)
        return self._source(item).name(contents) if contents is not None else ''

    def told(self, item: IPublishesBatches, batch: Batch) -> Sequence[Told]:
        """See ``IBatches``."""
        source = self._source(item)
        return [source.told(each)
                for each in made_of(source, self._cases, batch.numbers).values()]

    def keep(self, item: IPublishesBatches, case: Case, text: str, name: str, reason: str,
             is_checked: bool, actor: str) -> None:
        """See ``IBatches``."""
        self._require(ANSWER, item)
        contents = self._cases.open(case)
        if contents is None or PUBLISH not in contents.consents:
            raise CannotPublishBatch({'': _('Người góp ý chưa đồng ý công khai nội dung.')})
        if name and name != self.name(item, case):
            raise CannotPublishBatch({'name': _(
                'Người gửi chưa đồng ý công khai họ tên này.')})
        before, source = self.text(item, case), self._source(item)
        made = PublicText(
            question=str(normal(text)), answer=str(normal(reason)), name=name,
            authors=tuple(sorted({*before.authors, actor})))
        if not made.question:
            raise CannotPublishBatch({'text': _('Chưa nhập nội dung.')})
        left = self._texts.undecided(made)
        if left and not is_checked:
            raise CannotPublishBatch({'checked': _(
                'Còn ${number} chỗ có thể nêu thông tin cá nhân chưa được quyết định.',
                mapping={'number': len(left)})})
        made = replace(made, title=before.title or secrets.token_hex(6),
                       decided={mark.text: KEEP for mark in left})
        self._cases.keep(case, source.kept_as, written(made))
        self._log(item, source.actions.draft, actor, number=case.number)

    def refuse(self, item: IPublishesBatches, case: Case, ground: str, text: str,
               actor: str) -> None:
        """See ``IBatches``."""
        self._require(ANSWER, item)
        refusing = self._registry.queryAdapter(item, IRefusing)
        if refusing is None or ground not in dict(refusing.grounds):
            raise CannotPublishBatch({'ground': _('Chưa chọn căn cứ không đăng.')})
        reason = str(normal(text))
        if not reason:
            raise CannotPublishBatch({'why': _(
                'Chưa ghi lý do không đăng; người gửi đọc được lý do này.')})
        refusing.refuse(case, ground, reason, actor)

    def batch(self, item: IPublishesBatches) -> Batch | None:
        """See ``IBatches``."""
        found = self._source(item).kept.batch
        return found if found is not None and found.digest == self._digest(
            item, found.numbers) else None

    def propose(self, item: IPublishesBatches, actor: str) -> Batch:
        """See ``IBatches``."""
        self._require(ANSWER, item)
        source = self._source(item)
        known = [(case.number, text) for case in source.waiting()
                 if (text := self._read(item, case)) is not None][:MOST_IN_BATCH]
        if not known:
            raise CannotPublishBatch({'': _('Chưa có bản công khai nào được soạn.')})
        numbers = tuple(number for number, _text in known)
        authors = {author for _number, text in known for author in text.authors}
        found = Batch(numbers, self._digest(item, numbers), tuple(sorted(authors)), ())
        source.kept.batch = found
        self._log(item, source.actions.propose, actor, count=len(numbers), after=found.digest)
        return found

    def reasons_against(self, item: IPublishesBatches, batch: Batch, actor: str) -> str:
        """See ``IBatches``."""
        site = find_site(item)
        if not self._allowed(APPROVE_ANSWER, site):
            return str(NOT_ALLOWED)
        if not self._boards.is_active(site, self._now()):
            return _('Trang này chưa có Ban Biên tập đang hoạt động nên không xuất bản được '
                     '(Điều 18 Quy chế).')
        if actor in batch.authors:
            return _('Người viết hoặc sửa phiên bản này không được tự phê duyệt.')
        if actor in batch.approvals:
            return _('Phiên bản này đã được tài khoản này phê duyệt.')
        if not roles_at(site, (actor,), self._now()) & self._roles(site, len(batch.approvals)):
            return _('Bước này do người khác trong Ban Biên tập phê duyệt.')
        return ''

    def approve(self, item: IPublishesBatches, digest: str, actor: str) -> bool:
        """See ``IBatches``."""
        found, source = self.batch(item), self._source(item)
        if found is None or found.digest != digest:
            raise CannotPublishBatch({'': _(
                'Đợt công khai đã thay đổi: hãy đọc lại rồi phê duyệt.')})
        against = self.reasons_against(item, found, actor)
        if against:
            raise CannotPublishBatch({'': against})
        found = found._replace(approvals=(*found.approvals, actor))
        is_last = len(found.approvals) >= len(self._stages(find_site(item)))
        source.kept.batch = found
        if is_last:
            outbox: IOutbox = self._registry.getAdapter(self._portal, IOutbox)
            outbox.add(PUBLISH_BATCH, secrets.token_hex(16), {
                'item': str(item.__oid__), 'digest': found.digest})
        self._log(item, source.actions.approve, actor, after=found.digest)
        return is_last

    def withdraw(self, item: IPublishesBatches, public: str, actor: str) -> None:
        """See ``IBatches``."""
        self._require(APPROVE_ANSWER, item)
        source = self._source(item)
        number = source.take_back(public) if public else 0
        if not number:
            raise CannotPublishBatch({'': _('Không có ý kiến này trong sổ.')})
        case = self._cases.get(number)
        if case is not None:
            self._cases.keep(case, source.kept_as, '')
        self._log(item, source.actions.withdraw, actor, number=number)

    def _source(self, item: IPublishesBatches) -> IBatchSource:
        found: IBatchSource = self._registry.getAdapter(item, IBatchSource)
        return found

    def _read(self, item: IPublishesBatches, case: Case) -> PublicText | None:
        return read(self._cases.kept(case, self._source(item).kept_as))

    def _digest(self, item: IPublishesBatches, numbers: Sequence[int]) -> str:
        source = self._source(item)
        return digest_of_batch(source, made_of(source, self._cases, numbers))

    def _stages(self, site: ISite) -> list[frozenset[str]]:
        """Return the roles of each approval that is needed, in their order."""
        stages = definition_of(site, self._registry.getUtility(IDefinitions)).stages
        return [frozenset(stage.roles) for stage in stages for _each in range(stage.count)]

    def _roles(self, site: ISite, given: int) -> frozenset[str]:
        stages = self._stages(site)
        return stages[min(given, len(stages) - 1)]

    def _require(self, permission: str, item: IPublishesBatches) -> None:
        if not self._allowed(permission, find_site(item)):
            raise CannotPublishBatch({'': NOT_ALLOWED})

    def _log(self, item: IPublishesBatches, action: str, actor: str, after: str = '',
             number: int = 0, count: int = 0) -> None:
        send(self._registry)(InnerAction(
            item, action, actor, after=after, number=number, count=count))


def batches_service(request: Request) -> Batches:
    """Return the ``IBatches`` for whoever asks by ``request``."""
    return Batches(
        request.registry, request.root, request.has_permission, request.service(IBoards),
        request.service(ICasePublishing))
