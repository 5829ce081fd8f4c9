"""What a form of a survey gave: every field may be there several times."""
from __future__ import annotations

from pyramid.request import Request


def typed_in(request: Request) -> dict[str, list[str]]:
    """Return the texts that the form of ``request`` gave, by the names of its fields."""
    form = request.POST
    return {str(name): [value for value in form.getall(name) if isinstance(value, str)]
            for name in form}
