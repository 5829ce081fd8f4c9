"""The rules of time limits, each with its dates: ``deadline_rules.csv`` (clause 13.1)."""
import datetime
from collections.abc import Iterable, Mapping
from pathlib import Path

from zope.interface import implementer

from ..clock import local, shown_date
from ..dated import read_dated
from ..i18n import _
from .interfaces import UNITS, DeadlineRule, IDeadlineRules, NoRule


@implementer(IDeadlineRules)
class DeadlineRules:
    """``IDeadlineRules``."""

    def __init__(self, rules: Iterable[DeadlineRule]) -> None:
        self._rules = tuple(rules)
        self._by_code: dict[str, list[DeadlineRule]] = {}
        for rule in self._rules:
            self._by_code.setdefault(rule.code, []).append(rule)

    def all(self) -> tuple[DeadlineRule, ...]:
        """See ``IDeadlineRules``."""
        return self._rules

    def rule(self, code: str, moment: datetime.datetime) -> DeadlineRule:
        """See ``IDeadlineRules``."""
        if code not in self._by_code:
            raise NoRule(f'no rule {code}', _(
                'Không có quy tắc thời hạn mang mã “${code}”.', mapping={'code': code}))
        day = local(moment).date()
        for rule in self._by_code[code]:
            if rule.holds_on(day):
                return rule
        raise NoRule(f'no rule {code} on {day}', _(
            'Quy tắc “${code}” không có hiệu lực vào ngày ${day}.',
            mapping={'code': code, 'day': shown_date(day, 'vi')}))

    def nearest(self, code: str, moment: datetime.datetime) -> DeadlineRule:
        """See ``IDeadlineRules``."""
        try:
            return self.rule(code, moment)
        except NoRule:
            rows, day = self._by_code.get(code), local(moment).date()
            if not rows:
                raise
            later = [rule for rule in rows if rule.starts is not None and day < rule.starts]
            return min(later, key=_starts) if later else max(rows, key=_starts)


def _starts(rule: DeadlineRule) -> datetime.date:
    return rule.starts or datetime.date.min


def read_deadline_rules(path: Path) -> DeadlineRules:
    """Return the ``DeadlineRules`` of the CSV file at ``path``.

    Raises ``ValueError`` naming the line of what cannot be read.
    """
    return DeadlineRules(read_dated(path, _rule))


def _rule(row: Mapping[str, str], *, starts: datetime.date | None,
          ends: datetime.date | None) -> DeadlineRule:
    if row['unit'] not in UNITS:
        raise ValueError(f'no such unit: {row["unit"]}')
    return DeadlineRule(
        code=row['code'], clause=row['clause'], what=row['what'], what_en=row['what_en'],
        limit=int(row['limit']), unit=row['unit'], starts_at=row['starts_at'],
        actor=row['actor'], basis=row['basis'], confidence=row['confidence'],
        starts=starts, ends=ends)
