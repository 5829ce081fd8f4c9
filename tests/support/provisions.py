"""What a parsed legal document holds, for the tests of parsing it."""
import re

from hanoiportal.base.legaltexts.structure import walk


def find(document, anchor):
    """Return the ``Provision`` at ``anchor``; ``None`` if there is none."""
    return next((provision for part in document.parts for provision, _ in walk(part.body)
                 if provision.anchor == anchor), None)


def plain_lines(document):
    """Yield the document as printed, line by line, every word in its place."""
    for part in document.parts:
        yield from filter(None, (
            *part.letterhead, part.title, *part.subject, *part.preamble, part.enacting))
        for provision, _ in walk(part.body):
            yield f'{provision.mark} {provision.text}'.strip()
        yield from part.closing


def shown_words(source):
    """Return the words of the printed text ``source`` as readers have them before them, in order:
    without rules of typed dashes, its scanning errors put right.
    """
    words = source.replace('n gày', 'ngày').split()
    return [word for word in words if not re.fullmatch('-{3,}', word)]


def plain_words(document):
    """Return the words of the document as printed, in order, as a ``list``."""
    return [word for line in plain_lines(document) for word in line.split()]
