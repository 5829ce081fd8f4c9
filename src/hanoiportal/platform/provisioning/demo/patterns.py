"""Patterns: texts with words in braces, and what is drawn to stand there.

``{area}`` is a word, ``{Area}`` the same with a capital, ``{n:raw}`` and ``{d:iso}`` other ways
to write a number or a day.  A field of a pattern may be a list: one of its texts is drawn.
"""
import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from ....base.numbers import grouped
from ....base.text.normal import fold

_WORD = re.compile(r'\{([A-Za-z]\w*)(?::(\w+))?\}')
_RANGE = re.compile(r'(-?\d+)\.\.(-?\d+)(?:/(\d+))?')
_DAYS = re.compile(r'([+-]\d+)(?:\.\.([+-]\d+))? days')
_MONTHS = ('January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September',
           'October', 'November', 'December')
_WEEKDAYS = (('thứ Hai', 'Monday'), ('thứ Ba', 'Tuesday'), ('thứ Tư', 'Wednesday'),
             ('thứ Năm', 'Thursday'), ('thứ Sáu', 'Friday'), ('thứ Bảy', 'Saturday'),
             ('Chủ nhật', 'Sunday'))
_QUARTERS = ('I', 'II', 'III', 'IV')


class BadPattern(ValueError):
    """A text of ``config/demo`` that cannot be filled in; ``args[0]`` says which and why."""


@dataclass(frozen=True)
class Named:
    """A name in Vietnamese and in English; ``upper``: in capitals; ``bare``: of a person, without
    what comes before it.
    """

    vi: str
    en: str

    def shown(self, tag: str, form: str) -> str:
        """Return it in the language ``tag``."""
        said = self.en if tag == 'en' else self.vi
        if form == 'bare':
            return said.partition(' ')[2]
        return said.upper() if form == 'upper' else said


@dataclass(frozen=True)
class Number:
    """A number, written with the marks of the language; ``raw``: its digits alone."""

    value: int

    def shown(self, tag: str, form: str) -> str:
        """Return it in the language ``tag``."""
        if form == 'raw':
            return str(self.value)
        return grouped(self.value, tag)


@dataclass(frozen=True)
class Day:
    """A day: ``5/12``, or by its forms ``iso``, ``full``, ``weekday``, ``month``, ``lastmonth``,
    ``quarter``, ``lastquarter``, ``year``, ``week``.
    """

    value: datetime.date

    def shown(self, tag: str, form: str) -> str:
        """Return it in the language ``tag``."""
        day = self.value
        forms: dict[str, tuple[str, str]] = {
            '': (f'{day.day}/{day.month}', f'{day.day} {_MONTHS[day.month - 1]}'),
            'full': (f'ngày {day.day:02d} tháng {day.month:02d} năm {day.year}' if day.day < 10
                     else f'ngày {day.day} tháng {day.month:02d} năm {day.year}',
                     f'{day.day} {_MONTHS[day.month - 1]} {day.year}'),
            'dated': (f'{day.day}/{day.month}/{day.year}',
                      f'{day.day} {_MONTHS[day.month - 1]} {day.year}'),
            'month': _month(day),
            'lastmonth': _month(day.replace(day=1) - datetime.timedelta(days=1)),
            'quarter': _quarter(day), 'lastquarter': _quarter(_quarter_before(day)),
            'weekday': _WEEKDAYS[day.weekday()],
            'year': (str(day.year),) * 2, 'iso': (day.isoformat(),) * 2,
            'week': (str(day.isocalendar().week),) * 2}
        return forms[form][tag == 'en']


def _quarter(day: datetime.date) -> tuple[str, str]:
    number = (day.month - 1) // 3
    return f'quý {_QUARTERS[number]}/{day.year}', f'quarter {number + 1} of {day.year}'


def _quarter_before(day: datetime.date) -> datetime.date:
    """Return the last day of the quarter before that of ``day``."""
    first = day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
    return first - datetime.timedelta(days=1)


def _month(day: datetime.date) -> tuple[str, str]:
    return f'tháng {day.month}/{day.year}', f'{_MONTHS[day.month - 1]} {day.year}'


Word = Named | Number | Day


def bare_name(name: str) -> Named:
    """Return a Vietnamese name, without its marks in English."""
    return Named(name, ''.join(
        fold(sign).upper() if sign.isupper() else fold(sign) for sign in name))


class Words:
    """The words of one item, each drawn when it is first asked for.

    ``known``: words by name.  ``drawn``: by name, what draws one that is not known.
    """

    def __init__(self, known: Mapping[str, Word],
                 drawn: Mapping[str, Callable[[], Word]]) -> None:
        self._found, self._drawn = dict(known), drawn

    def word(self, name: str) -> Word:
        """Return the word ``name``.  Raises ``KeyError``."""
        if name not in self._found:
            self._found[name] = self._drawn[name]()
        return self._found[name]

    def add(self, given: Mapping[str, object], chance: Random, day: datetime.date) -> None:
        """Draw what the variables ``given`` of a pattern name, on ``day``."""
        for name, said in given.items():
            self._found[name] = _variable(said, chance, day)

    def fill(self, text: str, tag: str = 'vi') -> str:
        """Return ``text`` in the language ``tag``.  Raises ``BadPattern``."""
        return _WORD.sub(lambda found: self._shown(found[1], found[2] or '', tag), text)

    def _shown(self, name: str, form: str, tag: str) -> str:
        small = name[0].lower() + name[1:]
        try:
            text = self.word(small).shown(tag, form)
        except KeyError:
            raise BadPattern(f'nothing is known of {{{name}:{form}}}') from None
        return text[0].upper() + text[1:] if name != small else text


def _variable(said: object, chance: Random, day: datetime.date) -> Word:
    if isinstance(said, list):
        chosen = chance.choice(said)
        return Named(*chosen) if isinstance(chosen, list) else bare_name(str(chosen))
    if days := _DAYS.fullmatch(str(said)):
        first, last = int(days[1]), int(days[2] or days[1])
        return Day(day + datetime.timedelta(days=chance.randint(first, last)))
    if found := _RANGE.fullmatch(str(said)):
        return Number(chance.randrange(int(found[1]), int(found[2]) + 1, int(found[3] or 1)))
    raise BadPattern(f'{said!r} is no variable: 10..90/5, +3..+9 days, or a list')
