"""The public pages of a legal document: the whole, and each of its articles."""
from datetime import date
from functools import cached_property

from pyramid.httpexceptions import HTTPMovedPermanently, HTTPNotFound
from pyramid.response import Response

from ...base.clock import shown_date
from ...base.i18n import DEFAULT, ILanguages
from ...base.interfaces import ISite
from ...base.legaltexts.html import cited_of, render, render_article, render_contents
from ...base.legaltexts.mending import scanning_errors
from ...base.legaltexts.structure import previous_next
from ...discovery.catalog.interfaces import IDetails
from ...integration.lawdatabases.interfaces import ILawDatabases
from ...kernel.tree.lookup import find_portal, find_site, path_of, work_of
from ...participation.consultations.interfaces.drafts import CHANGES, ENACTED
from ...web import View, public_view
from ...web.attachments import attachments
from ...web.pagecache.queries import query_field
from ...web.routing.links import canonical, say_canonical
from .article import Article
from .facts import facts, recipients
from .force import force_on
from .formats.akomameta import Facts
from .formats.akomantoso import MIMETYPE, akoma_ntoso
from .formats.eli import eli, fragment
from .interfaces import IDocumentKinds, ILaws
from .linking import Related
from .relations import RELATIONS
from .resource import LegalDocument
from .schemas import STATUSES

_LABELS_BACK = {relation.field: relation.label_back for relation in RELATIONS}


class _DocumentView(View):
    """What the page of a document and that of one of its articles have in common."""

    document = None

    @cached_property
    def related(self):
        """The ``Related`` documents."""
        registry = self.request.registry
        return Related(self.document, self.request.service(IDetails), registry.getUtility(ILaws))

    def force(self, day):
        """Return what ``macros`` show of the force on ``day``, a local ``date``."""
        tag = self.request.language.tag
        found = force_on(self.document, self.related.acts, day)
        return {'day': shown_date(day, tag), 'status': dict(STATUSES)[found.status],
                'key': found.status, 'is_certain': found.is_certain,
                'acts': self.acts(found.acts)}

    def acts(self, found):
        """Return ``[(label, title, address, day)]`` of ``force.Act``."""
        tag = self.request.language.tag
        return [(_LABELS_BACK[act.relation], act.document.title, self.request.link(act.document),
                 shown_date(act.day, tag)) for act in found]


class LegalDocumentView(_DocumentView):
    """What a reader of a document sees: its attributes, its text, its files."""

    @property
    def document(self):
        return self.context

    @public_view(context=LegalDocument, renderer='templates/view.pt')
    def page(self):
        """Return the values ``view.pt`` names."""
        item, text, reading = self.context, self.text, self.context.reading
        kind = self.request.registry.getUtility(IDocumentKinds)[item.kind]
        linked = self.related.linked(self.request.link)
        return {
            'title': text.title, 'text': text, 'item': item,
            'facts': facts(item, kind, self.english_names, self.request.language.tag),
            'recipients': recipients(item),
            'translated': text.language != DEFAULT, 'overview': getattr(text, 'overview', ''),
            'full_text': (render(reading.document, linked=linked, title=item.title)
                          if reading else ''),
            'mended': scanning_errors(item.full_text),
            'contents': render_contents(reading.contents) if reading else '',
            'first': next(iter(reading.articles), None) if reading else None,
            'attachments': attachments(self.request, item),
            'acts': self.acts(self.related.acts), 'forward': self._forward(),
            'backward': self._backward(), 'others': self._others(),
            'drafts': self._drafts(), 'sources': self._sources(),
            'akn': reading and (MIMETYPE, self.request.link(item, 'akn')),
            'eli': self._eli(), **self._force()}

    def _drafts(self):
        """Return ``(title, address, address of what has changed since)`` of the drafts that it
        was.
        """
        pair = 'enacted', path_of(work_of(self.context)).strip('/')
        found = self.request.service(IDetails).having([pair]).get(pair, ())
        return [(each.title, self.request.link(each),
                 f'{self.request.link(each, CHANGES)}?tu=1&sang={ENACTED}') for each in found]

    def _sources(self):
        """Return ``(title, address)`` of its pages in law databases (15.1.e)."""
        databases = self.request.registry.getUtility(ILawDatabases)
        oid = work_of(self.context).__oid__
        return databases.pages(find_portal(self.context), [oid], self.request.language.tag).get(
            oid, [])

    def _force(self):
        """Return the day that is asked for, and the force on it."""
        typed = query_field(self.request.environ, 'ngay')[:20]
        try:
            day = date.fromisoformat(typed) if typed else None
        except ValueError:
            return {'asked_day': '', 'bad_day': True, 'on_day': None, 'noindex': True}
        if day is None:
            return {'asked_day': '', 'bad_day': False, 'on_day': None}
        return {'asked_day': day.isoformat(), 'bad_day': False, 'on_day': self.force(day),
                'noindex': True}

    def _forward(self):
        link = self.request.link
        return [(label, [(entry, link(found) if found is not None else None)
                         for entry, found in entries]) for label, entries in self.related.forward]

    def _backward(self):
        return [(label, [(each.title, each.summary, self.request.link(each))
                         for each in documents]) for label, documents in self.related.backward]

    def _others(self):
        return [self.related.html(line, found, self.request.link)
                for line, found in self.related.lines]

    def _eli(self):
        address = eli(self.context)
        return address and canonical(
            self.request, find_site(work_of(self.context)), self.request.language, *address)


class AkomaNtosoView(_DocumentView):
    """The whole text as XML that other systems of law read."""

    @property
    def document(self):
        return self.context

    @public_view(context=LegalDocument, name='akn')
    def file(self):
        """The document as Akoma Ntoso, not found where there is no text."""
        item = self.context
        if item.reading is None or item.issued is None:
            raise HTTPNotFound
        facts = self._facts()
        response = Response(akoma_ntoso(item.reading.document, facts), content_type=MIMETYPE,
                            charset='utf-8')
        say_canonical(response, facts.page)
        response.content_language = DEFAULT
        return response

    def _facts(self):
        item, site = self.context, find_site(work_of(self.context))
        address, related = self._address, self.related
        return Facts(
            item=item, work=address(site, *eli(item)) if eli(item) else address(work_of(item)),
            page=address(work_of(item)), file=address(work_of(item), 'akn'),
            site=address(site), publisher=site.title,
            mentions=tuple((field, entry, '' if found is None else address(found))
                           for field, entry, found in related.mentions),
            acts=tuple((act, address(act.document)) for act in related.acts))

    def _address(self, resource, *elements):
        """Return the URL of the Vietnamese text of ``resource``, which alone is in force."""
        language = self.request.registry.getUtility(ILanguages).default
        return canonical(self.request, resource, language, *elements)


class ArticleView(_DocumentView):
    """What a reader of one article sees, with the way to its neighbours."""

    @property
    def document(self):
        return self.context.__parent__

    @public_view(context=Article, renderer='templates/article.pt')
    def page(self):
        """Return the values ``article.pt`` names."""
        article, document = self.context, self.context.__parent__
        whole = self.request.link(document)
        before, after = previous_next(document.reading.document, article.__name__)
        linked = self.related.linked(self.request.link, whole)
        return {
            'title': f'{article.short_title} – {document.title}', 'item': document,
            'description': f'{article.title}. {document.summary}',
            'canonical': self._canonical(), 'whole': f'{whole}#{article.__name__}',
            'above': [(f'{each.mark} {each.text}'.strip(), f'{whole}#{each.anchor}')
                      for each in article.above],
            'acts': self.acts(self.related.acts),
            'article': render_article(article.part, article.provision, article.above, linked),
            'cited_of': cited_of(document.title, article.part,
                                 document.reading.document.parts.index(article.part)),
            'before': self._neighbour(before), 'after': self._neighbour(after)}

    def _canonical(self):
        """Return the URL of the article in the whole document, which says the same in context."""
        whole = canonical(
            self.request, work_of(self.context.__parent__), self.request.language)
        return f'{whole}#{self.context.__name__}'

    def _neighbour(self, provision):
        if provision is None:
            return None
        article = self.context.__parent__.article(provision.anchor)
        return article.title, self.request.link(article)


class EliView(View):
    """Permanent addresses of documents: ``/eli/2025/quyet-dinh-ca-biet/4263-qd-ubnd/dieu-13``."""

    @public_view(context=ISite, name='eli', subpath=True)
    def moved(self):
        """Lead to the document, or to the provision of it that the further steps name."""
        address, steps = self.request.subpath[:3], self.request.subpath[3:]
        detail = 'number', address[-1] if len(address) == 3 else ''
        found = self.request.service(IDetails).having([detail]).get(detail, ())
        here = [each for each in found if find_site(each) is self.context
                and eli(each)[1:] == tuple(address)]
        anchor = fragment(steps)
        if not here or anchor is None:
            raise HTTPNotFound
        raise HTTPMovedPermanently(self.request.link(here[0]) + anchor)
