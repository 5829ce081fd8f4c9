"""The public pages of a legal document: the whole, and each of its articles."""
from typing import NamedTuple

from ...i18n import DEFAULT
from ...tree.lookup import in_language
from ...web import View, public_view
from ...web.files import file_address, size_text
from ...web.links import canonical
from .article import Article
from .facts import facts
from .html import render, render_article, render_contents
from .interfaces import IDocumentKinds
from .resource import LegalDocument
from .structure import previous_next


class Attachment(NamedTuple):
    """A file of a document.  ``lang``: BCP 47 tag of ``title``.  ``size``: as people read it."""

    title: str
    lang: str
    address: str
    format: str
    size: str


class LegalDocumentView(View):
    """What a reader of a document sees: its attributes, its text, its files."""

    @public_view(context=LegalDocument, renderer='templates/view.pt')
    def page(self):
        """Return the values ``view.pt`` names."""
        item, text, reading = self.context, self.text, self.context.reading
        kind = self.request.registry.getUtility(IDocumentKinds)[item.kind]
        return {
            'title': text.title, 'text': text, 'item': item,
            'facts': facts(item, kind, self.request.language.tag),
            'translated': text.language != DEFAULT,
            'full_text': render(reading.document) if reading else '',
            'contents': render_contents(reading.contents) if reading else '',
            'first': next(iter(reading.articles), None) if reading else None,
            'attachments': [self._attachment(child) for child in item.values()
                            if child.is_public]}

    def _attachment(self, child):
        """Return the ``Attachment`` of a child: a file, or an image."""
        stored = getattr(child, 'file', None) or child.image
        text = in_language(child, self.request.language.tag)
        return Attachment(
            text.title, text.language, file_address(self.request, child, stored),
            stored.filename.rpartition('.')[2].upper(),
            size_text(stored.size, self.request.language.tag))


class ArticleView(View):
    """What a reader of one article sees, with the way to its neighbours."""

    @public_view(context=Article, renderer='templates/article.pt')
    def page(self):
        """Return the values ``article.pt`` names."""
        article, document = self.context, self.context.__parent__
        whole = self.request.link(document)
        before, after = previous_next(document.reading.document, article.__name__)
        return {
            'title': f'{article.short_title} – {document.title}', 'item': document,
            'description': f'{article.title}. {document.summary}',
            'canonical': self._canonical(), 'whole': f'{whole}#{article.__name__}',
            'above': [(f'{each.mark} {each.text}'.strip(), f'{whole}#{each.anchor}')
                      for each in article.above],
            'article': render_article(article.part, article.provision, article.above),
            'before': self._neighbour(before), 'after': self._neighbour(after)}

    def _canonical(self):
        """Return the URL of the article in the whole document, which says the same in context."""
        whole = canonical(self.request, self.context.__parent__, self.request.language)
        return f'{whole}#{self.context.__name__}'

    def _neighbour(self, provision):
        if provision is None:
            return None
        article = self.context.__parent__.article(provision.anchor)
        return article.title, self.request.link(article)
