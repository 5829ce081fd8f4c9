"""What the machine looks for on the pages of a site: the checkers of ``minimum_functions.csv``.

Each is asked with the ``Probe`` of a site and says whether the site has what its name says;
``None`` if there is nothing to judge by.
"""
import datetime
import re
from collections.abc import Callable, Iterable
from typing import cast

from ...base.i18n import DEFAULT
from ...base.interfaces import IItem
from ...discovery.catalog.interfaces import ICatalog
from ...kernel.tree.site import REACHED_BY, Site
from ...participation.questions.interfaces import FORMS, SECTIONS, TRACKING, WRITING
from ...participation.ratings.interfaces import RESULTS as RATINGS
from ...participation.ratings.interfaces import VIEW as RATING
from .interfaces import MinimumFunction
from .probing import Probe
from .values import FunctionFigure

_PROCEDURES, _CHANNELS = 'thu-tuc-hanh-chinh', 'kenh-thong-tin'
_QUESTIONS = 'hoi-dap'
_NATIONAL = 'dichvucong.gov.vn'
_FORM = '//main//form[@method="post"]'
_PRINT = re.compile(rb'@media[^{]*\bprint\b')
_FOOT = '//footer'
Checker = Callable[[Probe, ICatalog], bool | None]


def banner(probe: Probe, _catalog: ICatalog) -> bool:
    """An emblem and the full name of the site stand at the top."""
    return probe.home.has('//header//*[contains(@class,"brand")]//img') and (
        _says(probe, '//header', probe.site.title))


def menu(probe: Probe, _catalog: ICatalog) -> bool:
    """The header holds a menu that leads somewhere."""
    return probe.home.has('//header//nav[@id="thuc-don"]//a[@href]')


def sitemap(probe: Probe, _catalog: ICatalog) -> bool:
    """The home page leads to a map for people, which answers."""
    return probe.home.has('//a[contains(@href,"/sitemap")]') and probe.page('/sitemap').code == 200


def sitemap_xml(probe: Probe, _catalog: ICatalog) -> bool:
    """There is a map for machines."""
    asked = probe.page('/sitemap.xml')
    return asked.code == 200 and (b'<urlset' in asked.body or b'<sitemapindex' in asked.body)


def search(probe: Probe, _catalog: ICatalog) -> bool:
    """The home page has a form of search, and the page of hits answers."""
    return probe.home.has('//form[@role="search"]//input[@name="q"]') and (
        probe.page('/search?q=a').code == 200)


def contacts(probe: Probe, _catalog: ICatalog) -> bool:
    """The foot says how the body itself is reached, as it has confirmed."""
    site = cast(Site, probe.site)
    return site.has_contacts and any(
        _says(probe, _FOOT, str(getattr(site, name))) for name in REACHED_BY)


def responsible(probe: Probe, _catalog: ICatalog) -> bool:
    """The foot names the person responsible."""
    return _says(probe, _FOOT, cast(Site, probe.site).responsible)


def feeds(probe: Probe, _catalog: ICatalog) -> bool:
    """The foot leads to the feeds, which answer."""
    return probe.home.has('//footer//a[contains(@href,"/rss")]') and (
        probe.page('/rss').code == 200)


def responsive(probe: Probe, _catalog: ICatalog) -> bool:
    """The home page fits itself to the width of the device."""
    return probe.home.has('//meta[@name="viewport" and contains(@content,"device-width")]')


def contrast(probe: Probe, _catalog: ICatalog) -> bool:
    """A page offers other colours and sizes of text."""
    return all(probe.page('/hien-thi').has(f'//input[@name="{name}"]')
               for name in ('nen', 'co-chu'))


def text_alternatives(probe: Probe, _catalog: ICatalog) -> bool:
    """No picture of the home page is without a text in its place."""
    return probe.home.has('//body') and not probe.home.has('//img[not(@alt)]')


def access_keys(probe: Probe, _catalog: ICatalog) -> bool:
    """There are keys to the home page, the site map and the search."""
    return all(probe.home.has(f'//*[@accesskey="{key}"]') for key in '134')


def print_layout(probe: Probe, _catalog: ICatalog) -> bool:
    """A style sheet of the home page has rules of its own for paper."""
    sheets = probe.home.document.xpath('//link[@rel="stylesheet"]') if probe.home.body else []
    return any(_PRINT.search(probe.page(sheet.get('href') or '/').body) for sheet in sheets)


def saving(probe: Probe, catalog: ICatalog) -> bool | None:
    """The newest item can be saved as a text."""
    found = catalog.latest(probe.site, DEFAULT, 0, 1).items
    if not found or not IItem.providedBy(found[0]):
        return None
    return probe.page(f'{probe.target(found[0])}.txt').code == 200


def statistics(probe: Probe, _catalog: ICatalog) -> bool:
    """The site says how much it is read."""
    return probe.page('/thong-ke-truy-cap').code == 200


def english(probe: Probe, _catalog: ICatalog) -> bool:
    """The home page is there in English, with the name of the site in English."""
    name = probe.site.translations.get('en')
    return name is not None and name.is_public and probe.page('/english').has(
        '//html[@lang="en"]')


def procedures(probe: Probe, _catalog: ICatalog) -> bool:
    """The section of procedures leads to the national portal."""
    return probe.page(f'/{_PROCEDURES}').has(f'//main//a[contains(@href,"{_NATIONAL}")]')


def channels(probe: Probe, catalog: ICatalog) -> bool:
    """At least one official channel is registered and public."""
    section = probe.site.get(_CHANNELS)
    return section is not None and catalog.latest(
        section, DEFAULT, 0, 0, ('Channel',)).total > 0


def https(probe: Probe, _catalog: ICatalog) -> bool:
    """Browsers are told to use HTTPS alone."""
    return 'strict-transport-security' in probe.home.headers


def questions(probe: Probe, _catalog: ICatalog) -> bool:
    """The section of questions leads to a form by which one is sent, and to where it is followed.
    """
    section = probe.page(f'/{_QUESTIONS}')
    return all(section.has(f'//main//a[contains(@href, "/{each}")]') for each in (
        f'{FORMS}/{SECTIONS[_QUESTIONS]}', TRACKING)) and probe.page(
            f'/{FORMS}/{SECTIONS[_QUESTIONS]}/{WRITING}').has(_FORM)


def rating(probe: Probe, _catalog: ICatalog) -> bool:
    """The foot of the home page leads to a form by which readers rate, and the averages answer."""
    return probe.home.has(f'//a[contains(@href, "/{RATING}")]') and (
        probe.page(f'/{RATING}').has(_FORM)) and probe.page(f'/{RATINGS}').code == 200


#: By the names of the table.
CHECKERS: dict[str, Checker] = {
    'print': print_layout, **{each.__name__: each for each in (
        banner, menu, sitemap, sitemap_xml, search, contacts, responsible, feeds, responsive,
        contrast, text_alternatives, access_keys, saving, statistics, english, procedures,
        channels, https, questions, rating)}}


def checked(probe: Probe, catalog: ICatalog, functions: Iterable[MinimumFunction],
            today: datetime.date) -> tuple[FunctionFigure, ...]:
    """Return what the machine finds of those of ``functions`` that it checks, on the local day
    ``today``.  Raises ``LookupError`` for a checker that there is none of.
    """
    return tuple(
        FunctionFigure(each.code, True, CHECKERS[each.checker](probe, catalog), today)
        for each in functions if each.checker)


def _says(probe: Probe, path: str, text: str) -> bool:
    """Return whether what ``path`` leads to on the home page says ``text``, which is something."""
    if not text or not probe.home.has(path):
        return False
    return ' '.join(text.split()) in ' '.join(
        ' '.join(each.text_content().split()) for each in probe.home.document.xpath(path))
