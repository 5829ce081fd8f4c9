"""``ITriage``, as a plain object that knows nothing of HTTP."""
from collections.abc import Sequence

from pyramid.registry import Registry
from pyramid.request import Request
from zope.interface import implementer

from ...base.i18n import Say, _, said_in
from ...base.interfaces import IPortal, ISite
from ...base.permissions import ANSWER, APPROVE_ANSWER, ASSIGN, NOT_ALLOWED, Allowed
from ...editorial.boards.interfaces import IBoards
from ...editorial.tasks.interfaces import ISubstitutes
from ...kernel.security.authorization.roles import BOARD, RESPONDER
from ...kernel.tree.lookup import is_of_city
from ...platform.notifications.interfaces import INotifying
from ..cases.interfaces import (
    ABUSE,
    ASSIGNED,
    CALLED,
    FORWARDED,
    MERGED,
    NOTE,
    OUT_OF_SCOPE,
    PLACE,
    SPLIT,
    STAFF,
    TAKEN,
    Case,
    Receipt,
    Submission,
)
from .acting import CLOSED, EMPTY, StaffActing, fitting
from .grounds import IGrounds
from .interfaces import LONGEST, LONGEST_NAME, CannotAnswer, ITriage
from .telling import past_sites, people_at

NOBODY = _('Hãy chọn một người trong danh sách.')


@implementer(ITriage)
class Triage(StaffActing):
    """``ITriage`` for one asker, who acts for the accounts ``mine``."""

    def __init__(self, registry: Registry, portal: IPortal, allowed: Allowed, boards: IBoards,
                 notifying: INotifying, mine: Sequence[str] = ()) -> None:
        super().__init__(registry, portal, allowed, notifying)
        self._boards, self._mine = boards, mine

    def targets(self, case: Case) -> list[ISite]:
        """See ``ITriage``."""
        gone = past_sites(case)
        sites = [self._portal, *self._portal['sites'].values()]
        found = [each for each in sites if ISite.providedBy(each) and str(each.__oid__) not in gone
                 and not against_site(each)]
        return sorted(found, key=lambda site: (site is not self._portal, site.title))

    def take(self, case: Case, actor: str, to: str = '') -> None:
        """See ``ITriage``."""
        self._open(case, ANSWER)
        if self._cases.standing(case, self._now()).assigned:
            raise CannotAnswer({'': _('Hồ sơ này đã có người nhận.')})
        holder = self._holder(case, to or actor)
        self._append(case, TAKEN, actor)
        self._telling.log(case, 'take_case', actor)
        self._give(case, holder, actor)

    def assign(self, case: Case, to: str, actor: str) -> None:
        """See ``ITriage``."""
        self._open(case, ANSWER)
        assigned = self._cases.standing(case, self._now()).assigned
        if not self._allowed(ASSIGN, self._site(case)) and assigned not in {actor, *self._mine}:
            raise CannotAnswer({'': NOT_ALLOWED})
        self._give(case, self._holder(case, to), actor)

    def _give(self, case: Case, to: str, actor: str) -> None:
        self._append(case, ASSIGNED, actor, to=to, audience=STAFF)
        self._telling.log(case, 'assign_case', actor, to=to)
        self._telling.staff(case, 'case_assigned', actor, {to})

    def _holder(self, case: Case, account: str) -> str:
        if account not in people_at(self._site(case), BOARD | {RESPONDER}, self._now()):
            raise CannotAnswer({'to': NOBODY})
        return account

    def forward(self, case: Case, site: ISite | None, text: str, actor: str) -> ISite:
        """See ``ITriage``."""
        self._open(case, ANSWER)
        if site is None or not ISite.providedBy(site):
            raise CannotAnswer({'site': _('Hãy chọn cơ quan trả lời.')})
        against = against_site(site)
        if against:
            raise CannotAnswer({'site': against})
        if not self._boards.is_active(site, self._now()):
            site = self._portal
        if str(site.__oid__) in past_sites(case):
            raise CannotAnswer({'site': _(
                '“${site}” đang giữ hoặc đã chuyển hồ sơ này đi: không chuyển vòng.',
                mapping={'site': site.title})})
        text = fitting('text', text)
        self._telling.log(case, 'forward_case', actor, to=str(site.__oid__))
        self._append(case, FORWARDED, actor, text=text, to=str(site.__oid__))
        self._telling.staff(case, 'case_forwarded', actor)
        return site

    def out_of_scope(self, case: Case, ground: str, competent: str, text: str,
                     actor: str) -> None:
        """See ``ITriage``."""
        self._open(case, ANSWER)
        reasons = self._against_ground(OUT_OF_SCOPE, ground)
        if not competent.strip():
            reasons['competent'] = _('Hãy ghi cơ quan có thẩm quyền giải quyết.')
        if reasons:
            raise CannotAnswer(reasons)
        told = '\n\n'.join(filter(None, (
            fitting('competent', competent, LONGEST_NAME), fitting('text', text))))
        self._append(case, OUT_OF_SCOPE, actor, text=told, ground=ground)
        self._telling.log(case, 'out_of_scope_case', actor, why=ground)

    def abuse(self, case: Case, ground: str, text: str, actor: str) -> None:
        """See ``ITriage``."""
        self._open(case, APPROVE_ANSWER)
        reasons = self._against_ground(ABUSE, ground)
        if not text.strip():
            reasons['text'] = _('Hãy ghi lý do.')
        if reasons:
            raise CannotAnswer(reasons)
        self._append(case, ABUSE, actor, text=fitting('text', text), ground=ground,
                     audience=STAFF)
        self._telling.log(case, 'abuse_case', actor, why=ground)

    def _against_ground(self, act: str, ground: str) -> dict[str, str]:
        known = self._registry.getUtility(IGrounds).of(act, self._now())
        return {} if ground in known else {'ground': _('Hãy chọn căn cứ.')}

    def merge(self, case: Case, other: int, actor: str) -> Case:
        """See ``ITriage``."""
        self._open(case, ANSWER)
        found = self._cases.get(other)
        if found is None or found.number == case.number or found.site != case.site:
            raise CannotAnswer({'other': _('Trang này không có hồ sơ số đó.')})
        self._open(found, ANSWER)
        if found.kind != case.kind:
            raise CannotAnswer({'other': _('Chỉ gộp được các hồ sơ cùng loại.')})
        first, second = sorted((case, found), key=lambda each: (each.received, each.number))
        self._append(second, MERGED, actor, to=str(first.number))
        self._telling.log(second, 'merge_case', actor, to=first.number)
        return first

    def split(self, case: Case, title: str, text: str, actor: str) -> Receipt:
        """See ``ITriage``."""
        self._open(case, ANSWER)
        contents = self._cases.open(case)
        reasons = {name: EMPTY for name, value in (
            ('title', title), ('text', text)) if not value.strip()}
        if reasons or contents is None:
            raise CannotAnswer(reasons or {'': CLOSED})
        receipt = self._cases.split(case, Submission(
            case.kind, case.site, fitting('title', title, LONGEST_NAME),
            fitting('text', text, LONGEST), case.field,
            case.place or contents.details.get(PLACE, ''), language=case.language,
            channel=case.channel, about=contents.about), actor=actor)
        self._append(case, NOTE, actor, ground=SPLIT, to=str(receipt.number),
                     text=_told_of(said_in(self._registry, case.language), receipt))
        self._telling.log(case, 'split_case', actor, to=receipt.number)
        return receipt

    def note(self, case: Case, text: str, actor: str) -> None:
        """See ``ITriage``."""
        self._say(case, NOTE, text, actor, 'note_case')

    def called(self, case: Case, text: str, actor: str) -> None:
        """See ``ITriage``."""
        self._say(case, CALLED, text, actor, 'call_case')

    def _say(self, case: Case, kind: str, text: str, actor: str, action: str) -> None:
        """Note ``text`` for the staff; of a case that is closed, too."""
        self._require(case, ANSWER)
        if not text.strip():
            raise CannotAnswer({'text': EMPTY})
        self._append(case, kind, actor, text=fitting('text', text), audience=STAFF)
        self._telling.log(case, action, actor)


def against_site(site: ISite) -> str:
    """Return why ``site`` can be given no case, ``''`` if it can."""
    if getattr(site, 'is_external', False):
        return _('“${site}” chưa tích hợp vào Cổng nên không nhận được hồ sơ ở đây.',
                 mapping={'site': site.title})
    if is_of_city(site):
        return _('“${site}” không phải trang của một cơ quan nên không nhận được hồ sơ.',
                 mapping={'site': site.title})
    if not site.is_active:
        return _('“${site}” đang tạm ngừng nên không nhận được hồ sơ.',
                 mapping={'site': site.title})
    return ''


def _told_of(say: Say, receipt: Receipt) -> str:
    """Return what the sender is told of a case that was split off."""
    return say(
        _('Một phần nội dung được tách thành hồ sơ mới. Mã hồ sơ: ${code}. Khóa: ${secret}'),
        code=receipt.code, secret=receipt.secret)


def triage_service(request: Request) -> Triage:
    """Return the ``ITriage`` for whoever asks by ``request``."""
    account = request.identity
    mine = () if account is None else request.service(ISubstitutes).absent(account)
    return Triage(request.registry, request.root, request.has_permission,
                  request.service(IBoards), request.service(INotifying), mine)
