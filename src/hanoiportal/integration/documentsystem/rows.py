"""What a document that was issued is in the register, and which site a code means: by the profile.
"""
from __future__ import annotations

import re
from collections.abc import Mapping

from ...base.profiles import Profile
from ...base.text import slug
from .interfaces import Issue

#: The kind of a document that the profile gives no other; scopes of the register.
USUAL, NOBODY, NAMED = 'van-ban', 'khong', 'neu-ten'
_YEAR = re.compile(r'/(19|20)[0-9]{2}/')


def labels_of(profile: Profile) -> Mapping[str, str]:
    """Return the labels of sites by the codes of their bodies."""
    return profile.below('organ')


def row_of(profile: Profile, issue: Issue) -> dict[str, str]:
    """Return the row that ``issue`` is, as it is typed, but for the bodies that it names."""
    kind = slug(issue.type, 200)
    is_law = _YEAR.search(issue.number) is not None
    code = is_law and profile[f'law:{kind}'] or profile[f'type:{kind}'] or kind
    return {
        'kind': profile[f'kind:{kind}'] or USUAL,
        'type': code, 'number': issue.number,
        'issued': '' if issue.issued is None else issue.issued.isoformat(),
        'title': issue.title,
        'reach': profile[f'reach:{issue.reach}'] or (NAMED if issue.to else NOBODY)}
