"""Long lists of choices as HTML: hundreds of options take a template a millisecond."""
import re
from collections.abc import Iterable
from html import escape

_IS_MARKUP = re.compile('[&<>"\']').search


class Options:
    """``choices``, pairs of value and title in ``language``, as options of several selects."""

    def __init__(self, choices: Iterable[tuple[str, str]], language: str) -> None:
        self._html = '\n'.join([
            f'<option lang="{language}" value="{escaped(value)}">{escaped(title)}</option>'
            for value, title in choices])

    def selecting(self, chosen: Iterable[str | None]) -> str:
        """Return them as HTML; those whose value is among ``chosen`` are selected."""
        html = self._html
        for value in filter(None, chosen):  # no title holds ``">``, since it is escaped
            own = f' value="{escaped(value)}"'
            html = html.replace(f'{own}>', f'{own} selected="selected">')
        return html


def escaped_text(text: str) -> str:
    """Return ``text`` as HTML between tags, where quotation marks stay as they are."""
    return escape(text, quote=False) if _IS_MARKUP(text) else text


def escaped(text: str) -> str:
    """Return ``text`` as HTML, in an attribute too; most has no sign of markup."""
    return escape(text) if _IS_MARKUP(text) else text
