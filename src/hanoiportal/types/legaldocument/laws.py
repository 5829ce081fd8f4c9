"""Laws that texts cite by name: rows of ``laws.csv``."""
import csv
from dataclasses import dataclass
from datetime import date

from ...base.text import nfc


@dataclass(frozen=True)
class Laws:
    """``names``: without the word "Luật", each once.  ``rows``: ``((name, number, day), …)``, the
    number ``''`` and the day ``None`` where they are not known.
    """

    names: tuple[str, ...]
    rows: tuple[tuple[str, str, date | None], ...]

    def number(self, name, day):
        """Return the number of the law called ``name`` ("Luật Báo chí"), issued on ``day`` if that
        is said; ``''`` if it is not known, or several laws are called so.
        """
        wanted = ' '.join(name.split()).removeprefix('Bộ luật ').removeprefix('Luật ')
        found = [row for row in self.rows if row[0] == wanted and day in (None, row[2])]
        return found[0][1] if len(found) == 1 else ''


def laws_of(path):
    """Return the ``Laws`` of the CSV file at ``path``."""
    with open(path, encoding='utf-8', newline='') as lines:
        rows = tuple(
            (nfc(row['name'].strip()), nfc(row['number'].strip()),
             date.fromisoformat(row['issued']) if row['issued'] else None)
            for row in csv.DictReader(lines))
    return Laws(tuple(dict.fromkeys(name for name, _number, _day in rows)), rows)
