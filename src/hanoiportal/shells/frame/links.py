"""Links of menus, breadcrumbs and tabs."""
from collections.abc import Iterable
from functools import lru_cache
from html import escape

from pyramid.i18n import Localizer, TranslationString

from .choices import escaped


class Link:
    """A link: ``address``, ``title``, ``current`` (``page`` or ``None``), ``count``.

    ``lang``: the language of a title that is content.
    """

    __slots__ = 'address', 'count', 'current', 'lang', 'title'

    def __init__(
            self, address: str, title: str, current: bool = False, count: int = 0,
            lang: str = 'vi') -> None:
        self.address, self.title, self.count, self.lang = address, title, count, lang
        self.current = 'page' if current else None


def listed(links: Iterable[Link], localizer: Localizer) -> str:
    """Return ``links`` of a menu, or tabs, as HTML: each an item of a list.

    Every page of the staff has some fifty of them, which take a template six times as long.
    """
    return '\n'.join([
        f'<li><a href="{escaped(link.address)}"'
        f'{_CURRENT if link.current else ""}>{_told(link.title, localizer)}'
        f'{_counted(link.count) if link.count else ""}</a></li>' for link in links])


_CURRENT = ' aria-current="page"'


def _counted(number: int) -> str:
    return f'<b class="count"><span class="unseen">: </span>{number}</b>'


def _told(title: str, localizer: Localizer) -> str:
    """Return ``title``, translatable or not, as HTML."""
    if type(title) is not TranslationString:
        return escape(title, quote=False)
    marked: TranslationString = title
    if marked.mapping:
        return escape(localizer.translate(marked), quote=False)
    return _translated(marked, marked.context, localizer)


@lru_cache(maxsize=2048)  # there are less than two hundred entries in two languages
def _translated(title: str, _context: str | None, localizer: Localizer) -> str:
    return escape(localizer.translate(title), quote=False)
