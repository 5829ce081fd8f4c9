"""Thùng rác: what was removed from a site, by whom and from where; back, or gone for good."""
from dataclasses import dataclass

from pyramid.httpexceptions import HTTPNotFound

from ....base.clock import moment
from ....base.errors import Refused
from ....base.i18n import _
from ....base.interfaces import IItem, ISite
from ....base.permissions import DESK
from ....base.values import Batch
from ....content.erasure.interfaces import IErasing
from ....content.erasure.views import summary_of
from ....content.recyclebin.interfaces import IRecycling
from ....content.versions.interfaces import INaming
from ....web import desk_view
from ....web.forms.fields import CHOICE, LINE, Field, problems
from ..frame.listfilters import SIZE, page_number
from ..frame.menu import CONTENT, menu
from ..frame.view import DeskView
from ..frame.wording import person, state_of, title_of, type_of
from ..work.bulk import DIGITS


@dataclass(frozen=True)
class TrashRow:
    """One thing in the bin.  ``place``: title of where it stood, ``''`` if that is gone."""

    objectid: int
    title: str
    type: str
    state: str
    state_name: str
    number: int
    place: str
    path: str
    who: str
    when: str
    why: str
    may_purge: bool


@menu('trash', _('Thùng rác'), at=CONTENT, permission=DESK, order=60)
class Trash(DeskView):
    """The bin of the site; each asker sees what they may put back."""

    def __init__(self, context, request):
        super().__init__(context, request)
        self.recycling = request.service(IRecycling)

    @desk_view(context=ISite, name='trash', renderer='templates/trash.pt')
    def trash(self):
        """Return one page of the bin."""
        entries, number = self.recycling.entries(self.context), page_number(self.request)
        start = (number - 1) * SIZE
        shown = tuple(self._row(entry) for entry in entries[start:start + SIZE])
        return {
            'title': _('Thùng rác'), 'batch': Batch(shown, len(entries), start, SIZE),
            'demands': [summary_of(each, self.request)
                        for each in self.request.service(IErasing).open_ones(self.context)],
            'page_address': '?page={}'.format}

    @desk_view(context=ISite, name='restore', renderer='templates/restore.pt')
    def ask_where(self):
        """Show where the chosen thing would stand again."""
        return self._restore_page(self._entry(self.request.GET), {}, {})

    @desk_view(context=ISite, name='restore', renderer='templates/restore.pt',
               request_method='POST')
    def restore(self):
        """Put it back, or say why not."""
        form = self.request.POST
        entry = self._entry(form)
        places = {str(place.__oid__): place for place in self.recycling.places(entry)}
        try:
            found = self.recycling.restore(
                entry, self.request.identity.id, places.get(form.get('place', '')),
                form.get('name', '').strip())
        except Refused as refused:
            self.request.response.status_int = 422
            return self._restore_page(entry, form, refused.reasons)
        self.flash(_('Đã khôi phục “${title}”.', mapping={'title': title_of(found)}))
        return self.see(found.__parent__ if IItem.providedBy(found) else found, 'contents')

    @desk_view(context=ISite, name='purge', renderer='templates/purge.pt')
    def ask_purge(self):
        """Ask whether the chosen thing shall be gone for good."""
        return self._purge_page(self._purgeable(self.request.GET))

    @desk_view(context=ISite, name='purge', renderer='templates/purge.pt', request_method='POST')
    def purge(self):
        """Destroy it."""
        entry = self._purgeable(self.request.POST)
        self.recycling.purge(entry, self.request.identity.id,
                             self.request.POST.get('why', '').strip()[:500])
        self.flash(_('Đã xóa hẳn “${title}”.', mapping={'title': title_of(entry.resource)}))
        return self.see(self.context, 'trash')

    def _entry(self, form):
        return entry_asked(self.recycling, self.context, form)

    def _purgeable(self, form):
        return purgeable_asked(self.recycling, self.context, form)

    def _restore_page(self, entry, typed, errors):
        places = self.recycling.places(entry)
        name, error = typed.get('name', entry.name), errors.get('name', '')
        chosen = next((each for each in places if str(each.__oid__) == typed.get('place')),
                      places[0] if places else None)
        if chosen is not None and (error or not typed and name in chosen):
            error = error or _('Đã có mục mang tên “${name}” ở đây.', mapping={'name': name})
            name = self.request.service(INaming).free_name(chosen, title_of(entry.resource))
        fields = [
            Field('place', _('Nơi khôi phục'), CHOICE, str(chosen.__oid__) if chosen else '', True,
                  tuple((str(each.__oid__), title_of(each)) for each in places),
                  error=errors.get('place', '')),
            Field('name', _('Phần cuối của địa chỉ trang'), LINE, name, True, error=error)]
        return {
            'title': _('Khôi phục “${title}”', mapping={'title': title_of(entry.resource)}),
            'row': self._row(entry), 'fields': fields, 'problems': problems(errors, fields),
            'lost': entry.place is None, 'places': places}

    def _purge_page(self, entry):
        return {
            'title': _('Xóa hẳn “${title}”', mapping={'title': title_of(entry.resource)}),
            'row': self._row(entry)}

    def _row(self, entry):
        resource, place = entry.resource, entry.place
        return TrashRow(
            entry.objectid, title_of(resource), type_of(resource, self.request.registry),
            state_of(resource) if IItem.providedBy(resource) else '', resource.state,
            entry.number, '' if place is None else title_of(place), entry.path,
            person(self.request.root, entry.actor), moment(entry.moment), entry.why,
            self.recycling.may_purge(entry))


def entry_asked(recycling, site, form):
    """Return what ``form`` names in the bin of ``site``.  Raises ``HTTPNotFound`` for what the
    asker may not know.
    """
    typed = form.get('id', '')
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < DIGITS else 0
    entry = recycling.entry(site, number)
    if entry is None:
        raise HTTPNotFound
    return entry


def purgeable_asked(recycling, site, form):
    """Return the same; raises ``HTTPNotFound`` also for what the asker may not destroy."""
    entry = entry_asked(recycling, site, form)
    if not recycling.may_purge(entry):
        raise HTTPNotFound
    return entry
