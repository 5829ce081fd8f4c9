"""docs/glossary.md decides what things are called."""
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / 'src/hanoiportal'
TEXT = (ROOT / 'docs/glossary.md').read_text(encoding='utf-8')
WORDS, RETIRED = TEXT.split('## Retired words')
#: Modules that may bear a retired word: ZODB's pack.
PACKS = {'safekeeping/backups/packing.py'}


def retired_words(text: str) -> set[str]:
    """Return the words in the first column of the table in ``text``."""
    return {word for row in re.findall(r'^\| (.*?) \|', text, re.M)
            for word in re.findall(r'`(\w+)`', row)}


def names_in(path: Path) -> Iterator[str]:
    """Yield the name of the module and of its top-level classes and functions, in lower case."""
    yield path.stem
    for name in re.findall(r'^(?:class|def) (\w+)', path.read_text(encoding='utf-8'), re.M):
        yield name.lower()


def named_by_retired_words(paths: Iterable[Path], words: set[str]) -> list[str]:
    """Return ``path: word`` of each retired word that names something."""
    return [f'{path}: {name}' for path in paths for name in names_in(path) if name in words]


def classes_twice(root: Path) -> set[tuple[str, str]]:
    """Return ``(district, name)`` of public classes that two modules of a district define."""
    places = defaultdict(set)
    for path in root.rglob('*.py'):
        for name in re.findall(r'^class ([^\W_]\w*)', path.read_text(encoding='utf-8'), re.M):
            places[path.relative_to(root).parts[0], name].add(path)
    return {key for key, paths in places.items() if len(paths) > 1}


def test_each_module_of_the_glossary_is_there():
    modules = re.findall(r'^\| [^|]+ \| [^|]+ \| `([\w/]+)` \|', WORDS, re.M)

    assert len(modules) > 50
    assert [each for each in modules
            if not (PACKAGE / each).is_dir() and not (PACKAGE / f'{each}.py').is_file()] == []


def test_words_stand_in_order_and_once():
    words = re.findall(r'^\| ([a-z][^|]*?) \|', WORDS.split('|---', 1)[1], re.M)

    assert words == sorted(set(words))


def test_retired_words_name_nothing():
    words = retired_words(RETIRED)
    paths = [path for path in PACKAGE.rglob('*.py')
             if path.relative_to(PACKAGE).as_posix() not in PACKS]

    assert 'shelf' in words
    assert named_by_retired_words(paths, words) == []


def test_a_planted_retired_word_is_found(tmp_path):
    module = tmp_path / 'store.py'
    module.write_text('class Shelf:\n    pass\n', encoding='utf-8')

    assert named_by_retired_words([module], {'shelf'}) == [f'{module}: shelf']


def test_class_names_are_unique_in_a_district(tmp_path):
    for name in ('a', 'b'):
        (tmp_path / 'types').mkdir(exist_ok=True)
        (tmp_path / f'types/{name}.py').write_text('class Row:\n    pass\n', encoding='utf-8')

    assert classes_twice(tmp_path) == {('types', 'Row')}
    assert classes_twice(PACKAGE) == set()


def test_the_key_of_a_case_is_called_so_in_every_english_text():
    of_case = re.compile(r'\bmã(?:,| và| hoặc)(?: một)? khóa\b|\bkhóa của hồ sơ\b', re.IGNORECASE)
    catalog = polib.pofile(str(ROOT / 'locales/en/LC_MESSAGES/hanoiportal.po'))
    found = [each for each in catalog if of_case.search(each.msgid)]

    assert len(found) > 15
    assert [each.msgstr for each in found if not re.search(r'\bkey\b', each.msgstr, re.I)
            or 'secret' in each.msgstr.lower()] == []
