"""Stamps that a document which is not for the public bears: rows of ``secrecy_marks.csv``."""
import csv
import re
from pathlib import Path

from ...base.text import nfc


def stamps_of(path: Path) -> re.Pattern[str]:
    """Return what matches a line that bears one stamp of the CSV file at ``path`` and no more.

    Group 1 is the stamp.  Blanks in it may be of any length.  Raises ``ValueError`` if the file
    has no stamp, since then every document would pass.
    """
    with open(path, encoding='utf-8', newline='') as lines:
        marks = [nfc(row['mark']).split() for row in csv.DictReader(lines)]
    if not marks:
        raise ValueError(f'{path}: no stamp')
    words = '|'.join(r'\s+'.join(map(re.escape, mark)) for mark in marks)
    return re.compile(rf'^\s*\[?({words})\]?\s*$', re.MULTILINE)
