"""Links: the one way to make the address of a resource.

On the desk's own host (``deskhost``) what is there is a path, whatever is public a URL of its own
host.  Files are in both places: there those that the asker may see.
"""
from pyramid.request import Request

from ...base.i18n import ILanguages, Language
from ...base.interfaces import IResource, ISite, ITranslation
from ...base.settings import ISettings
from ...kernel.tree.lookup import is_listed, path_of
from ...kernel.tree.names import FILES
from ..display import PAGE
from ..login.login import STAFF

#: What stands before the path of a file on the desk's own host.
DESK_FILES = 'desk-files'
_AT_DESK = STAFF.union(FILES, (PAGE,))


def link(request, resource, *elements, language=None):
    """Return the address of ``resource`` in the language of this page, or in ``language``.

    ``elements``: further path segments, already safe in a URL.
    ``language``: a ``Language``.

    A path where the resource lives on the host of this page, an absolute URL elsewhere.  Names
    in the tree are safe in URLs, so nothing is quoted here.
    """
    if ITranslation.providedBy(resource):
        resource = resource.__parent__
    address = request.address
    if address.desk and elements and elements[0] in _AT_DESK:
        return _at_desk(request, resource, elements, language)
    to_the_root, names = address.development, [*reversed(elements)]
    while (place := resource.__parent__) is not None and (
            to_the_root or not ISite.providedBy(resource)):
        names.append(resource.__name__)
        resource = place
    segment = (language or request.language).segment
    if segment:
        names.append(segment)
    names.reverse()
    return _origin(request, address, resource.__name__ or '') + '/' + '/'.join(names)


def _at_desk(request, resource, elements, language):
    segment = (language or request.language).segment
    place = (DESK_FILES + path_of(resource).rstrip('/'),) if elements[0] in FILES else ()
    return '/' + '/'.join((segment, *place, *elements) if segment else (*place, *elements))


def _origin(request, address, site):
    if address.development or site == address.site:
        return ''
    return origin(request, site)


def origin(request, site):
    """Return the beginning of every URL of the public host of ``site``, a label or ``''``."""
    domain = request.registry.getUtility(ISettings).domain
    return f'{request.scheme}://{site}.{domain}' if site else f'{request.scheme}://{domain}'


def canonical(request: Request, resource: IResource, language: Language,
              *elements: str) -> str:
    """Return the absolute URL of ``resource`` in ``language``: on its own host, or on the
    development host that was asked.
    """
    path: str = link(request, resource, *elements, language=language)
    return path if '://' in path else request.host_url + path


def say_canonical(response, address):
    """Tell in ``response`` the URL of the page that holds the same (RFC 6596, RFC 8288)."""
    response.headers['Link'] = f'<{address}>; rel="canonical"'


def alternates(request, resource):
    """Return ``[(Language, URL)]``: Vietnamese, and each language it has a listed text in."""
    languages = request.registry.getUtility(ILanguages)
    tags = {tag for tag, text in resource.translations.items() if is_listed(text)}
    return [
        (language, canonical(request, resource, language))
        for language in languages.enabled if language.is_default or language.tag in tags]


def includeme(config):
    config.add_request_method(link)
