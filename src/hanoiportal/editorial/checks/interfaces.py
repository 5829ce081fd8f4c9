"""What the checks promise to their callers."""
from collections.abc import Mapping
from dataclasses import dataclass

from zope.interface import Interface

from ...kernel.tree.resources import Described

#: Must not be approved; nobody can override it (14.2).
FORBIDDEN = 'forbidden'
#: Must not be approved unless the board says why it is all the same (15.1.d).
OVERRIDE = 'override'
#: Missing or wrong: to be put right before approval, and the board sees it.
ERROR = 'error'
#: Probably wrong.
WARNING = 'warning'
#: Could be better.
ADVICE = 'advice'

SEVERITIES = (FORBIDDEN, OVERRIDE, ERROR, WARNING, ADVICE)
BLOCKING = frozenset({FORBIDDEN, OVERRIDE})


@dataclass(frozen=True)
class Finding:
    """Something found in a text.

    ``code``: stable name of the rule.  ``severity``: one of ``SEVERITIES``.  ``field``: name of
    the field, ``''`` for the whole.  ``message``: translatable sentence.  ``excerpt``: the words
    it is about, plain text.  ``position``: number of the paragraph in the field, from 0, as
    ``text.segments`` counts them; ``None`` if it is about no single one.  ``about``: another
    resource, which the asker may see and which is to be put right, such as a picture.
    """

    code: str
    severity: str
    field: str
    message: str
    excerpt: str = ''
    position: int | None = None
    about: Described | None = None

    @property
    def can_be_overridden(self) -> bool:
        """Whether the board may approve all the same, with a reason."""
        return self.severity != FORBIDDEN


class IChecks(Interface):
    """Looks at texts before anyone approves them.  Never writes, asks for no permission."""

    def findings(document: Described, values: Mapping[str, object] | None = None) -> list[Finding]:
        """Return what is found in the version in work of ``document``, an
        item or translation, the gravest first.

        ``values``: ``{field: value}`` to look at in its place, such as those just typed.
        What is said of other documents is true of public ones alone.
        """

    def blocking(working_copy: Described) -> list[Finding]:
        """Return what stands against approving ``working_copy``, a version in
        work; ``[]`` if nothing does.
        """
