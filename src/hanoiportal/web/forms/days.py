"""Days as forms give them: local dates in, moments out."""
import datetime
from collections.abc import Mapping

from ...base.clock import local, parse

ONE_DAY = datetime.timedelta(days=1)


class BadDay(ValueError):
    """A text that is no day; ``args[0]`` is the name of the field."""


def date_of(form: Mapping[str, str], name: str) -> datetime.date | None:
    """Return the ``date`` in the field ``name``, ``None`` if it is empty.  Raises ``BadDay``."""
    text = form.get(name, '').strip()
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError:
        raise BadDay(name) from None


def day_of(
        form: Mapping[str, str], name: str,
        after: datetime.timedelta = datetime.timedelta()) -> datetime.datetime | None:
    """Return the midnight in Hanoi of the day in the field ``name``, moved on by ``after``.

    ``None`` if the field is empty.  Raises ``BadDay``.
    """
    day = date_of(form, name)
    try:
        return None if day is None else parse((day + after).isoformat())
    except (ValueError, OverflowError):  # too far away for one of the zones
        raise BadDay(name) from None


def shown_day(
        moment: datetime.datetime | None,
        before: datetime.timedelta = datetime.timedelta()) -> str:
    """Return the local day of the aware ``moment``, ``before`` earlier, as a form takes it."""
    return '' if moment is None else f'{local(moment - before):%Y-%m-%d}'
