"""Scanning errors of printed texts, put right where readers see them.

The text that is stored stays as it was delivered, and so does the Akoma Ntoso made of it.
"""
import re

#: ``(pattern, what was scanned, what was printed)``: none is a word of Vietnamese.
_ERRORS = ((re.compile(r'\bn gày\b'), 'n gày', 'ngày'),)


def mended(html: str) -> str:
    """Return ``html`` of a text with its scanning errors put right, each of them marked."""
    for pattern, _scanned, printed in _ERRORS:
        html = pattern.sub(f'<span class="mended">{printed}</span>', html)
    return html


def scanning_errors(source: str) -> list[tuple[int, str, str]]:
    """Return ``(how often, what was scanned, what was printed)`` of the errors in ``source``."""
    counted = [(len(pattern.findall(source)), scanned, printed)
               for pattern, scanned, printed in _ERRORS]
    return [each for each in counted if each[0]]
