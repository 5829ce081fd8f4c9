"""Consent to publication, which a sender takes back on the page of the case until it is public."""
from __future__ import annotations

import datetime
from collections.abc import Mapping

from ...base.i18n import _
from ..cases.interfaces import CONSENTED, NAME, PUBLISH, Case, ICases
from ..publication.interfaces import SECTIONS

#: Steps below the address of the case, and what ends: what is not published names nobody either.
ENDING: Mapping[str, frozenset[str]] = {
    'thoi-hien-ten': frozenset({NAME}), 'thoi-cong-khai': frozenset({PUBLISH, NAME})}
WORDS: Mapping[str, str] = {
    'thoi-hien-ten': _('Không hiện tên nữa'), 'thoi-cong-khai': _('Không công khai nữa')}


def endings(cases: ICases, case: Case, now: datetime.datetime) -> list[tuple[str, str]]:
    """Return ``[(step, words)]`` of what the sender of ``case`` may take back."""
    contents = cases.open(case)
    if contents is None or case.kind not in SECTIONS or cases.standing(case, now).item:
        return []
    if PUBLISH not in contents.consents:
        return []
    return [(step, words) for step, words in WORDS.items()
            if step != 'thoi-hien-ten' or NAME in contents.consents]


def end_consent(cases: ICases, case: Case, step: str) -> None:
    """Note that who sent ``case`` no longer agrees to what ends by ``step``."""
    cases.disagree(case, ENDING[step])
    cases.append(case, CONSENTED)
