"""Usage: controls.py [--check]: write controls.csv of docs/operations into security.md there."""
import csv
import sys
from pathlib import Path

FOLDER = Path(__file__).parents[1] / 'docs' / 'operations'
BEGIN, END = '<!-- controls -->', '<!-- /controls -->'
HEAD = '| | control | ASVS 5.0 | how | proof |\n|---|---|---|---|---|\n'


def rows():
    """Return the rows of the table of controls, as ``dict``."""
    with open(FOLDER / 'controls.csv', encoding='utf-8', newline='') as lines:
        return list(csv.DictReader(lines))


def written(text):
    """Return ``text``, the page, with the table as it is now."""
    before, rest = text.split(BEGIN)
    table = ''.join(f'| {row["group"]} | {row["control"]} | {row["asvs"]} | {row["how"]} | '
                    f'{row["proof"]} |\n' for row in rows())
    return f'{before}{BEGIN}\n{HEAD}{table}{END}{rest.split(END)[1]}'


if __name__ == '__main__':
    page = FOLDER / 'security.md'
    found = page.read_text(encoding='utf-8')
    if '--check' in sys.argv and written(found) != found:
        sys.exit('docs/operations/security.md is behind controls.csv: bin/py setup/controls.py')
    page.write_text(written(found), encoding='utf-8')
