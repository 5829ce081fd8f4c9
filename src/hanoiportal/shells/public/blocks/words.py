"""A block of text."""
from pyramid.decorator import reify

from .base import ShownBlock


class TextBlock(ShownBlock):
    """Plain text under a heading; each line is a paragraph."""

    macro = 'text'

    @property
    def is_shown(self):
        return self.text is not None

    @reify
    def text(self):
        """``Wording``, or ``None``."""
        return self.said(self.block.text, self.block.text_en)

    @property
    def paragraphs(self):
        """The lines of the text that say something."""
        return list(filter(None, map(str.strip, self.text.text.splitlines())))
