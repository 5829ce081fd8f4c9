"""The content of a demonstration as lines of the form that ``bin/portal import`` takes."""
import datetime
from collections.abc import Iterator, Mapping
from contextlib import suppress
from random import Random

from .filling import filled, first_paragraphs
from .interfaces import ENGLISH, LONG_AGO, Line
from .material import Material, Pattern, Pool
from .patterns import BadPattern, Day, Words
from .people import People
from .pictures import Pictures, title_of
from .places import Place, drawn, name_of

#: So often is an item drawn anew whose title or first paragraph another has already.
_ATTEMPTS = 60
_ZONE = '+07:00'
#: News tell of the day before.
NEWS, _DAY = 'news', datetime.timedelta(days=1)
#: Types whose approval begins a term (13.1.d, f); days after it at which they are published: in
#: time, and too late; how many are.
APPROVED = frozenset({'project', 'research'})
_SOON, _LATE, _SELDOM = (2, 9), (31, 60), 1 / 25
#: Days ago at which pictures were published: lists of media begin with what shows them.
_BEFORE_ALL = 61
#: Days that count as a month; news of one that is long past.
_MONTH, _A_MONTH = 30, 4
#: Where pictures stand, but those beside standing pages, which name none.
GALLERY, PAGE = 'da-phuong-tien', 'page'


class Lines:
    """Writes the items of ``today``, a local ``date``.

    No two of them share a title or a first paragraph.
    """

    def __init__(self, material: Material, people: People, pictures: Pictures,
                 today: datetime.date) -> None:
        self._material, self._people, self._pictures = material, people, pictures
        self._today = today
        self._said: set[str] = set()
        self._names: dict[str, set[str]] = {}

    def of(self, place: Place) -> Iterator[Line]:
        """Yield the lines of the items of ``place``, pictures before what shows them."""
        names = self._names.setdefault(place.label, set())
        for number, pool in enumerate(self._material.pools):
            chance = Random(f'{self._today} {place.label} {number}')
            chosen = pool.chosen(place, self._today, chance)
            ages = _ages(len(chosen), pool, chance)
            for order, (pattern, age) in enumerate(zip(chosen, ages, strict=True)):
                moment = _moment(self._today, age, chance)
                item = _Item(place, pool, pattern, moment, f'{place.label} {number} {order}')
                yield from self._item(item, order, names)

    def older(self, place: Place) -> Iterator[Line]:
        """Yield news of ``place`` of the two years before the others, some for each month, in
        Vietnamese and without pictures.  Patterns of which nothing is left are passed over.
        """
        pool = next(each for each in self._material.pools
                    if each.type == NEWS and each.kinds & place.kinds)
        names = self._names[place.label]
        for month in range(2, LONG_AGO // _MONTH):
            chance = Random(f'{self._today} {place.label} older {month}')
            day = self._today - month * _MONTH * _DAY
            fit = pool.fitting(place, day)
            found: list[Line] = []
            for number, pattern in enumerate(chance.sample(fit, len(fit))):
                moment = _moment(day, chance.randrange(1, _MONTH), chance)
                plain = {name: said for name, said in pattern.items()
                         if name not in (ENGLISH, 'picture', 'pictures')}
                with suppress(BadPattern):
                    found += self._item(_Item(
                        place, pool, plain, moment,
                        f'{place.label} older {month} {number}'), 0, names)
                if len(found) == _A_MONTH:
                    break
            yield from found

    def drafts(self, place: Place) -> list[tuple[Pattern, Line]]:
        """Return the values of the texts that are being worked on at ``place``, each with its
        pattern.
        """
        pool = self._material.desk
        chosen = pool.chosen(place, self._today, Random(f'{self._today} {place.label} desk'))
        moment = f'{self._today}T06:00:00{_ZONE}'
        items = [_Item(place, pool, _one_way(pattern, place, number), moment,
                       f'{place.label} desk {number}') for number, pattern in enumerate(chosen)]
        found: list[tuple[Pattern, Line]] = []
        for item in items:
            values, words = self._drawn(item)
            also = item.pattern.get('also', {})
            assert isinstance(also, dict)
            said = {name: words.fill(str(text)) for name, text in also.items()}
            found.append(({**item.pattern, 'also': said}, values))
        return found

    def _item(self, item: '_Item', order: int, names: set[str]) -> Iterator[Line]:
        values, words = self._drawn(item)
        name = _free(item.name(words, values), names, item.pool.section)
        pictures = [self._picture(item, scene, words, names) for scene in _scenes(item, order)]
        if pictures:
            yield from pictures
            if item.type != PAGE:
                values['images'] = [_shown(item.place, str(each['path'])) for each in pictures]
        path = f'{item.place.path}/{item.pool.section}/{name}'
        state = str(item.pattern.get('state', 'published'))
        line = {'type': item.type, 'path': path, **values,
                'state': state}
        yield {**line, 'date': item.posted(values)} if state == 'published' else line
        if 'en' in item.pattern:
            english = item.pattern['en']
            assert isinstance(english, dict)
            yield {'type': 'translation', 'path': path, 'language': ENGLISH, 'state': state,
                   'date': item.moment, **filled(english, words, item.chance(0), ENGLISH)}

    def _drawn(self, item: '_Item') -> tuple[dict[str, object], Words]:
        """Return the values of ``item`` and the words that they hold; its title and its first
        paragraph are no other's.
        """
        for attempt in range(_ATTEMPTS):
            chance = item.chance(attempt)
            words = item.words(self._people, chance)
            values = filled(item.pattern, words, chance)
            said = {str(values['title']), *first_paragraphs(values)}
            if not said & self._said:
                self._said |= said
                return values, words
        raise BadPattern(f'{item.place.label}: no title or paragraph is left of '
                         f'{item.pattern["title"]!r}')

    def _picture(self, item: '_Item', scene: str, words: Words, names: set[str]) -> Line:
        """Return the line of a picture of ``item``."""
        chance = item.chance(_ATTEMPTS)
        title = self._new(title_of(scene, words.fill('{area}, {unit}')))
        section = item.pool.section if item.type == PAGE else GALLERY
        name = _free(name_of(title), names, section)
        return {'type': 'image', 'path': f'{item.place.path}/{section}/{name}', 'title': title,
                'alt': title, 'credit': 'minh họa của Cổng trình diễn',
                'image': self._pictures.drawn(scene, chance),
                'state': 'published', 'date': _moment(self._today, _BEFORE_ALL, chance)}

    def _new(self, title: str) -> str:
        """Return ``title``, with a number if another has it, and note it."""
        number, found = 1, title
        while found in self._said:
            number += 1
            found = f'{title}, tranh {number}'
        self._said.add(found)
        return found


class _Item:
    """One item to be: a ``pattern`` of ``pool`` for ``place``, published at ``moment``."""

    def __init__(self, place: Place, pool: Pool, pattern: Pattern, moment: str,
                 key: str) -> None:
        self.place, self.pool, self.pattern, self.moment = place, pool, pattern, moment
        self._key = key

    @property
    def type(self) -> str:
        return str(self.pattern.get('type', self.pool.type))

    def chance(self, attempt: int) -> Random:
        return Random(f'{self.moment} {self._key} {attempt}')

    def words(self, people: People, chance: Random) -> Words:
        """Return the words of one attempt."""
        day = datetime.date.fromisoformat(self.moment[:10])
        told = day - _DAY if self.type == NEWS else day
        words = Words({**self.place.words, 'date': Day(told)},
                      drawn(self.place, people, chance))
        given = self.pattern.get('vars', {})
        assert isinstance(given, dict)
        words.add(given, chance, day)
        return words

    def posted(self, values: Mapping[str, object]) -> str:
        """Return when it was published: some days after its approval, if it says when that was,
        and seldom too late.
        """
        approved = str(values.get('approved', ''))
        if not approved or self.type not in APPROVED:
            return self.moment
        chance = self.chance(_ATTEMPTS + 1)
        days = chance.randint(*(_LATE if chance.random() < _SELDOM else _SOON))
        day = datetime.date.fromisoformat(approved) + days * _DAY
        return min(f'{day}{self.moment[10:]}', self.moment)

    def name(self, words: Words, values: Mapping[str, object]) -> str:
        """Return what it is to be called in its address."""
        given = self.pattern.get('name')
        return words.fill(str(given)) if given else name_of(str(values['title']))


def _one_way(pattern: Pattern, place: Place, number: int) -> Pattern:
    """Return ``pattern`` in one of the ways that it may be told; wards do not take the same."""
    others = pattern.get('or', [])
    assert isinstance(others, list)
    return Random(f'{place.label} {number}').choice(
        [pattern, *({**pattern, **each} for each in others)])


def _scenes(item: '_Item', order: int) -> list[str]:
    """Return the scenes that ``item``, so far from the newest of its pool, shows."""
    several, single = item.pattern.get('pictures', []), item.pattern.get('picture')
    assert isinstance(several, list)
    return several + ([str(single)] if single and order < item.pool.pictures else [])


def _shown(place: Place, path: str) -> str:
    """Return the path below the portal of what a line says is at ``path``."""
    return f'{"/sites" if place.label else ""}/{path.partition("/")[2]}'


def _ages(number: int, pool: Pool, chance: Random) -> list[int]:
    """Return how many days ago each was published, the newest first."""
    ages = sorted(chance.randint(pool.youngest, pool.oldest) for _each in range(number))
    return [pool.youngest, *ages[1:]] if ages else ages


def _moment(today: datetime.date, age: int, chance: Random) -> str:
    """Return when something was published; before half past seven if it was today."""
    day = today - datetime.timedelta(days=age)
    hour = chance.randrange(7, 17) if age else 6
    return f'{day}T{hour:02d}:{chance.randrange(60):02d}:00{_ZONE}'


def _free(name: str, names: set[str], section: str) -> str:
    """Return ``name``, with a number if ``section`` has it already, and note it."""
    number, found = 1, name
    while f'{section}/{found}' in names:
        number += 1
        found = f'{name}-{number}'
    names.add(f'{section}/{found}')
    return found
