"""The style sheets as they are sent."""
from hanoiportal.public.stylesheet import PORTAL, without_blanks


def test_blanks_that_mean_nothing_are_not_sent_and_quoted_ones_are():
    rules = """
      a > b, c d::after { content: " ; { ,"; margin: calc(1px + 2px) ; }
      @media (min-width: 40rem) { e { color: red; } }
    """

    assert without_blanks(rules) == (
        'a>b,c d::after{content:" ; { ,";margin:calc(1px + 2px)}'
        '@media (min-width:40rem){e{color:red}}')


def test_the_sheet_of_every_page_weighs_less_than_45_kilobytes():
    assert len(PORTAL.text.encode()) < 45 * 1024
