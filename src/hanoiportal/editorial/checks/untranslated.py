"""What is left of the structure that a translator has copied: words between marks (14.2)."""
from collections.abc import Iterator

from ...base.i18n import DEFAULT, _
from ...base.text.skeleton import is_marked
from .draft import Draft
from .interfaces import FORBIDDEN, Finding


def untranslated(draft: Draft) -> Iterator[Finding]:
    """Yield each paragraph of a translation, and each other field, that still has marks."""
    if draft.language == DEFAULT:
        return
    found = [each for each in draft.passages if is_marked(each.text)]
    for passage in found:
        yield _finding(passage.field, passage.text, passage.position)
    told = {passage.field for passage in found}
    for name in draft.fields:
        value = draft.values.get(name)
        text = '; '.join(value) if isinstance(value, (tuple, list)) else value
        if name not in told and isinstance(text, str) and is_marked(text):
            yield _finding(name, '' if name in draft.rich else text, None)


def _finding(field: str, excerpt: str, position: int | None) -> Finding:
    return Finding(
        'untranslated', FORBIDDEN, field,
        _('Còn chữ chưa dịch, nằm giữa [[ và ]]: hãy dịch rồi bỏ dấu.'), excerpt, position)
