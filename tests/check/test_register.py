"""docs/glossary.md, "Register": words that visitors do not read."""
import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / 'src/hanoiportal'
REGISTER = (ROOT / 'docs/glossary.md').read_text(encoding='utf-8').split('## Register')[1]
#: Folders of what visitors and those who log in read; of a type only its page is public.
PUBLIC = (
    'shells/public', 'shells/account', 'participation', 'web',
    'editorial/clarifications/public.py', 'editorial/clarifications/templates/answer.pt', *(
        f'types/{path.name}/templates' for path in (PACKAGE / 'types').iterdir() if path.is_dir()))
#: Texts of law and of the press keep their own words: the name of the regulation, a ground of it.
QUOTED = ('Quy chế quản lý, vận hành và cung cấp thông tin đối với Cổng thông tin điện tử',)


def retired(register: str) -> list[str]:
    """Return the words in the first column of the table in ``register``."""
    return re.findall(r'^[|] “(.*?)” [|]', register, re.M)


def used(text: str, words: Iterable[str]) -> list[str]:
    """Return which of ``words`` stand in ``text``, whatever the case of a pronoun."""
    for quoted in QUOTED:
        text = ' '.join(text.split()).replace(quoted, '')
    return [word for word in words if re.search(
        rf'(?<!\w){re.escape(word)}' + (r'(?!\w)' if word[-1].isalnum() else ''), text,
        re.IGNORECASE if word.islower() else 0)]


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
    """Yield the Python files and templates of ``PUBLIC`` below ``package``."""
    for place in PUBLIC:
        path = package / place
        yield from [path] if path.is_file() else (
            each for each in path.rglob('*') if each.suffix in ('.py', '.pt'))


def seeds() -> Iterator[Path]:
    """Yield the texts that a new portal begins with."""
    folder = ROOT / 'config/hanoi'
    yield from [folder / 'home.yaml', folder / 'portal.yaml', folder / 'sections.csv']
    for name in ('news', 'pages'):
        yield from (folder / name).glob('*.yaml')


def found_in(paths: Iterable[Path], words: list[str]) -> list[str]:
    """Return ``path: word`` of each retired word."""
    return [f'{path}: {word}' for path in paths for text in texts_of(path)
            for word in used(text, words)]


def test_visitors_read_no_retired_word():
    words = retired(REGISTER)
    paths = [*sources(PACKAGE), *seeds()]

    assert {'bạn', 'thực đơn', '(tiền lệ)'} <= set(words) and len(paths) > 150
    assert found_in(paths, words) == []


def test_a_planted_pronoun_is_found_and_a_document_is_not(tmp_path):
    template, module = tmp_path / 'a.pt', tmp_path / 'a.py'
    template.write_text('<p i18n:translate="">Tin bạn chọn. Văn bản mới.</p>', encoding='utf-8')
    module.write_text('"""Của bạn."""\nTITLE = _(\'Bạn đã\' \' gửi.\')\n', encoding='utf-8')

    assert found_in([template, module], ['bạn']) == [f'{template}: bạn', f'{module}: bạn']


def test_the_name_of_the_regulation_keeps_its_spelling():
    words = ['Cổng thông tin điện tử']

    assert used(f'{QUOTED[0]} của cơ quan', words) == []
    assert used('Trên Cổng thông tin điện tử', words) == words
