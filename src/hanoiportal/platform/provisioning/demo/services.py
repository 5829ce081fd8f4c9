"""A demonstration: all that is made up for the sites of one day."""
import datetime
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random

from ....kernel.tree.site import UNDECLARED
from ..data import Data
from .interfaces import LONG, MADE_UP, Draft, Line
from .lines import Lines
from .material import Material
from .patterns import Named, bare_name
from .people import PORTRAITS, People, phone
from .pictures import Pictures
from .places import MAIL, Place, Places
from .staff import login_of, staff_lines

#: The site on which staff practise (20.1): its label and its name.
PRACTICE = ('thuchanh', Named('Trang thực hành', 'Practice site'))
_SUMMARY = Named(
    'Nơi cán bộ tập soạn thảo, biên tập, phê duyệt trước khi làm việc thật; nội dung ở đây chỉ để '
    'thực hành.',
    'Where staff practise writing, editing and approving; what stands here is for practice alone.')


class Demonstration:
    """The lines of a demonstration, the same for the same ``today``, a local ``date``.

    ``data``: folder of ``config/hanoi``.  ``texts``: folder of ``config/demo``.  ``blobs``: folder
    that pictures are drawn into.  ``labels``: of the sites that it has, all if empty.
    """

    def __init__(self, data: Path, texts: Path, blobs: Path, today: datetime.date,
                 labels: frozenset[str] = frozenset()) -> None:
        self._today, self._material = today, Material(texts)
        self._people, self._pictures = People(self._material.names), Pictures(blobs)
        places = Places(Data(data), self._material.sites, self._people).all(PRACTICE)
        keep = labels | {'', PRACTICE[0]}
        self.places = [each for each in places if not labels or each.label in keep]
        self._lines = Lines(self._material, self._people, self._pictures, today)

    @property
    def practice(self) -> tuple[str, dict[str, str], dict[str, str]]:
        """The practice site, as ``Data.sites`` gives one."""
        label, name = PRACTICE
        values = {'title': name.vi, 'short_title': name.vi, 'summary': _SUMMARY.vi,
                  'level': 'agency', 'purpose': 'practice',
                  'owner': 'Ủy ban nhân dân thành phố Hà Nội',
                  'managing_body': UNDECLARED, 'operating_unit': UNDECLARED}
        return label, values, {'title': name.en, 'short_title': name.en, 'summary': _SUMMARY.en,
                               'owner': "People's Committee of Hanoi"}

    def lines(self, password: str) -> Iterator[Mapping[str, object]]:
        """Yield every line; ``password``: the hash of the one password of all accounts."""
        yield from self._portraits()
        for place in self.places:
            yield from staff_lines(place, self._people, password, self._today)
            yield from self._lines.of(place)
        for place in self.places:
            if place.label in LONG:
                yield from self._lines.older(place)

    def contact(self, place: Place) -> dict[str, str]:
        """Return how ``place`` is reached, and who answers for it: nobody who could be reached."""
        chance = Random(f'contact {place.label}')
        said, (number, street) = place.words['label'].shown('vi', ''), _house(place, chance)
        return {
            'address': f'Số {number} phố {street} (địa chỉ minh họa), thành phố Hà Nội',
            'phone': phone(chance), 'fax': phone(chance), 'email': MAIL.format('vanthu', said),
            'hours': 'Thứ Hai đến thứ Sáu: 8h00–11h30, 13h30–17h00',
            'contact_source': MADE_UP,
            'contact_confirmed': self._today.isoformat(),
            'responsible': f'{place.words["chairName"].shown("vi", "")}, Trưởng Ban Biên tập',
            'managing_body': place.words['body'].shown('vi', ''),
            'operating_unit': f'Văn phòng {place.words["ubnd"].shown("vi", "")}'}

    def contact_in_english(self, place: Place) -> dict[str, str]:
        """Return what of ``contact`` there is in English."""
        chair, office = place.words['chairName'], place.words['ubnd']
        number, street = _house(place, Random(f'contact {place.label}'))
        return {
            'address': f'{number} {bare_name(street).en} Street (illustrative address), Hanoi',
            'hours': 'Monday to Friday: 8:00–11:30, 13:30–17:00',
            'responsible': f'{chair.shown("en", "")}, Head of the Editorial Board',
            'managing_body': place.words['body'].shown('en', ''),
            'operating_unit': f'Office of {office.shown("en", "")}'}

    def drafts(self, place: Place) -> Iterator[Draft]:
        """Yield the texts that are being worked on at ``place``."""
        for pattern, values in self._lines.drafts(place):
            steps = [(login_of(place, kind), taken) for kind, *taken in map(
                str.split, _texts(pattern['steps']))]
            yield Draft(
                str(pattern.get('section', self._material.desk.section)), values, steps[0][0],
                [(login, step) for login, taken in steps for step in taken],
                str(pattern.get('note', '')), dict(pattern['also']))  # type: ignore[call-overload]

    def _portraits(self) -> Iterator[Line]:
        """Yield the drawn portraits; they stand with the city's leaders, for all sites."""
        for kind, title in (('nu', 'Chân dung vẽ của một phụ nữ'), (
                'nam', 'Chân dung vẽ của một người đàn ông')):
            for number in range(1, PORTRAITS + 1):
                name = f'chan-dung-{kind}-{number:02d}'
                yield {'type': 'image', 'path': f'cong/lanh-dao/{name}',
                       'title': f'{title}, số {number}', 'alt': f'{title}, không phải người thật',
                       'credit': 'minh họa của Cổng trình diễn',
                       'image': self._pictures.portrait(name, kind == 'nu'),
                       'state': 'published', 'date': f'{self._today}T05:00:00+07:00'}


def _house(place: Place, chance: Random) -> tuple[int, str]:
    return chance.randrange(1, 200), chance.choice(place.areas)


def _texts(said: object) -> list[str]:
    assert isinstance(said, list)
    return [str(each) for each in said]
