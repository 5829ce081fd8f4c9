"""Slips of printed texts, put right where people read, hear or search them.

The text that is stored stays as it was delivered, and so does the Akoma Ntoso made of it.
"""
import re

#: A rule that somebody typed; the style sheet draws it.
_RULE = re.compile(r'[-–—_=*.\s]{3,}')

#: ``(pattern, what was scanned, what was printed)``: none is a word of Vietnamese.
_ERRORS = ((re.compile(r'\bn gày\b'), 'n gày', 'ngày'),)


def is_rule(line: str) -> bool:
    """Return whether ``line`` is a rule of typed signs, ``-------``."""
    return _RULE.fullmatch(line) is not None


def running_text(source: str) -> str:
    """Return ``source`` without typed rules and scanning errors, to be searched and spoken."""
    for pattern, _scanned, printed in _ERRORS:
        source = pattern.sub(printed, source)
    return '\n'.join(line for line in source.split('\n') if not line or not is_rule(line))


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
