"""docs/glossary.md, "Register": words that nobody reads on a page, in a mail or in the guide."""
import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / 'src/hanoiportal'
REGISTER = (ROOT / 'docs/glossary.md').read_text(encoding='utf-8').split('## Register')[1]
#: These read marks and abbreviations that people type, or numbers of documents.
READERS = frozenset(PACKAGE / path for path in (
    'base/text/bare.py', 'base/text/legacy.py', 'base/text/readability.py',
    'content/links/reading.py', 'discovery/search/parsing.py', 'editorial/checks/sources.py',
    'types/legaldocument/reading/numbers.py'))
#: Texts of law and of the press keep their own words: the name of the regulation, a ground of it.
QUOTED = ('Quy chế quản lý, vận hành và cung cấp thông tin đối với Cổng thông tin điện tử',)


def retired(register: str) -> dict[str, str]:
    """Return ``{word: what is in its place}`` of the table in ``register``."""
    return dict(re.findall(r'^[|] “(.*?)” [|] (.*?) [|]$', register, re.M))


def used(text: str, words: Mapping[str, str]) -> list[str]:
    """Return which of ``words`` stand in ``text``, whatever their case, unless that is what is
    wrong with them.
    """
    for quoted in QUOTED:
        text = ' '.join(text.split()).replace(quoted, '')
    folded = text.casefold()
    return [word for word, instead in words.items() if word.casefold() in folded and re.search(
        (r'(?<!\w)' if word[0].isalnum() else '') + re.escape(word)
        + (r'(?!\w)' if word[-1].isalnum() else ''), text,
        re.IGNORECASE if word.islower() and instead.casefold() != word else 0)]


def texts_of(path: Path) -> Iterator[str]:
    """Yield what of a source may be shown: a template whole, of Python its strings of text."""
    source = path.read_text(encoding='utf-8')
    if path.suffix != '.py':
        yield source
        return
    tree = ast.parse(source)
    docstrings = {id(node.body[0].value) for node in ast.walk(tree) if isinstance(
        node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and node.body and isinstance(
            node.body[0], ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and (
                id(node) not in docstrings):
            yield node.value


def sources(package: Path) -> Iterator[Path]:
    """Yield the Python files and templates below ``package`` that are no ``READERS``."""
    return (each for each in package.rglob('*')
            if each.suffix in ('.py', '.pt') and each not in READERS)


def seeds() -> Iterator[Path]:
    """Yield the texts that a new portal begins with, and the guide."""
    folder = ROOT / 'config/hanoi'
    yield from [folder / 'home.yaml', folder / 'portal.yaml', folder / 'sections.csv',
                folder / 'actions.csv', folder / 'workflows.yaml', ROOT / 'README.vi.md']
    yield from (ROOT / 'docs/guide').glob('*.md')
    for name in ('news', 'pages'):
        yield from (folder / name).glob('*.yaml')


def found_in(paths: Iterable[Path], words: Mapping[str, str]) -> list[str]:
    """Return ``path: word`` of each retired word."""
    return [f'{path}: {word}' for path in paths for text in texts_of(path)
            for word in used(text, words)]


def test_nobody_reads_a_retired_word():
    words = retired(REGISTER)
    paths = [*sources(PACKAGE), *seeds()]

    assert {'bạn', 'thực đơn', '(tiền lệ)'} <= set(words) and len(paths) > 900
    assert found_in(paths, words) == []


def test_a_planted_pronoun_is_found_and_a_document_is_not(tmp_path):
    template, module = tmp_path / 'a.pt', tmp_path / 'a.py'
    template.write_text('<p i18n:translate="">Tin bạn chọn. Văn bản mới.</p>', encoding='utf-8')
    module.write_text('"""Của bạn."""\nTITLE = _(\'Bạn đã\' \' gửi.\')\n', encoding='utf-8')

    assert found_in([template, module], {'bạn': ''}) == [f'{template}: bạn', f'{module}: bạn']


def test_the_name_of_the_regulation_keeps_its_spelling():
    words = {'Cổng thông tin điện tử': 'Cổng Thông tin điện tử'}

    assert used(f'{QUOTED[0]} của cơ quan', words) == []
    assert used('Trên Cổng thông tin điện tử', words) == list(words)


@pytest.mark.parametrize(('text', 'found'), [
    ('Xem cổng', ['cổng']), ('Xem Cổng', []), ('tại Thành phố Hà Nội', ['Thành phố Hà Nội']),
    ('Thành phố và thành phố Hà Nội', []), ('Chọn «Lưu»', ['«', '»']), ('Chọn “Lưu”', []),
    ('Tạm dừng', ['tạm dừng']), ('Gửi bài', ['Gửi bài']), ('Đã gửi bài.', []),
    ('báo đã gỡ (410)', ['(410)'])])
def test_what_the_rules_forbid_is_found_and_what_they_say_is_not(text, found):
    assert used(text, retired(REGISTER)) == found
