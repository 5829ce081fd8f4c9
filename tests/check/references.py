"""References that lead nowhere: to decisions in other words than ``ADR 5``, to decisions that are
not there, to lists of features and issues that the repository does not hold.
"""
from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path

FOLDERS = ('src', 'tests', 'docs', 'config', 'frontend', 'setup')
KINDS = frozenset({'.cfg', '.conf', '.css', '.csv', '.html', '.ini', '.js', '.md', '.pt', '.py',
                   '.service', '.sh', '.timer', '.toml', '.txt', '.yaml', ''})
#: Fetched or built; the two files that name what must not be written.
SKIPPED = frozenset({'node_modules', 'hanoiportal.egg-info', '__pycache__', 'editor.js',
                     'blocks.js', 'uploads.js', 'references.py', 'test_references.py'})
ADR = re.compile(r'\bADR (\d+)\b(?:\]\((?:[\w./]*/)?(\d{4})-)?')
LOOSE = re.compile(
    # "decision 58", "decisions D3, D4", "decision [1](decisions/0001-…)"; not "Decision 4263".
    r'\b(?:[Dd]ecisions?|ADRs)(?: |\n[ #*]{0,8})\[?D?\d{1,4}\b(?<!4263)(?![/\d.-])'
    # "[14](0014-a-page-cache…)", without the word.
    r'|(?<![\w\]])\[\d{1,2}\]\((?:[\w./]*/)?\d{4}-'
    r'|\(house, D\d+\)'
    # "feature B4", "features row K5", "row J2", "rows J1–J3", "requirement A12".
    r'|\b(?:features?|rows?|requirement|yêu cầu),? (?:row )?[A-EG-L]\d{1,2}\b'
    # "(A6)", "(4.2, K3)", "(A11, 14.1)".
    r'|(?<!\w)\((?:[\w. ]+[,;] )*[A-EG-L]\d{1,2}(?:[,;] [\w., ]+)?\)'
    # "issue 3"; those of other projects are named with the project.
    r'|(?<!cpython )(?<!chameleon )\bissue #?\d+')


def files(root: Path) -> Iterator[Path]:
    """Yield the files of the project below ``root`` that people write."""
    yield from (path for path in sorted(root.glob('*')) if path.is_file() and _is_ours(path))
    for folder in FOLDERS:
        yield from (path for path in sorted((root / folder).rglob('*'))
                    if path.is_file() and _is_ours(path.relative_to(root)))


def _is_ours(path: Path) -> bool:
    return path.suffix in KINDS and not SKIPPED.intersection(path.parts) and path.name[0] != '.'


def loose(text: str, decisions: Collection[int]) -> list[str]:
    """Return the references in ``text`` that lead nowhere; ``decisions``: numbers of the ADRs."""
    return [*(match[0] for match in LOOSE.finditer(text)),
            *(match[0] for match in ADR.finditer(text)
              if int(match[1]) not in decisions or int(match[2] or match[1]) != int(match[1]))]
