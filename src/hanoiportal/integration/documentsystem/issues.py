"""Entering what bodies have issued into their registers: new rows, changed ones, recalled ones."""
from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from ...base.i18n import _
from ...base.text.bodies import body_key
from ...editorial.issued.interfaces import NAME as REGISTER
from ...kernel.tree.events import SYSTEM
from ...kernel.tree.lookup import site_of
from ...platform.registers.interfaces import CannotKeep, IRegisters, Row, RowQuery
from .bodies import Bodies
from .interfaces import DOCUMENT, Issue
from .refusals import Refusals, row_at
from .resource import PartState, kept_state
from .rows import labels_of, row_of

if TYPE_CHECKING:
    from ...base.interfaces import ISite
    from ...base.profiles import Profile
    from ...platform.scheduling.interfaces import IEnvironment

#: Documents that are wrong and tried again each day; rows that are looked through for one number.
MOST_WRONG, MOST_ALIKE = 2000, 1000
_WHY, _RECALLED = ('Hệ thống quản lý văn bản ghi khác.',
                   'Hệ thống quản lý văn bản đã thu hồi văn bản.')


class Issues:
    """Enters issued documents, in one transaction of ``interactions``."""

    def __init__(self, environment: IEnvironment, profile: Profile) -> None:
        self._environment, self._profile = environment, profile
        self._registers: IRegisters = environment.request.service(IRegisters)
        self._bodies = Bodies(environment.portal, labels_of(profile))
        self._refusals = Refusals(environment, DOCUMENT)
        self._state: PartState = kept_state(environment.portal, DOCUMENT)

    def enter(self, issues: Iterable[Issue]) -> None:
        """Enter each; what cannot be is named in the register of refusals."""
        for issue in issues:
            site = self._bodies.site(issue.organ, issue.organ_name)
            try:
                self._keep(issue, site)
            except CannotKeep as refused:
                self._refusals.note(site or self._environment.portal, issue.id, issue.number,
                                    issue.title, self._refusals.said(refused.reasons))
                if len(self._state.wrong) < MOST_WRONG:
                    self._state.wrong[issue.id] = tuple(issue)
            else:
                self._refusals.end(issue.id)
                self._state.wrong.pop(issue.id, None)

    def _keep(self, issue: Issue, site: ISite | None) -> None:
        """Let the register say what ``issue`` says.  Raises ``CannotKeep``."""
        known = self._state.rows.get(issue.id)
        if issue.is_recalled:
            self._withdraw(issue, known)
            return
        if site is None:
            raise CannotKeep({'': _(
                'Cổng không có trang của cơ quan ban hành “${body}”.',
                mapping={'body': issue.organ_name or issue.organ})})
        given = self._given(issue, site)
        if known is not None and known[0] != str(site.__oid__):
            self._withdraw(issue, known)
            known = None
        if known is None:
            number = self._added(site, given)
        else:
            number = known[1]
            self._change(site, number, given, known[2])
        self._state.rows[issue.id] = (str(site.__oid__), number, given)

    def _added(self, site: ISite, given: dict[str, str]) -> int:
        """Return the number of a new row; of the one that people have entered already."""
        try:
            return self._registers.add(REGISTER, site, given, SYSTEM).number
        except CannotKeep as refused:
            there = self._there(site, given) if list(refused.reasons) == [''] else None
            if there is None:
                raise
            return there.number

    def _there(self, site: ISite, given: dict[str, str]) -> Row | None:
        """Return the row that has the key of ``given``, a row that could be entered otherwise."""
        register = self._registers.register(REGISTER, site)
        key = register.key(register.schema.deserialize(
            {name: text for name, text in given.items() if text}), site)
        year = int(given['issued'][:4])
        query = RowQuery(given['number'], datetime.date(year, 1, 1), datetime.date(year, 12, 31))
        rows = cast('tuple[Row, ...]', self._registers.rows(
            REGISTER, site, query, 0, MOST_ALIKE).items)
        return next((each for each in rows if register.key(each.values, site) == key), None)

    def _change(self, site: ISite, number: int, given: dict[str, str],
                before: dict[str, str]) -> None:
        """Change in a row what the system says otherwise than before; what people have corrected
        stays, and so does what they have withdrawn.
        """
        changed = {name: text for name, text in given.items() if before.get(name) != text}
        row = row_at(self._registers, REGISTER, site, number)
        if row is None:
            return
        typed = self._registers.register(REGISTER, site).typed(row.values)
        if row.withdrawn is None and {**typed, **changed} != typed:
            self._registers.change(REGISTER, site, number, {**typed, **changed}, _WHY, SYSTEM)

    def _withdraw(self, issue: Issue, known: tuple[str, int, dict[str, str]] | None) -> None:
        if known is None:
            return
        site = site_of(self._environment.portal, known[0])
        row = row_at(self._registers, REGISTER, site, known[1])
        if row is not None and row.withdrawn is None:
            self._registers.withdraw(REGISTER, site, known[1], _RECALLED, SYSTEM)
        del self._state.rows[issue.id]

    def _given(self, issue: Issue, site: ISite) -> dict[str, str]:
        """Return the row that ``issue`` is, as it is typed."""
        is_own = body_key(issue.organ_name) in ('', body_key(str(getattr(site, 'owner', ''))))
        return {
            **row_of(self._profile, issue), 'issuer': '' if is_own else issue.organ_name,
            'sites': '; '.join(map(self._bodies.label, issue.to))}
