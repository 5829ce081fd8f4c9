"""The style sheets as they are sent, and that templates name those that they need."""
import re
from pathlib import Path

import hanoiportal
import pytest
from hanoiportal.shells.public.page.stylesheet import KINDS, PORTAL, WHOLE, links, without_blanks
from support.stylesheet_rules import classes_of, selectors, unstyled

PACKAGE = Path(hanoiportal.__file__).parent
TEMPLATES = PACKAGE / 'shells/public/templates'
#: Of those that link more for some items it is what they link for these.
_STYLES = re.compile(r"page\.look\.styles\('([^']*)'(?: if [^}]*)?\)")
_FRAME = re.compile(r'use-macro="(itempage|sectionpage)"')
HOME = _STYLES.search(
    (PACKAGE / 'shells/public/home/templates/home.pt').read_text(encoding='utf-8'))[1]


def declared():
    """Yield ``(template, kinds)`` of all that say which sheets they need."""
    for path in sorted(PACKAGE.rglob('*.pt')):
        text = path.read_text(encoding='utf-8')
        frame = _FRAME.search(text)
        found = _STYLES.search(text) or frame and _STYLES.search(
            (TEMPLATES / f'{frame[1]}.pt').read_text(encoding='utf-8'))
        if found:
            yield path, found[1]
    for path in sorted((PACKAGE / 'shells/public/blocks/templates').glob('*.pt')):
        yield path, HOME


def test_blanks_that_mean_nothing_are_not_sent_and_quoted_ones_are():
    rules = """
      a > b, c d::after { content: " ; { ,"; margin: calc(1px + 2px) ; }
      @media (min-width: 40rem) { e { color: red; } }
    """

    assert without_blanks(rules) == (
        'a>b,c d::after{content:" ; { ,";margin:calc(1px + 2px)}'
        '@media (min-width:40rem){e{color:red}}')


def test_the_sheet_of_every_page_weighs_less_than_20_kilobytes_and_others_less_than_6_and_a_half():
    assert len(PORTAL.text.encode()) < 20 * 1024
    assert max(len(sheet.text.encode()) for sheet in KINDS.values()) < 6.5 * 1024


def test_a_page_that_names_no_kind_gets_everything_in_one_sheet():
    assert re.findall('href="([^"]*)"', links()) == [WHOLE.address]
    assert all(set(selectors(sheet.text)) <= set(selectors(WHOLE.text))
               for sheet in (PORTAL, *KINDS.values()))


def test_sheets_are_linked_in_the_order_in_which_they_hold():
    assert links('item prose') == links('prose item')
    with pytest.raises(ValueError, match='not in tuple'):
        links('nothing')


def test_what_has_no_class_is_styled_on_every_page():
    assert unstyled(set(), ()) == []


def test_a_template_names_the_sheets_that_style_its_classes():
    for path, kinds in declared():
        found = classes_of(path.read_text(encoding='utf-8'))
        assert unstyled(found, kinds.split()) == [], path
