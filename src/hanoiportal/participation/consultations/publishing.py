"""What of comments may be public, for ``participation.batches`` (clauses 4.3, 15.1.f)."""
from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from pyramid.registry import Registry
from zope.interface import implementer

from ...base.clock import local
from ...base.i18n import _
from ...kernel.tree.events import SYSTEM, Change, send
from ...kernel.tree.lookup import find_portal
from ..batches.interfaces import SENT_BACK, IPublicTexts
from ..batches.interfaces.sources import (
    MOST_IN_BATCH,
    Batch,
    BatchActions,
    IWritingSource,
    SaidText,
    Told,
    WritingActions,
)
from ..cases.interfaces import NAME, ORGANISATION, PUBLISH, Case, Contents, ICases
from ..publication.interfaces import PublicText
from .interfaces.comments import ABUSIVE, LEDGER, TITLES, WITHDRAWN, Comment, PublicComment
from .interfaces.drafts import IConsultation
from .placing import place_of, said_of
from .publiccomments import counted, public_comments, public_comments_to_write
from .register import comments_on
from .resource import DraftComments

#: Outcomes of what is never public.
NEVER = (WITHDRAWN, ABUSIVE)
#: What is said to the log when a batch is public.
PUBLISHED_COMMENTS = 'publish_comments'


class PublishedComments:
    """What of ``IWritingSource`` is in ``content``: the public comments on one draft."""

    actions = BatchActions('propose_comments', 'approve_comments', 'send_comments_back',
                           'withdraw_comment')
    writing = WritingActions('draft_comment', 'conceal_in_comment')

    def __init__(self, registry: Registry, draft: IConsultation) -> None:
        self._registry, self._draft = registry, draft

    def published(self) -> Mapping[str, SaidText]:
        """See ``IWritingSource``."""
        found = public_comments(self._draft)
        return found.all if found is not None else {}

    def rewrite(self, said: SaidText, texts: Mapping[str, str]) -> None:
        """See ``IWritingSource``."""
        all_ = public_comments_to_write(self._draft).all
        all_[said.id] = all_[said.id]._replace(**texts)
        send(self._registry)(Change(self._draft, self.writing.conceal, SYSTEM))

    def remove(self, said: SaidText) -> None:
        """See ``IWritingSource``."""
        found = public_comments_to_write(self._draft)
        del found.all[said.id]
        self._draft.comment_counts = counted(found)
        send(self._registry)(Change(self._draft, self.actions.withdraw, SYSTEM))

    def write(self, made: Mapping[int, SaidText], batch: Batch, now: datetime.datetime) -> None:
        """See ``IWritingSource``."""
        found = public_comments_to_write(self._draft)
        for each in made.values():
            found.all[each.id] = cast(PublicComment, each)
        found.approvals += batch.approved(now)
        self._draft.comment_counts = counted(found)
        send(self._registry)(Change(
            self._draft, PUBLISHED_COMMENTS, batch.approvals[-1], count=len(made)))


@implementer(IWritingSource)
class CommentSource(PublishedComments):
    """See ``IWritingSource``: of the comments on one draft."""

    title = _('Công khai ý kiến đã góp')
    about = _('Sổ góp ý'), LEDGER
    reason_title = _('Giải trình được công khai')
    spoken = ('text', 'name', 'reason')
    passing: Sequence[str] = ('same',)
    kept_as, most, notice = 'public comment', MOST_IN_BATCH, 'batch_sent_back'

    def __init__(self, registry: Registry, draft: IConsultation) -> None:
        super().__init__(registry, draft)
        self._portal, self._own = find_portal(draft), str(draft.__oid__)
        self._cases: ICases = registry.getAdapter(draft, ICases)

    def waiting(self) -> Sequence[Case]:
        """See ``IWritingSource``."""
        return list(self._waiting())

    def _waiting(self) -> Iterator[Case]:
        """Yield what may become public, of each group of the same text one."""
        seen = set()
        for row in sorted(self.kept.rows.values(), key=lambda row: not row.public):
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
                yield case

    def name(self, contents: Contents) -> str:
        """See ``IWritingSource``."""
        if NAME not in contents.consents:
            return ''
        sender, identity = contents.sender, contents.identity
        return sender.organisation or sender.name or (identity.name if identity else '')

    def facts(self, case: Case, contents: Contents) -> Sequence[tuple[str, str]]:
        """See ``IWritingSource``."""
        return ()

    def made(self, read: Mapping[int, tuple[Case, Contents, PublicText]],
             ) -> Mapping[int, SaidText]:
        """See ``IWritingSource``."""
        rows: Mapping[int, Comment] = dict(self.kept.rows)
        return {number: self._made(rows, rows[number], *each)
                for number, each in read.items()
                if number in rows and rows[number].outcome not in NEVER}

    def _made(self, rows: Mapping[int, Comment], row: Comment, case: Case, contents: Contents,
              text: PublicText) -> PublicComment:
        return PublicComment(
            text.title, *place_of(self._draft, row), text.question, text.name,
            contents.sender.capacity == ORGANISATION, local(case.received).date().isoformat(),
            _same(rows, row), row.outcome, text.answer, row.changed)

    def told(self, said: SaidText) -> Told:
        """See ``IWritingSource``."""
        each = cast(PublicComment, said)
        return Told(said_of(each), each.text, each.name, each.day,
                    TITLES[each.outcome], each.reason)

    def take_back(self, number: int) -> None:
        """See ``IWritingSource``."""
        rows, public = self.kept.rows, self.kept.rows[number].public
        rows[number] = rows[number]._replace(public='')
        self._registry.getUtility(IPublicTexts).take_out(self._portal, self._own, public)

    def put_back(self, case: Case, why: str) -> None:
        """See ``IWritingSource``."""
        self._cases.keep(case, SENT_BACK, why)

    def note(self, made: Mapping[int, SaidText], batch: Batch) -> None:
        """See ``IWritingSource``."""
        rows = self.kept.rows
        for number, each in made.items():
            rows[number] = rows[number]._replace(
                public=each.id, told=cast(PublicComment, each).outcome)

    @property
    def kept(self) -> DraftComments:
        """See ``IWritingSource``."""
        return comments_on(self._portal, self._own)


def _same(rows: Mapping[int, Comment], row: Comment) -> int:
    """Return how many said the same as ``row``, itself too."""
    return sum(each.group == row.group and each.outcome not in NEVER for each in rows.values())
