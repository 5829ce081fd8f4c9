"""What is missing before approval: a lead, a body, keywords, a picture, where it comes from."""
from collections.abc import Iterator

from ...base.i18n import _
from .draft import Draft
from .interfaces import ADVICE, ERROR, WARNING, Finding

#: Fields that should be filled in, where a kind of content has them.
_WANTED = (
    ('summary', 'missing-summary', ERROR, _('Chưa có tóm tắt.')),
    ('body', 'missing-body', ERROR, _('Chưa có nội dung.')),
    ('source_agency', 'missing-source', ERROR,
     _('Chưa ghi cơ quan của nguồn tin (điểm a khoản 2 Điều 15 Quy chế).')),
    ('author', 'missing-author', WARNING,
     _('Chưa ghi tác giả (điểm a khoản 2 Điều 15 Quy chế).')),
    ('keywords', 'missing-keywords', WARNING, _('Chưa có từ khóa.')),
    ('images', 'missing-image', ADVICE, _('Chưa có ảnh đại diện.')),
)
LONGEST_TITLE, LONGEST_SUMMARY = 150, 500


def completeness(draft: Draft) -> Iterator[Finding]:
    """Yield what is missing in ``draft``."""
    for name, code, severity, message in _WANTED:
        if name in draft.fields and name not in draft.optional and not _filled(draft, name):
            yield Finding(code, severity, name, message)
    yield from _lengths(draft)


def _filled(draft: Draft, name: str) -> bool:
    if name in draft.outlines:
        return bool(draft.outlines[name].segments)
    value = draft.values.get(name)
    return bool(value.strip() if isinstance(value, str) else value)


def _lengths(draft: Draft) -> Iterator[Finding]:
    for name, longest in (('title', LONGEST_TITLE), ('summary', LONGEST_SUMMARY)):
        if name in draft.fields and draft.rich and len(draft.text(name)) > longest:
            yield Finding(
                f'long-{name}', ADVICE, name,
                _('Dài ${length} ký tự; nên dưới ${longest} để hiện đủ trong danh sách.',
                  mapping={'length': len(draft.text(name)), 'longest': longest}),
                draft.text(name)[:80])
