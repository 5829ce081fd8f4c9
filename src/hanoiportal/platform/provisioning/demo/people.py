"""Made-up persons: names that no official bears, numbers that nobody answers."""
from collections.abc import Mapping, Sequence
from random import Random

from ....base.text import slug
from .patterns import Named, bare_name

#: A number of Hanoi has no nought behind 024: this one cannot be dialled.
PHONE = '024 0000 {:04d}'
#: Nothing can be sent to a name below ``.example`` (RFC 2606).
MAIL = '{}@{}.example'
#: Drawn portraits of women, and of men.
PORTRAITS = 12


class People:
    """Draws persons, none twice.

    ``names``: lists ``family``, ``men``, ``women`` of what names are put together from; two given
    names stand behind each family name, so that the whole is nobody's.
    """

    def __init__(self, names: Mapping[str, Sequence[str]]) -> None:
        self._names = names
        self._used: set[str] = set()

    def name(self, chance: Random, woman: bool) -> str:
        """Return a full name that nobody here has yet."""
        given = self._names['women' if woman else 'men']
        while True:
            first, second, third = chance.sample(given, 3)
            name = f'{chance.choice(self._names["family"])} {first} {second} {third}'
            if name not in self._used:
                self._used.add(name)
                return name

    def person(self, chance: Random) -> Named:
        """Return somebody, as a text speaks of them: ``bà Lều Bảo Khuê An``."""
        woman = chance.random() < 0.5
        return _spoken_of(self.name(chance, woman), woman)

    def official(self, role: str, chance: Random) -> dict[str, Named]:
        """Return the words ``ROLE``, as a text speaks of them, ``ROLEName``, ``ROLESlug``, the
        name in addresses, and ``ROLEPhoto``, the name of a portrait.
        """
        woman = chance.random() < 0.4
        name = self.name(chance, woman)
        photo = f'chan-dung-{"nu" if woman else "nam"}-{chance.randrange(1, PORTRAITS + 1):02d}'
        return {role: _spoken_of(name, woman), f'{role}Name': bare_name(name),
                f'{role}Slug': Named(*[slug(name)] * 2), f'{role}Photo': Named(*[photo] * 2)}


def _spoken_of(name: str, woman: bool) -> Named:
    bare = bare_name(name).en
    return Named(f'{"bà" if woman else "ông"} {name}', f'{"Ms" if woman else "Mr"} {bare}')


def phone(chance: Random) -> str:
    """Return a telephone number that cannot be dialled."""
    return PHONE.format(chance.randrange(10_000))
