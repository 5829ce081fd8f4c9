"""``IDataRequests``, as a plain object that knows nothing of HTTP."""
from collections.abc import Sequence

from pyramid.registry import Registry
from pyramid.request import Request
from zope.interface import implementer

from ...base.i18n import _, said_in
from ...base.interfaces import IPortal
from ...base.permissions import ANSWER, NOT_ALLOWED, Allowed
from ...kernel.tree.lookup import site_of
from ...kernel.tree.readable import normal, why_unfit, why_unreadable
from ..cases.interfaces import ACCESS, NOTE, STAFF, Case, ICases, Sender
from ..inbox.interfaces import IAnswering
from ..questions.interfaces import MAIL_ADDRESS
from .copies import SENDER
from .decisions import IN_WORK, written
from .interfaces import (
    CHECKED,
    CODE,
    CORRECT,
    CORRECTABLE,
    DECISIONS,
    REFUSE,
    CannotDecide,
    Decision,
    IDataRequests,
)
from .words import DONE

#: Letters of what is right, of how the staff found out who asks; cases of one decision.
LONGEST, LONGEST_HOW, MOST = 300, 1000, 50


@implementer(IDataRequests)
class DataRequests:
    """``IDataRequests`` for one asker."""

    def __init__(self, registry: Registry, portal: IPortal, allowed: Allowed,
                 answering: IAnswering) -> None:
        self._registry, self._portal, self._allowed = registry, portal, allowed
        self._cases: ICases = registry.getAdapter(portal, ICases)
        self._answering = answering

    def proven(self, case: Case) -> Sequence[Case]:
        """See ``IDataRequests``."""
        contents = self._cases.open(case)
        if contents is None:
            return []
        named = self._cases.of_code(contents.details.get(CODE, ''))
        own = [] if contents.identity is None else [
            each for each in self._cases.by_identity(contents.identity.pseudonym)
            if each.kind != ACCESS]
        return [*([] if named is None else [named]),
                *(each for each in own if each is not named)]

    def propose(self, case: Case, decision: Decision, actor: str) -> None:
        """See ``IDataRequests``."""
        if case.kind != ACCESS or not self._allowed(ANSWER, site_of(self._portal, case.site)):
            raise CannotDecide({'': NOT_ALLOWED})
        tidy = self._tidy(decision)
        reasons = self._against(case, tidy)
        if reasons:
            raise CannotDecide(reasons)
        self._answering.submit(case, self._text(case, tidy), actor)
        digest = self._answering.work(case).digest
        self._cases.keep(case, IN_WORK, written(tidy, digest))
        if tidy.checked:
            self._cases.append(case, NOTE, ground=CHECKED, site=case.site, audience=STAFF,
                               actor=actor, text=tidy.checked)

    def _tidy(self, decision: Decision) -> Decision:
        """Return ``decision`` in NFC, with codes as the register writes them."""
        found = {code: self._cases.of_code(code) for code in decision.codes}
        return decision._replace(
            text=str(normal(decision.text)), checked=str(normal(decision.checked)),
            codes=tuple(dict.fromkeys(case.code if case else code
                                      for code, case in found.items())),
            values={name: str(normal(decision.values.get(name, ''))) for name in CORRECTABLE
                    if decision.values.get(name, '').strip()} if (
                        decision.kind == CORRECT) else {})

    def _against(self, case: Case, decision: Decision) -> dict[str, str]:
        if decision.kind not in DECISIONS:
            return {'': _('Hãy chọn một quyết định.')}
        found = {'text': '' if decision.text else _('Hãy viết nội dung trả lời.')}
        if decision.kind != REFUSE:
            found['codes'] = self._against_codes(case, decision)
        if decision.kind == CORRECT:
            found |= _against_values(decision)
        found |= {'text': found['text'] or why_unreadable(decision.text),
                  'checked': why_unfit(decision.checked, LONGEST_HOW)}
        return {name: why for name, why in found.items() if why}

    def _against_codes(self, case: Case, decision: Decision) -> str:
        if not decision.codes:
            return _('Hãy ghi mã của hồ sơ có dữ liệu.')
        if len(decision.codes) > MOST:
            return _('Mỗi quyết định tối đa ${most} hồ sơ.', mapping={'most': MOST})
        if decision.kind == CORRECT and len(decision.codes) > 1:
            return _('Sửa từng hồ sơ một.')
        proven = {each.number for each in self.proven(case)}
        for code in decision.codes:
            target = self._cases.of_code(code)
            is_shown = target is not None and target.number in proven
            if target is None or target.number == case.number or not (
                    is_shown or (decision.checked and target.site == case.site)):
                return _('Hồ sơ “${code}”: không có ở trang này, hoặc chưa ghi cách xác minh '
                         'người yêu cầu.', mapping={'code': code[:40]})
            if self._cases.open(target) is None:
                return _('Dữ liệu của hồ sơ “${code}” đã được xóa.', mapping={'code': code})
        return ''

    def _text(self, case: Case, decision: Decision) -> str:
        """Return what the board approves and who asked reads: all that the decision does."""
        say = said_in(self._registry, case.language)
        lines = [decision.text]
        if decision.codes and decision.kind != REFUSE:
            lines.append(f'{say(DONE[decision.kind])}: {", ".join(decision.codes)}.')
        lines += [f'{say(SENDER[name])}: {value}' for name, value in decision.values.items()]
        return '\n\n'.join(lines)


def _against_values(decision: Decision) -> dict[str, str]:
    """Return what is wrong with what is to be right."""
    if not decision.values:
        return {'name': _('Hãy ghi ít nhất một dữ liệu đúng.')}
    found = {name: why for name, value in decision.values.items()
             if (why := why_unfit(value, LONGEST))}
    email = decision.values.get('email', '')
    if email and not MAIL_ADDRESS.fullmatch(email):
        found['email'] = _('“${text}” không phải là địa chỉ thư điện tử.',
                           mapping={'text': email[:80]})
    return found


def corrected(sender: Sender, decision: Decision) -> Sender:
    """Return ``sender`` with what is right by ``decision``."""
    return sender._replace(**decision.values)


def data_requests_service(request: Request) -> DataRequests:
    """Return the ``IDataRequests`` for whoever asks by ``request``."""
    return DataRequests(request.registry, request.root, request.has_permission,
                        request.service(IAnswering))
