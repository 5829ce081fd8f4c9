"""What goes wrong with the text of a legal document, said to the person who gave it."""
from translationstring import TranslationString

from ..i18n import _


class LegalTextError(ValueError):
    """The text is not built as a decision is.

    ``line``: number of the offending line, from 1.  ``why``: a sentence for its author.
    ``said``: both, translatable.
    """

    def __init__(self, line: int, why: TranslationString) -> None:
        super().__init__(f'Dòng {line}: {why.interpolate()}')
        self.line = line
        self.why = why
        self.said = _('Dòng ${line}: ${why}', mapping={
            'line': line, 'why': why.interpolate()})
