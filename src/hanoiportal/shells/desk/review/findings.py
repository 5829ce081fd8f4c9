"""What the checks found, as people read it: how grave in words, and where it is."""
from dataclasses import dataclass

from translationstring import TranslationString

from ....base.i18n import _
from ....base.permissions import VIEW
from ....editorial.checks.interfaces import (
    ADVICE,
    BLOCKING,
    ERROR,
    FORBIDDEN,
    OVERRIDE,
    WARNING,
    Finding,
)
from ....kernel.tree.lookup import at_path, in_work
from ..frame.links import desk_path

WRONG, BETTER, HINT = _('Lỗi'), _('Nên sửa'), _('Gợi ý')
#: How grave a finding is, in words; colour only helps.
WORDS = {FORBIDDEN: WRONG, OVERRIDE: WRONG, ERROR: WRONG, WARNING: BETTER, ADVICE: HINT}


@dataclass(frozen=True)
class Found:
    """One finding.  ``word``: how grave it is.  ``blocks``: whether it stands against approval.

    ``excerpt``: the words it is about, or the title of the picture.  ``place``: name of the field
    or paragraph, ``''`` for the whole; ``address``: where it is shown, ``edit``: where it is put
    right; ``about``: the record of a picture that is to be put right; ``''`` for nowhere.
    """

    word: str
    severity: str
    blocks: bool
    message: str
    excerpt: str
    place: str
    address: str
    edit: str
    about: str


class Telling:
    """Tells the findings of one text.

    ``titles``: ``{field: title}``.  ``at``: callable(field, position) → address of what the
    record shows there, ``''`` if it shows nothing.  ``edit``: callable(field) → address of the
    form, ``''`` for who may not write.
    """

    def __init__(self, request, titles, at, edit):
        self._request = request
        self._titles = titles
        self._at = at
        self._edit = edit

    def told(self, findings: list[Finding]) -> list[Found]:
        """Return the ``Found`` of each of ``findings``."""
        return [self._told(each) for each in findings]

    def _told(self, finding):
        named = self._picture(finding.excerpt)
        return Found(
            WORDS[finding.severity], finding.severity, finding.severity in BLOCKING,
            _renamed(finding.message, finding.excerpt, named), named or finding.excerpt,
            self._place(finding), self._at(finding.field, finding.position),
            self._edit(finding.field) if finding.field else '',
            '' if finding.about is None else desk_path(self._request, finding.about))

    def _place(self, finding):
        title = self._titles.get(finding.field, '')
        if not title or finding.position is None:
            return title
        return _('${field}, đoạn ${number}', mapping={
            'field': self._request.localizer.translate(title), 'number': finding.position + 1})

    def _picture(self, excerpt):
        """Return the title of the picture that ``excerpt`` is the path of, the end of the path if
        there is none that the asker may see; ``''`` for other words.
        """
        if not excerpt.startswith('/') or ' ' in excerpt:
            return ''
        path = excerpt.partition('/@@')[0]
        found = at_path(self._request.root, path)
        if found is not None and hasattr(found, 'image') and self._request.has_permission(
                VIEW, in_work(found)):
            return in_work(found).title
        return path.rstrip('/').rpartition('/')[2]


def _renamed(message, path, name):
    """Return ``message`` with ``name`` where it says ``path``."""
    said = getattr(message, 'mapping', None)
    if not name or not said or path not in said.values():
        return message
    return TranslationString(message, mapping={
        key: name if value == path else value for key, value in said.items()})


def counted(found: list[Found]) -> list[tuple[str, int]]:
    """Return ``[(word, number)]`` of those words that occur, the gravest first."""
    numbers = [(word, sum(each.word == word for each in found))
               for word in (WRONG, BETTER, HINT)]
    return [pair for pair in numbers if pair[1]]
