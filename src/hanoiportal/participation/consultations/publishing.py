"""``ICommentPublishing``: what of comments may be public is written, checked and approved here."""
from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterator, Sequence
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
from ..cases.interfaces import NAME, PUBLISH, Case, ICases
from ..publication.interfaces import KEEP, ICasePublishing, PublicText
from .interfaces.comments import (
    MOST_IN_BATCH,
    Batch,
    CannotComment,
    Comment,
    ICommentPublishing,
    PublicComment,
)
from .interfaces.drafts import IConsultation
from .publishedtexts import NEVER, TEXT, made_of, read, written
from .register import comments_on
from .resource import DraftComments
from .unpublishing import take_out

#: Kind of the effect that publishes.
PUBLISH_COMMENTS = 'publish comments'


@implementer(ICommentPublishing)
class CommentPublishing:
    """See ``ICommentPublishing``."""

    def __init__(self, registry: Registry, portal: IPortal, allowed: Allowed, boards: IBoards,
                 texts: ICasePublishing) -> None:
        self._registry, self._portal, self._allowed = registry, portal, allowed
        self._boards, self._texts = boards, texts
        self._cases: ICases = registry.getAdapter(portal, ICases)
        self._now = registry.getUtility(IClock).now

    def waiting(self, draft: IConsultation) -> Sequence[Case]:
        """See ``ICommentPublishing``."""
        return [case for _row, case in self._waiting(draft)]

    def text(self, case: Case) -> PublicText:
        """See ``ICommentPublishing``."""
        kept, first = read(self._cases.kept(case, TEXT)), self._texts.draft(case)
        if kept is None:
            return replace(first, title='')
        return kept if kept.answer else replace(kept, answer=first.answer)

    def left(self, text: PublicText) -> int:
        """See ``ICommentPublishing``."""
        return len(self._texts.undecided(replace(text, title='')))

    def name(self, case: Case) -> str:
        """See ``ICommentPublishing``."""
        contents = self._cases.open(case)
        if contents is None or NAME not in contents.consents:
            return ''
        return contents.sender.organisation or contents.sender.name

    def told(self, draft: IConsultation, batch: Batch) -> Sequence[PublicComment]:
        """See ``ICommentPublishing``."""
        return list(made_of(self._registry, self._portal, draft, batch.numbers).values())

    def keep(self, draft: IConsultation, case: Case, text: str, name: str, reason: str,
             is_checked: bool, actor: str) -> None:
        """See ``ICommentPublishing``."""
        self._require(ANSWER, draft)
        contents = self._cases.open(case)
        if contents is None or PUBLISH not in contents.consents:
            raise CannotComment({'': _('Người góp ý chưa đồng ý công khai nội dung.')})
        if name and name != self.name(case):
            raise CannotComment({'name': _('Người gửi chưa đồng ý công khai họ tên này.')})
        before = self.text(case)
        made = PublicText(
            question=str(normal(text)), answer=str(normal(reason)), name=name,
            authors=tuple(sorted({*before.authors, actor})))
        if not made.question:
            raise CannotComment({'text': _('Chưa nhập nội dung.')})
        left = self._texts.undecided(made)
        if left and not is_checked:
            raise CannotComment({'checked': _(
                'Còn ${number} chỗ có thể nêu thông tin cá nhân chưa được quyết định.',
                mapping={'number': len(left)})})
        made = replace(made, title=before.title or secrets.token_hex(6),
                       decided={mark.text: KEEP for mark in left})
        self._cases.keep(case, TEXT, written(made))
        self._log(draft, 'draft_comment', actor, number=case.number)

    def batch(self, draft: IConsultation) -> Batch | None:
        """See ``ICommentPublishing``."""
        found = self._kept(draft).batch
        return found if found is not None and found.digest == self._digest(
            draft, found.numbers) else None

    def propose(self, draft: IConsultation, actor: str) -> Batch:
        """See ``ICommentPublishing``."""
        self._require(ANSWER, draft)
        known = [(case.number, text) for _row, case in self._waiting(draft)
                 if (text := read(self._cases.kept(case, TEXT))) is not None][:MOST_IN_BATCH]
        if not known:
            raise CannotComment({'': _('Chưa có bản công khai nào được soạn.')})
        numbers = tuple(number for number, _text in known)
        authors = {author for _number, text in known for author in text.authors}
        found = Batch(numbers, self._digest(draft, numbers), tuple(sorted(authors)), ())
        self._kept(draft).batch = found
        self._log(draft, 'propose_comments', actor, count=len(numbers), after=found.digest)
        return found

    def reasons_against(self, draft: IConsultation, batch: Batch, actor: str) -> str:
        """See ``ICommentPublishing``."""
        site = find_site(draft)
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

    def approve(self, draft: IConsultation, digest: str, actor: str) -> bool:
        """See ``ICommentPublishing``."""
        found = self.batch(draft)
        if found is None or found.digest != digest:
            raise CannotComment({'': _('Đợt công khai đã thay đổi: hãy đọc lại rồi phê duyệt.')})
        against = self.reasons_against(draft, found, actor)
        if against:
            raise CannotComment({'': against})
        found = found._replace(approvals=(*found.approvals, actor))
        is_last = len(found.approvals) >= len(self._stages(find_site(draft)))
        self._kept(draft).batch = found
        if is_last:
            outbox: IOutbox = self._registry.getAdapter(self._portal, IOutbox)
            outbox.add(PUBLISH_COMMENTS, secrets.token_hex(16), {
                'draft': str(draft.__oid__), 'digest': found.digest})
        self._log(draft, 'approve_comments', actor, after=found.digest)
        return is_last

    def withdraw(self, draft: IConsultation, public: str, actor: str) -> None:
        """See ``ICommentPublishing``."""
        self._require(APPROVE_ANSWER, draft)
        kept = self._kept(draft)
        row = next((each for each in kept.rows.values() if each.public == public), None)
        if not public or row is None:
            raise CannotComment({'': _('Không có ý kiến này trong sổ.')})
        kept.rows[row.number] = row._replace(public='')
        case = self._cases.get(row.number)
        if case is not None:
            self._cases.keep(case, TEXT, '')
        take_out(self._registry, self._portal, str(draft.__oid__), public)
        self._log(draft, 'withdraw_comment', actor, number=row.number)

    def _waiting(self, draft: IConsultation) -> Iterator[tuple[Comment, Case]]:
        """Yield what may become public, of each group of the same text one."""
        seen = set()
        for row in sorted(self._kept(draft).rows.values(), key=lambda row: not row.public):
            if row.group in seen or row.outcome in NEVER:
                continue
            if row.public:
                seen.add(row.group)
                if row.told == row.outcome:
                    continue
            case = self._cases.get(row.number)
            contents = self._cases.open(case) if case is not None else None
            if case is not None and contents is not None and PUBLISH in contents.consents:
                seen.add(row.group)
                yield row, case

    def _digest(self, draft: IConsultation, numbers: Sequence[int]) -> str:
        said = made_of(self._registry, self._portal, draft, numbers)
        told = json.dumps([each._replace(same=1)._asdict() for each in said.values()],
                          ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()

    def _stages(self, site: ISite) -> list[frozenset[str]]:
        """Return the roles of each approval that is needed, in their order."""
        stages = definition_of(site, self._registry.getUtility(IDefinitions)).stages
        return [frozenset(stage.roles) for stage in stages for _each in range(stage.count)]

    def _roles(self, site: ISite, given: int) -> frozenset[str]:
        stages = self._stages(site)
        return stages[min(given, len(stages) - 1)]

    def _kept(self, draft: IConsultation) -> DraftComments:
        return comments_on(self._portal, str(draft.__oid__))

    def _require(self, permission: str, draft: IConsultation) -> None:
        if not self._allowed(permission, find_site(draft)):
            raise CannotComment({'': NOT_ALLOWED})

    def _log(self, draft: IConsultation, action: str, actor: str, after: str = '', number: int = 0,
             count: int = 0) -> None:
        send(self._registry)(InnerAction(
            draft, action, actor, after=after, number=number, count=count))


def publishing_service(request: Request) -> CommentPublishing:
    """Return the ``ICommentPublishing`` for whoever asks by ``request``."""
    return CommentPublishing(
        request.registry, request.root, request.has_permission, request.service(IBoards),
        request.service(ICasePublishing))
