"""What a form is about that was chosen on another page: see ``IFormSubject``."""
from __future__ import annotations

from collections.abc import Mapping, Sequence

from pyramid.registry import Registry

from ...base.interfaces import ISite
from .bodies import competent
from .interfaces import CaseForm, CaseTopic, IFormSubject, SubjectLine
from .typed import Typed, problems


class Subject:
    """The subject of ``form`` at ``site``, if it has one, for readers of the language ``tag``."""

    def __init__(self, registry: Registry, form: CaseForm, site: ISite, tag: str) -> None:
        self._form, self._site, self._tag = form, site, tag
        self._found: IFormSubject | None = registry.queryUtility(IFormSubject, name=form.slug)

    def lines(self, typed: Typed) -> Sequence[SubjectLine]:
        """Return what ``typed`` is about."""
        return self._found.lines(self._site, typed.values, self._tag) if self._found else ()

    def problems(self, typed: Typed) -> dict[str, str]:
        """Return why ``typed`` cannot be taken, by field; ``''``: nothing is taken about that."""
        against = self._found.against(self._site, typed.values) if self._found else {}
        return {**against, **problems(self._form, typed)}

    def bodies(self, typed: Typed, topics: Mapping[str, CaseTopic]) -> list[ISite]:
        """Return the sites to which ``typed`` may be sent.  Raises ``LookupError`` if there is no
        such subject.
        """
        if self._found is None:
            return competent(self._site, self._form, topics, typed.chosen)
        found = self._found.receiver(self._site, typed.values)
        if found is None:
            raise LookupError
        return [found]
