"""What a file of a contribution may be in its draft, and what is kept of that."""
from hanoiportal.participation.cases.interfaces import UNSCANNED, FileNote
from hanoiportal.participation.contributions.interfaces import (
    FILE,
    NOTHING,
    PICTURE,
    WORDS,
    FileUse,
    Wish,
)
from hanoiportal.participation.contributions.wishes import (
    LONGEST_SAID,
    against_use,
    read_wish,
    written,
)

FILES = (FileNote('image/png', 9), FileNote('application/pdf', 9), FileNote('text/csv', 9),
         FileNote('image/png', 9, UNSCANNED))


def test_what_a_file_cannot_be_is_said_at_its_field():
    for use, field in (
            (FileUse(0, PICTURE, 'Cổng'), ''), (FileUse(0, FILE), ''), (FileUse(1, WORDS), ''),
            (FileUse(2, FILE), ''), (FileUse(3, NOTHING), ''), (FileUse(0, PICTURE, ' '), 'said0'),
            (FileUse(0, PICTURE, 'a' * LONGEST_SAID), ''),
            (FileUse(0, PICTURE, 'a' * (LONGEST_SAID + 1)), 'said0'), (FileUse(0, WORDS), 'use0'),
            (FileUse(1, PICTURE, 'x'), 'use1'), (FileUse(2, WORDS), 'use2'),
            (FileUse(3, FILE), 'use3'), (FileUse(0, ''), 'use0'), (FileUse(4, FILE), 'use4'),
            (FileUse(-1, FILE), 'use-1')):
        assert list(against_use(FILES, use)) == ([field] if field else [])


def test_a_wish_is_read_as_it_was_written():
    wish = Wish('12', 'NewsItem', (FileUse(0, PICTURE, 'Cổng “chính”'), FileUse(1, WORDS)))

    assert read_wish(written('ab', wish)) == ('ab', wish) and read_wish('') is None
