"""The sites of a demonstration, and the words that their texts are filled with."""
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from ....base.text import slug
from ..data import Data
from .patterns import Named, Word, bare_name
from .people import MAIL, People, phone

CITY, PRACTICE = 'city', 'practice'
#: Who is in office at each site; each is a word of its texts.
ROLES = ('chair', 'vice', 'vice2', 'council', 'clerk', 'desk', 'spokesperson')
_NOT_IN_NUMBERS = re.compile('[^A-ZĐ&]')
#: Parts that villages are divided into.
_HAMLETS = ('Thượng', 'Hạ', 'Đông', 'Đoài', 'Trung', 'Nội', 'Ngoại', 'Đình', 'Chùa', 'Giếng',
            'Bãi', 'Đầm')
_SCHOOLS = (('Trường Mầm non {}', '{} Kindergarten'), ('Trường Tiểu học {}', '{} Primary School'),
            ('Trường THCS {}', '{} Lower Secondary School'))


@dataclass(frozen=True)
class Place:
    """A site.  ``label``: ``''`` for the city.  ``level``: as of ``sections.csv``.

    ``kinds``: what pools are for, of which it is one: its level, its kind, its label.
    ``areas``: names of its neighbourhoods.  ``words``: what is the same in all its texts.
    """

    label: str
    level: str
    kinds: frozenset[str]
    areas: tuple[str, ...]
    words: Mapping[str, Word]

    @property
    def path(self) -> str:
        """Where a line says that the site is."""
        return f'cong/{self.label}' if self.label else 'cong'


class Places:
    """Reads the sites of ``data``.

    ``material``: ``agencies`` of ``config/demo`` by label.  ``people``: draws their leaders.
    """

    def __init__(self, data: Data, material: Mapping[str, Mapping[str, str]],
                 people: People) -> None:
        self._data, self._material, self._people = data, material, people
        self._areas: dict[str, list[str]] = {}
        for row in data.rows('former_wards.csv'):
            for label in row['today'].split('|'):
                self._areas.setdefault(label, []).append(row['name'])
        self._wards = [row['name'] for row in data.rows('communes.csv')]

    def all(self, practice: tuple[str, Named]) -> list[Place]:
        """Return the city, each agency and commune that is on the portal, and the ``practice``
        site, a label with its name.
        """
        agencies = [row for row in self._data.rows('agencies.csv')
                    if row['integration'] != 'external']
        label, name = practice
        return [self._city(), *map(self._agency, agencies),
                *map(self._commune, self._data.rows('communes.csv')),
                self._place(label, 'agency', PRACTICE, name, name, self._wards, 'THT')]

    def _city(self) -> Place:
        name = Named('Thành phố', 'the city')
        office = Named('UBND Thành phố', "City People's Committee")
        return self._place('', CITY, CITY, name, office, self._wards, 'UBND')

    def _agency(self, row: Mapping[str, str]) -> Place:
        name = Named(row['name'], row['name_en'])
        return self._place(row['label'], 'agency', row['kind'], name, name, self._wards,
                           _NOT_IN_NUMBERS.sub('', row['abbr']))

    def _commune(self, row: Mapping[str, str]) -> Place:
        kind = 'phường' if row['kind'] == 'phuong' else 'xã'
        name = Named(f'{kind} {row["name"]}', row['name_en'])
        return self._place(
            row['label'], 'commune', row['kind'], name,
            Named(f'UBND {name.vi}', f"{name.en} People's Committee"),
            self._areas.get(row['label']) or [row['name']], 'UBND')

    def _place(self, label: str, level: str, kind: str, name: Named, office: Named,
               areas: Sequence[str], number: str) -> Place:
        chance = Random(f'place {label}')
        words: dict[str, Word] = {'unit': name, 'ubnd': office}
        for role in ROLES:
            words.update(self._people.official(role, chance))
        host = label or 'thanhpho'
        words['body'] = Named(office.vi.replace('UBND', 'Ủy ban nhân dân').replace(
            'dân Thành phố', 'dân thành phố Hà Nội'), office.en)
        words['code'] = Named(number, number)
        words['sender'] = Named(*[number.replace('&', '')] * 2)
        words['phone'] = Named(*[phone(chance)] * 2)
        words['mail'] = Named(*[MAIL.format('vanthu', host)] * 2)
        words['label'] = Named(host, host)
        words['name'] = bare_name(name.vi.removeprefix('phường ').removeprefix('xã '))
        of_it = self._material.get(label or CITY) or self._material[level]
        words.update({key: Named(*said.split(' | ')) for key, said in of_it.items()})
        words['letterhead'] = _letterhead(level, words)
        words['seat'] = words['name'] if level == 'commune' else Named('Hà Nội', 'Hà Nội')
        words['signature'] = _signature(level, words['head'], words['chairName'])
        words['signatureVice'] = _signature(
            level, words['head'], words['viceName'], words['deputy'])
        return Place(label, level, frozenset({level, kind, label or CITY}), tuple(areas), words)


def _letterhead(level: str, words: Mapping[str, Word]) -> Named:
    """Return the head of a document (NĐ 30/2020, appendix I)."""
    above, below = {
        'commune': ('ỦY BAN NHÂN DÂN', words['unit'].shown('vi', 'upper')),
        CITY: ('ỦY BAN NHÂN DÂN', 'THÀNH PHỐ HÀ NỘI')}.get(
        level, ('ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI', words['unit'].shown('vi', 'upper')))
    return Named(*['\n'.join((above, below, '-------', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
                              'Độc lập - Tự do - Hạnh phúc', '---------------'))] * 2)


def _signature(level: str, head: Word, name: Word, deputy: Word | None = None) -> Named:
    """Return the foot of a document that ``head``, a title, signs, or a ``deputy`` for them; of a
    People's Committee, in its name.
    """
    titles = [head, deputy] if deputy else [head]
    lines = [title.shown('vi', 'upper').removesuffix(' UBND') for title in titles]
    if deputy:
        lines[0] = f'KT. {lines[0]}'
    if level in {'commune', CITY}:
        lines.insert(0, 'TM. ỦY BAN NHÂN DÂN')
    foot = ('Nơi nhận:', '- Các đơn vị có liên quan;', '- Lưu: VT.', *lines, name.shown('vi', ''))
    return Named(*['\n'.join(foot)] * 2)


def drawn(place: Place, people: People, chance: Random) -> dict[str, Callable[[], Word]]:
    """Return what draws each word that a text about ``place`` may ask for, by its name."""
    areas = list(place.areas)
    chance.shuffle(areas)

    def area(number: int) -> Named:
        return bare_name(areas[number % len(areas)])

    def of_area(vi: str, en: str) -> Callable[[], Word]:
        return lambda: Named(vi.format(area(0).vi), en.format(area(0).en))

    def school() -> Named:
        vi, en = chance.choice(_SCHOOLS)
        named = bare_name(chance.choice(areas))
        return Named(vi.format(named.vi), en.format(named.en))

    found: dict[str, Callable[[], Word]] = {
        'area': lambda: area(0), 'area2': lambda: area(1), 'area3': lambda: area(2),
        'market': of_area('chợ {}', '{} Market'), 'temple': of_area(
            'đình {}', '{} Communal House'), 'pagoda': of_area('chùa {}', '{} Pagoda'),
        'lake': of_area('hồ {}', '{} Lake'), 'garden': of_area('vườn hoa {}', '{} Garden'),
        'school': school, 'school2': school,
        'street': lambda: _street(place, area(0), chance),
        'group': lambda: _group(place, chance), 'group2': lambda: _group(place, chance),
        'tel': lambda: Named(*[phone(chance)] * 2),
        'signer': lambda: bare_name(people.name(chance, False)),
        **{name: lambda: people.person(chance) for name in ('person', 'person2', 'person3')}}
    return found


def _group(place: Place, chance: Random) -> Named:
    if 'xa' in place.kinds:
        name = bare_name(chance.choice(_HAMLETS))
        return Named(f'thôn {name.vi}', f'{name.en} hamlet')
    number = chance.randrange(1, 29)
    return Named(f'tổ dân phố số {number}', f'residential group {number}')


def _street(place: Place, area: Named, chance: Random) -> Named:
    if 'xa' in place.kinds:
        name = bare_name(chance.choice(_HAMLETS))
        return Named(f'đường trục thôn {name.vi} ({area.vi})', f'{name.en} Road ({area.en})')
    number = chance.randrange(12, 340)
    return chance.choice((
        Named(f'phố {area.vi}', f'{area.en} Street'), Named(f'đường {area.vi}', f'{area.en} Road'),
        Named(f'ngõ {number} phố {area.vi}', f'Lane {number}, {area.en} Street')))


def name_of(title: str) -> str:
    """Return the name that an item of this title has in its address."""
    return slug(title, 60)
