"""What a reader of a translation is told when the Vietnamese text has moved on (4.2.g, 13.1.h)."""
import re

from pyramid.decorator import reify

from ....base.i18n import DEFAULT, ILanguages, _
from ....base.interfaces import IItem
from ....content.translations.interfaces import ITranslating
from ....kernel.tree.lookup import in_language
from ....types.reference.carriedhtml import carried_html
from .dates import shown_day

NOTE = _('[Đoạn này có thể cũ hơn bản tiếng Việt]')
_TABLE = re.compile(r'<table(?=[\s>])')
_FIELDS = {'title': _('tiêu đề'), 'summary': _('tóm tắt'), 'keywords': _('từ khóa')}


class Behind:
    """How the text that the ``Layout`` ``page`` shows stands to the Vietnamese one."""

    def __init__(self, page):
        self._page = page
        shows_item = page.is_resource and IItem.providedBy(page.context)
        self._text = in_language(page.context, page.language.tag) if shows_item else None

    @reify
    def stale(self):
        """The ``StaleSegment`` list of the translation that is shown, ``[]`` if none is."""
        if self._text is None or self._text.language == DEFAULT:
            return []
        return self._translating.stale(self._text)

    @property
    def day(self):
        """The day since which the Vietnamese text is another one, as people read it."""
        item = self._page.context
        since = getattr(self._text, 'stale_since', None) or item.updated_at or item.published_at
        return shown_day(since, self._page.tag) if since else ''

    @property
    def fields(self):
        """What has changed besides paragraphs, ``[translatable]``."""
        return [title for name, title in _FIELDS.items()
                if any(each.field == name for each in self.stale)]

    @property
    def added(self):
        """How many new Vietnamese paragraphs there are that correspond to none here."""
        return sum(each.position is None and not each.before and each.field not in _FIELDS
                   for each in self.stale)

    @property
    def vietnamese(self):
        """The address of the Vietnamese text."""
        languages = self._page.request.registry.getUtility(ILanguages)
        return self._page.request.link(self._page.context, language=languages.default)

    def body(self, text, field='body'):
        """Return the HTML ``field`` of ``text``, which is shown, its stale paragraphs marked.

        The keys reach its tables: one wider than the screen is scrolled alone (WCAG 2.1.1).
        """
        value = getattr(text, field)
        if self.stale and text is self._text:
            note = self._page.request.localizer.translate(NOTE)
            value = self._translating.marked(text, field, note, self._page.tag)
        value = carried_html(self._page, value)
        return _TABLE.sub(r'\g<0> tabindex="0"', value)

    @property
    def _translating(self):
        return self._page.request.service(ITranslating)
