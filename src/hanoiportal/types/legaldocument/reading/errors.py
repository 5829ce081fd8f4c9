"""What goes wrong with the text of a legal document, said to the person who gave it."""


class LegalTextError(ValueError):
    """The text is not built as a decision is.

    ``line``: number of the offending line, from 1.  ``why``: translatable sentence.
    """

    def __init__(self, line, why):
        super().__init__(f'Dòng {line}: {why.interpolate()}')
        self.line = line
        self.why = why
