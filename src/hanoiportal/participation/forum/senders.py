"""Of whom posts are taken: ``forum_ways.csv``, dated; and how many of one person in a day."""
from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyramid.registry import Registry
from zope.interface import implementer

from ...base.dated import Dated, in_force, read_dated
from ...base.i18n import _
from ...base.interfaces import IPortal
from ...kernel.tree.readable import normal
from ...platform.sms.interfaces import ITelephones
from ..cases.interfaces import FORUM, ICases
from ..identities.interfaces import BY_TELEPHONE, ICitizens, Identity
from ..questions.interfaces import ISenderRule
from .interfaces import (
    BY_NAME,
    BY_PEN_NAME,
    EMAIL,
    FORM,
    MOST_A_DAY,
    SHOWN_AS,
    TELEPHONE,
    VNEID,
    IForumWays,
)

UNCONFIRMED = _('Ý kiến trên diễn đàn được nhận từ người đã xác nhận bằng VNeID hoặc bằng số điện '
                'thoại trong 15 phút gần nhất. Xin xác nhận ở cửa sổ khác rồi bấm tiếp ở đây; nội '
                'dung đã viết còn nguyên.')
PEN_NAME_ONLY = _('Chưa xác nhận bằng VNeID thì chỉ gửi được với bút danh. Nội dung đã viết còn '
                  'nguyên.')
_DAY = datetime.timedelta(days=1)
_ACCEPTED = {'yes': True, 'no': False}


@dataclass(frozen=True)
class PostWay(Dated):
    """A row of ``forum_ways.csv``.  ``name``: ``VNEID``, ``TELEPHONE`` or ``EMAIL``.
    ``accepted``: whether people so confirmed may post.
    """

    name: str
    accepted: bool


class PostSenders:
    """``ISenderRule`` of the form."""

    def __init__(self, registry: Registry, ways: Sequence[PostWay]) -> None:
        self._registry, self._ways = registry, ways

    def may_take(self, name: str) -> bool:
        """Whether people who are confirmed in the way ``name`` may post on some day."""
        return any(each.name == name and each.accepted for each in self._ways)

    def against(self, portal: IPortal, identity: Identity | None, values: Mapping[str, str],
                now: datetime.datetime) -> str:
        """See ``ISenderRule``."""
        if identity is None or not self._accepts(_way_of(identity), now):
            return self._against_mail(values, now)
        if _way_of(identity) == TELEPHONE and values.get(SHOWN_AS) == BY_NAME:
            return PEN_NAME_ONLY
        cases: ICases = self._registry.getAdapter(portal, ICases)
        lately = [case for case in cases.by_identity(identity.pseudonym)
                  if case.kind == FORUM and case.received > now - _DAY]
        if len(lately) < MOST_A_DAY:
            return ''
        return _('Mỗi người gửi nhiều nhất ${most} ý kiến trong 24 giờ. Xin gửi lại sau; nội dung '
                 'đã viết còn nguyên.', mapping={'most': MOST_A_DAY})

    def closed(self, identity: Identity) -> Mapping[str, frozenset[str]]:
        """See ``ISenderRule``: no name is known of a telephone."""
        return {SHOWN_AS: frozenset({BY_NAME})} if _way_of(identity) == TELEPHONE else {}

    def _against_mail(self, values: Mapping[str, str], now: datetime.datetime) -> str:
        """Return what stands against whoever is known by an address of mail alone."""
        if not self._accepts(EMAIL, now) or not normal(values.get('email', '')):
            return UNCONFIRMED
        return '' if values.get(SHOWN_AS) == BY_PEN_NAME else PEN_NAME_ONLY

    def _accepts(self, name: str, now: datetime.datetime) -> bool:
        row = in_force(self._ways, name, now)
        return row is not None and row.accepted


def _way_of(identity: Identity) -> str:
    return TELEPHONE if identity.level == BY_TELEPHONE else VNEID


@implementer(IForumWays)
class ForumWays:
    """See ``IForumWays``."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    @property
    def is_open(self) -> bool:
        """See ``IForumWays``."""
        rule: ISenderRule = self._registry.getUtility(ISenderRule, name=FORM)
        citizens: ICitizens = self._registry.getUtility(ICitizens)
        telephones: ITelephones = self._registry.getUtility(ITelephones)
        return (citizens.is_open or not isinstance(rule, PostSenders) or rule.may_take(EMAIL)
                or telephones.is_open and rule.may_take(TELEPHONE))


def read_ways(path: Path) -> Sequence[PostWay]:
    """Return the rows of the CSV file at ``path``.  Raises ``ValueError`` naming the line."""
    return read_dated(path, _made)


def _made(row: Mapping[str, str], *, starts: datetime.date | None,
          ends: datetime.date | None) -> PostWay:
    if row['way'] not in (VNEID, TELEPHONE, EMAIL):
        raise ValueError(f'no way {row["way"]!r}')
    return PostWay(name=row['way'], accepted=_ACCEPTED[row['accepted']], starts=starts, ends=ends)
