"""Workflow states and what each means for a reader.

A state is public when anybody may read what is in it; gone when its address says so (410).
"""
from ..i18n import _

DRAFT = 'draft'
SUBMITTED = 'submitted'
PUBLISHED = 'published'
WITHDRAWN = 'withdrawn'

TITLES = {
    DRAFT: _('Bản nháp'),
    SUBMITTED: _('Chờ duyệt'),
    PUBLISHED: _('Đã xuất bản'),
    WITHDRAWN: _('Đã gỡ'),
}

PUBLIC = frozenset({PUBLISHED})
GONE = frozenset({WITHDRAWN})
