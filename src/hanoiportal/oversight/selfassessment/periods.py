"""Years and halves of years; pure."""
import datetime


def periods_on(today: datetime.date) -> list[str]:
    """Return the periods that have begun by the local day ``today``, of its year and the one
    before, the latest first.
    """
    year = today.year
    halves = [f'{year}-2', f'{year}-1'] if today.month > 6 else [f'{year}-1']
    return [str(year), *halves, str(year - 1), f'{year - 1}-2', f'{year - 1}-1']


def days_of(period: str) -> tuple[datetime.date, datetime.date]:
    """Return the first local day of ``period`` and the first after it."""
    year, _sep, half = period.partition('-')
    first = datetime.date(int(year), 7 if half == '2' else 1, 1)
    return first, datetime.date(int(year), 7, 1) if half == '1' else (
        datetime.date(int(year) + 1, 1, 1))
