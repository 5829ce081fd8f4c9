"""Rules of ``docs/develop/style.md`` that a program can check."""
from __future__ import annotations

import re

COLUMNS = 99
#: How no sentence, heading, list item or cell of a table begins.
OPENING = re.compile(
    r'(?:^[ \t]*(?:[-*+] |\d+\. |#+ |> )?|[.!?:][*)»"]* |\| )'
    r'[*_«"(\[]*((?:Who|What|Whoever|Whatever|Let)\b(?:[^\w\n]+\w+){0,3})', re.MULTILINE)
_FENCE = re.compile(r'^ *```.*?^ *```[^\n]*', re.MULTILINE | re.DOTALL)
_CODE = re.compile(r'`[^`\n]*`')
_WRAPPED = re.compile(r'(?<=\S)\n[ \t]*(?=[^\s|#>*+-])(?!\d+\. )')


def openings(text: str) -> list[str]:
    """Return the first words of each sentence that begins in a way that the style forbids.

    ``text``: Markdown.  Code is not read; a sentence may begin within a line or with one.
    """
    words = _CODE.sub('`x`', _FENCE.sub('', text))
    return [match[1] for match in OPENING.finditer(_WRAPPED.sub(' ', words))]


def wide_lines(text: str) -> list[str]:
    """Return the lines of ``text``, Markdown, that have more than ``COLUMNS`` columns.

    Rows of tables, code, and lines of a single long word cannot be broken: they may.
    """
    return [line for line in _FENCE.sub('', text).splitlines()
            if len(line) > COLUMNS and not line.startswith('|') and _can_be_broken(line)]


def _can_be_broken(line: str) -> bool:
    whole = _CODE.sub(lambda code: code[0].replace(' ', '_'), line.strip())
    return len(re.sub(r'^(?:[-*+]|\d+\.) ', '', whole).split()) > 1
