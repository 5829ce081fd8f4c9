"""Nơi làm việc: the places where the asker holds roles."""
from itertools import islice

from pyramid.security import NO_PERMISSION_REQUIRED

from ....base.i18n import _
from ....base.interfaces import ISite
from ....base.text import fold
from ....kernel.security.authorization.roles import TITLES
from ....kernel.tree.lookup import find_site
from ....web import desk_view
from ..work.contents import is_place, places_in
from .currentuser import current_user_of
from .links import Link, desk_path
from .listfilters import LONGEST
from .menu import OWN, menu
from .view import OwnView
from .wording import named, title_of


def links_to(request, permission, most):
    """Return ``Link`` to the first ``most`` places at which a role of the asker allows
    ``permission``.
    """
    tag = request.language.tag
    return [Link(_to_write(request, place), _named(place, tag), lang=named(place, tag).language)
            for place in islice(current_user_of(request).places_with(permission), most)]


def _to_write(request, place):
    """Return the address at which something is written in ``place``."""
    if ISite.providedBy(place):
        return desk_path(request, place, 'write')
    return desk_path(request, place, 'add' if is_place(place) else '')


def _named(place, tag):
    site = find_site(place)
    title = title_of(named(place, tag))
    return title if place is site else f'{title_of(named(site, tag))} › {title}'


def is_meant(title, typed):
    """Return whether every word of ``typed`` begins a word of ``title``, marks aside."""
    words = fold(title).split()
    return all(any(word.startswith(part) for word in words) for part in fold(typed).split())


def begins_with(title, typed):
    """Return whether ``title`` begins with ``typed``, marks aside."""
    return fold(title).startswith(fold(typed))


def places_to_go(request):
    """Yield the places that the asker may open: those of their roles and what lies next below."""
    seen = set()
    for place, _roles in current_user_of(request).grants:
        for each in _around(place, request.registry):
            if each.__oid__ not in seen:
                seen.add(each.__oid__)
                yield each


def _around(place, registry):
    if is_place(place):
        yield place
        yield from places_in(place, registry)


class Places(OwnView):
    """The list of all of them, by site."""

    @menu('places', _('Nơi làm việc'), at=OWN, order=40)
    @desk_view(context=ISite, name='places', permission=NO_PERMISSION_REQUIRED,
               working_permission=None, renderer='templates/places.pt')
    def page(self):
        """Return the places, or those whose title is meant by ``q``."""
        tag = self.request.language.tag
        typed, by_site = self.request.GET.get('q', '').strip()[:LONGEST], {}
        for place, roles in self.asker.grants:
            name = _named(place, tag)
            if is_meant(name, typed):
                view = 'contents' if is_place(place) else ''
                text = named(place, tag)
                by_site.setdefault(title_of(named(find_site(place), tag)), []).append((
                    Link(self.path(place, view), title_of(text), lang=text.language),
                    [TITLES[role] for role in sorted(roles)]))
        return {'title': _('Nơi làm việc'), 'typed': typed,
                'sites': sorted(by_site.items())}
