"""Head and signature of a document as Decree 30/2020/NĐ-CP (Appendix I) places them."""
import re
from collections.abc import Callable, Iterable, Sequence

from .lines import is_signer, opens_recipients
from .mending import is_rule

#: The parts of the head, in the order of reading: their class, and the pattern of their lines.
_STATE = re.compile('cộng h(òa|oà) xã hội chủ nghĩa việt nam', re.IGNORECASE)
_MOTTO = re.compile('độc lập .*tự do .*hạnh phúc', re.IGNORECASE)
_NUMBER = re.compile('(nghị quyết +|quyết định +|luật +|pháp lệnh +)?số *:', re.IGNORECASE)
_DATED = re.compile('.*ngày .*tháng .*năm ')

Linked = Callable[[str], str]


def letterhead(lines: Sequence[str], linked: Linked) -> list[str]:
    """Return the lines above the title of a document as HTML, in one element.

    With quốc hiệu among them they stand in two columns: the body and the number of the document,
    the state with its motto and the day.  Typed rules are left out.
    """
    shown = [line for line in lines if not is_rule(line)]
    if not any(map(names_state, shown)):
        return _element('letterhead', _paragraphs(shown, linked))
    places: dict[str, list[str]] = {'agency': [], 'state': [], 'number': [], 'dated': []}
    for line in shown:
        places[_place(line, bool(places['number']))].append(line)
    return _element('letterhead columns', [
        html for name, found in places.items() for html in _element(
            name, _paragraphs(found, linked))])


def names_state(line: str) -> bool:
    """Tell whether ``line`` begins with quốc hiệu."""
    return _STATE.match(line) is not None


def _place(line: str, numbered: bool) -> str:
    if names_state(line) or _MOTTO.match(line):
        return 'state'
    if _DATED.match(line):
        return 'dated'
    return 'number' if numbered or _NUMBER.match(line) else 'agency'


def closing(lines: Sequence[str], linked: Linked) -> list[str]:
    """Return recipients (nơi nhận) and signature as HTML, each in an element of its own."""
    end = _end_of_recipients(lines)
    return _element('closing', [
        *_element('recipients', _paragraphs(lines[:end], linked)),
        *_element('signature', _paragraphs(lines[end:], linked))])


def _end_of_recipients(lines: Sequence[str]) -> int:
    if not lines or not opens_recipients(lines[0]):
        return 0
    return next((at for at, line in enumerate(lines) if is_signer(line)), len(lines))


def _paragraphs(lines: Iterable[str], linked: Linked) -> list[str]:
    return [f'<p>{linked(line)}</p>' for line in lines]


def _element(name: str, inside: list[str]) -> list[str]:
    return [f'<div class="{name}">', *inside, '</div>'] if inside else []
