"""Consent to publication, which a sender takes back on the page of the case until it is public."""
from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import NamedTuple, cast

from pyramid.registry import Registry

from ...base.i18n import _
from ...base.interfaces import IClock
from ..cases.interfaces import (
    CONSENTED,
    NAME,
    NAME_ENDED,
    PUBLISH,
    PUBLISH_ENDED,
    WITHDRAWN,
    Case,
    ICases,
)
from ..publication.interfaces import SECTIONS
from .interfaces import IPublicState


class ConsentEnding(NamedTuple):
    """A step below the address of the case.  ``ends``: consents.  ``ground``: of the event."""

    words: str
    ends: frozenset[str]
    ground: str


#: What is not published names nobody either.
ENDING: Mapping[str, ConsentEnding] = {
    'thoi-hien-ten': ConsentEnding(_('Không hiện tên nữa'), frozenset({NAME}), NAME_ENDED),
    'thoi-cong-khai': ConsentEnding(
        _('Không công khai nữa'), frozenset({PUBLISH, NAME}), PUBLISH_ENDED)}


class ShownConsent(NamedTuple):
    """What its sender reads of consent to publication.  ``words``: translatable, ``''`` once it is
    public.  ``endings``: ``(step, words)`` of what they may take back.
    """

    words: str
    endings: Sequence[tuple[str, str]]


class StateByItem:
    """``IPublicState`` of cases that become an item, noted with the case."""

    given = PUBLISH
    words = _('Khi gửi đã đồng ý công khai nội dung sau khi có trả lời. Có thể thôi đồng ý cho '
              'đến khi bản công khai được đăng; khi đó cơ quan chỉ được viết lại, không nêu tên, '
              'hoặc chỉ tính vào số liệu.')

    def __init__(self, now: datetime.datetime) -> None:
        self._now = now

    def is_public(self, cases: ICases, case: Case) -> bool:
        """See ``IPublicState``."""
        return bool(cases.standing(case, self._now).item)


def consent_of(registry: Registry, cases: ICases, case: Case) -> ShownConsent | None:
    """Return what the sender of ``case`` reads of consent, ``None`` if there is none to speak of.
    """
    contents, now = cases.open(case), registry.getUtility(IClock).now()
    state = cast(IPublicState | None, registry.queryUtility(IPublicState, name=case.kind)) or (
        StateByItem(now) if case.kind in SECTIONS else None)
    if contents is None or state is None or state.given not in contents.consents:
        return None
    if state.is_public(cases, case):
        return ShownConsent('', ())
    if cases.standing(case, now).state == WITHDRAWN:
        return None
    return ShownConsent(state.words, [
        (step, each.words) for step, each in ENDING.items()
        if (NAME if each.ground == NAME_ENDED else PUBLISH) in contents.consents])


def end_consent(cases: ICases, case: Case, step: str) -> None:
    """Note that who sent ``case`` no longer agrees to what ends by ``step``."""
    cases.disagree(case, ENDING[step].ends)
    cases.append(case, CONSENTED, ground=ENDING[step].ground)
