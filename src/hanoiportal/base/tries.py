"""How asking another system goes: why it failed, how often in a row, when it is asked again."""
import datetime

from .clock import local

#: The pause after the first failure, and the longest.
PAUSE, LONGEST_PAUSE = datetime.timedelta(minutes=5), datetime.timedelta(hours=6)

#: A system may fail for so long, and its last whole reading may be so old.
MOST_FAILING, OLDEST = datetime.timedelta(hours=12), datetime.timedelta(days=2)


#: Why a list is not believed: it has far less than the last one.
SHRUNKEN = 'shrunken'


class Tries:
    """Base of what is kept of a system that is asked again and again.

    ``why``: why the last try failed, ``''`` if it did not.  ``failures``: in a row, since
    ``failing``.  ``due``: not asked before.  Both moments are aware UTC.
    """

    why = ''
    failures = 0
    failing: datetime.datetime | None = None
    due: datetime.datetime | None = None

    def failed(self, why: str, now: datetime.datetime, pause: int = 0) -> None:
        """Note that a try failed at ``now``; ask again later each time.  ``pause``: seconds that
        the system asks for.
        """
        self.why, self.failures = why, self.failures + 1
        self.failing = self.failing or now
        wait = min(PAUSE * 2 ** min(self.failures - 1, 10), LONGEST_PAUSE)
        self.due = now + max(wait, min(datetime.timedelta(seconds=pause), LONGEST_PAUSE))

    def succeeded(self) -> None:
        """Note that a try did not fail; write only what differs."""
        if self.why or self.due:
            self.why, self.failures, self.failing, self.due = '', 0, None, None


class NightlyTries(Tries):
    """Base of what is kept of a list that is taken whole each night, or not at all.

    ``began``: local day of the last try that succeeded or was given up.  ``came``: aware UTC of
    the last list that was believed.  ``doubted``: whether the last one was not.
    """

    began: datetime.date | None = None
    came: datetime.datetime | None = None
    doubted = False

    def is_due(self, now: datetime.datetime, hour: int) -> bool:
        """Return whether it is asked for at ``now``: once a night from the local ``hour`` on."""
        if self.due is not None and now < self.due:
            return False
        return self.began != local(now).date() and local(now).hour >= hour

    def is_believed(self, why: str, now: datetime.datetime, pause: int, is_less: bool) -> bool:
        """Note how a try ended; return whether its list is believed: one with far less than is
        known (``is_less``) the second night.
        """
        if not why and is_less and not self.doubted:
            self.doubted, why, self.began = True, SHRUNKEN, local(now).date()
        if why:
            self.failed(why, now, pause)
            return False
        self.began, self.came, self.doubted = local(now).date(), now, False
        self.succeeded()
        return True


def wrong_with(name: str, failing: datetime.datetime | None, why: str,
               came: datetime.datetime | None, now: datetime.datetime) -> str:
    """Return what is wrong with a system that is read each night, on one line, or ``''``.

    ``failing``, ``why``: see ``Tries``.  ``came``: when it was last read to its end.
    """
    if failing is not None and now - failing >= MOST_FAILING:
        return f'{name} fails: {why}'
    if came is not None and now - came >= OLDEST:
        return f'{name} was last read {(now - came).days} days ago'
    return ''
