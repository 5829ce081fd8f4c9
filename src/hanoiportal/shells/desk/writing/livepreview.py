"""Xem trước khi viết: the page as a visitor would see it, of what is typed and not saved yet.

``livepreview.js`` frames it beside the form.  What is typed is the asker's own draft, as autosave
has it; nobody gets here who could not open the form itself.
"""
import colander
from pyramid.httpexceptions import HTTPForbidden, HTTPNotFound
from pyramid.renderers import render
from pyramid.request import Request
from pyramid.response import Response

from ....base.i18n import DEFAULT, ILanguages, Language
from ....base.interfaces import IContainer, IItem, IResource
from ....base.permissions import VIEW
from ....content.drafts.interfaces import IDrafts, Work
from ....content.versions.interfaces import IVersions
from ....kernel.inspection.upload import Upload
from ....kernel.tree.content import bound_schema
from ....kernel.tree.lookup import find_site, in_work
from ....web import desk_view
from ....web.files import VIEW_NAME
from ....web.forms.fields import typed
from ..frame.addresses import as_read
from ..frame.view import DeskView
from ..review.preview import CONTENT, PAGE, in_frame, page_of_new, page_of_typed
from .addable import addable
from .autosave import work_of
from .livepane import PAGE as NAME
from .livepane import LivePane
from .writing import MARK

LACKING = 'hanoiportal.shells.desk.writing:templates/lacking.pt'
_NOWHERE = '#'


def pane_of(request: Request, work: Work) -> LivePane | None:
    """Return the ``LivePane`` beside the form of ``work``; ``None`` for what has no page."""
    if work.type_name:
        made = request.registry.content.content_types[work.type_name]
        shown = IItem.implementedBy(made) and not _files(request, work)
    else:
        shown = IItem.providedBy(work.resource)
    return LivePane(request, work) if shown else None


def _files(request: Request, work: Work) -> bool:
    """Return whether what is new is a file, of which there is nothing before it is sent."""
    return any(isinstance(node.typ, Upload) and node.required
               for node in bound_schema(work.type_name, request.registry))


def read_typed(schema: colander.Schema, values: dict[str, str]) -> dict[str, object]:
    """Return ``values``, as typed, as the fields hold them, but for those that are wrong."""
    found: dict[str, object] = {}
    for node in schema:
        if node.name in values:
            try:
                found[node.name] = node.deserialize(values[node.name])
            except colander.Invalid:
                continue
    return found


def _nothing(schema: colander.Schema) -> dict[str, object]:
    """Return what the fields of a translation hold before anything is typed."""
    return {node.name: '' if node.required else node.missing for node in schema}


class TypedPage(DeskView):
    """The page of what one types, for a frame."""

    def __init__(self, context: IResource, request: Request) -> None:
        super().__init__(context, request)
        self.work = work_of(context, request)
        self._drafts = request.service(IDrafts)
        if not self._drafts.may_write(self.work):
            raise HTTPForbidden

    @desk_view(context=IItem, name=NAME)
    def written(self) -> Response:
        """Show a text that is there, with what is typed over it."""
        if self.work.type_name:
            raise HTTPNotFound
        item, language = self.context, self.work.language
        versions = self.request.service(IVersions)
        schema = versions.schema_of(item)
        if language != DEFAULT:
            schema = versions.schema_in(item, language)
        values = self._values(schema)
        if language != DEFAULT and language not in item.translations:
            values = {**_nothing(schema), **values}
        return page_of_typed(self.request, item, self._sees, (language, values),
                             self._language(), self._address)

    @desk_view(context=IContainer, name=NAME, request_param='type')
    def new(self) -> Response:
        """Show what is not saved anywhere yet."""
        name = self.work.type_name
        if name not in addable(self.context, self.request) or not pane_of(
                self.request, self.work):
            raise HTTPNotFound
        schema = bound_schema(name, self.request.registry)
        values = self._values(schema)
        lacking = [node.title for node in schema if node.required and node.name not in values]
        if lacking:
            return in_frame(render(LACKING, {'lacking': lacking}, self.request))
        made = self.request.registry.content.content_types[name]
        return page_of_new(self.request, made, self.context, values, self._language(),
                           self._address)

    def _values(self, schema: colander.Schema) -> dict[str, object]:
        mark = self.request.GET.get(MARK)
        draft = next((each for each in self._drafts.unsaved(self.work) if each.mark == mark), None)
        if draft is None:
            return {}
        given = typed(schema, draft.values)
        return read_typed(schema, as_read(
            self.request, find_site(self.context), schema, given))

    def _sees(self, document: IResource) -> bool:
        return bool(self.request.has_permission(VIEW, in_work(document)))

    def _language(self) -> Language:
        return self.request.registry.getUtility(ILanguages).by_tag[self.work.language]

    def _address(self, language: Language, *elements: str) -> str | None:
        """Return where the page leads to instead of to its own pages."""
        if self.work.type_name:
            return _NOWHERE
        if elements:
            return self.path(self.context, CONTENT) if elements == (VIEW_NAME,) else None
        return self.path(self.context, PAGE, language=language.tag)
