"""Answers as they are kept.  Renaming this module needs an upgrade step."""
from __future__ import annotations

import json
from typing import TYPE_CHECKING

from BTrees.IOBTree import IOBTree
from BTrees.OOBTree import OOBTree
from persistent import Persistent

if TYPE_CHECKING:
    import datetime
    from collections.abc import Collection

    from .interfaces import Answer

_HOUR = 3600


class Answers(Persistent):
    """Of one account: ``{hour since 1970: {key: (moment, Answer)}}``; an hour is forgotten at
    once.
    """

    def __init__(self) -> None:
        self.hours = IOBTree()

    def find(self, key: str, since: datetime.datetime) -> Answer | None:
        """Return the answer to ``key`` that was given after ``since``, aware, or ``None``."""
        for _hour, kept in self.hours.items(_hour_of(since)):
            moment, answer = kept.get(key, (since, None))
            if answer is not None and since < moment:
                found: Answer = answer
                return found
        return None

    def keep(self, key: str, answer: Answer, now: datetime.datetime,
             since: datetime.datetime) -> None:
        """Keep ``answer``, and forget the hours before that of ``since``."""
        for over in list(self.hours.keys(max=_hour_of(since) - 1)):
            del self.hours[over]
        hour = _hour_of(now)
        if hour not in self.hours:
            self.hours[hour] = OOBTree()
        self.hours[hour][key] = now, answer

    def forget(self, ids: Collection[str]) -> None:
        """Forget every answer that tells of one of ``ids``."""
        for kept in self.hours.values():
            for key in [key for key, (_moment, answer) in kept.items()
                        if answer.body and json.loads(answer.body).get('id') in ids]:
                del kept[key]


def _hour_of(moment: datetime.datetime) -> int:
    return int(moment.timestamp()) // _HOUR
