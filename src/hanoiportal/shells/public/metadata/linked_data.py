"""Linked data of schema.org (JSON-LD): what a page is, who answers for it, where it stands.

A content type says more of its items by ``linked_data=`` in ``@content_type``: a function
``(item, text, address)`` that returns properties of schema.org, which come over the general ones.
``text``: the item or the translation that is shown.  ``address(resource, *elements)``: absolute
URL.  It knows nothing of HTTP.
"""
from ....web.routing.links import canonical
from ..page.dates import machine_moment

CONTEXT = 'https://schema.org'
#: Words of the longest name of a person.
LONGEST_NAME = 5
#: Types that are no works: nobody wrote or published a person.
_NO_WORKS = frozenset({
    'Person', 'GovernmentOrganization', 'Organization', 'Event', 'Place', 'GovernmentService',
    'Service', 'Role', 'ContactPoint', 'Project', 'ResearchProject'})
_OF_WORKS = ('inLanguage', 'datePublished', 'dateModified', 'author', 'publisher', 'keywords',
             'isPartOf')


def linked_data(about):
    """Return the JSON-LD of the page ``about``, a ``dict``."""
    page = about.page
    if page.is_home:
        return {'@context': CONTEXT, '@graph': [_website(about), owner_of(about, whole=True)]}
    return {'@context': CONTEXT, '@graph': [_thing(about), _breadcrumbs(about)]}


def _website(about):
    request = about.page.request
    search = about.absolute(request.link(about.page.site, 'search'))
    return {
        '@type': 'WebSite', '@id': f'{about.address}#website', 'url': about.address,
        'name': about.title, 'description': about.description, 'inLanguage': about.language,
        'publisher': {'@id': _owner_id(about)},
        'potentialAction': {
            '@type': 'SearchAction', 'query-input': 'required name=search_term_string',
            'target': {'@type': 'EntryPoint',
                       'urlTemplate': search + '?q={search_term_string}'}}}


def _owner_id(about):
    home = canonical(about.page.request, about.page.site, about.page.languages.default)
    return f'{home}#owner'


def owner_of(about, whole=False):
    """Return the body whose site it is; ``whole``: with its contacts."""
    site = about.page.site
    owner = {'@type': 'GovernmentOrganization', '@id': _owner_id(about),
             'name': about.origin.owner}
    if whole:
        contact = about.page.contact
        if contact.is_own:
            contacts = {'address': contact.address.text, 'telephone': contact.phone,
                        'faxNumber': contact.fax, 'email': contact.email,
                        'hasMap': contact.map_url}
            owner.update({name: value for name, value in contacts.items() if value})
        owner['url'] = about.absolute(about.page.request.link(site))
    return owner


def _thing(about):
    if about.is_item:
        return item_data(about)
    kind = 'CollectionPage' if about.page.is_resource else 'WebPage'
    return {'@type': kind, **_general(about), 'publisher': owner_of(about)}


def _general(about):
    found = {'@id': about.address, 'name': about.title,
             'description': about.description, 'inLanguage': about.language}
    if about.picture is not None:
        found['image'] = about.picture.address
    return found


def own(about):
    """Return what the type of the item of ``about`` says of it, a ``dict``; empty if nothing."""
    made = about.page.request.registry.content.metadata(about.context, 'linked_data')
    return made(about.context, about.text, about.address_of) if made else {}


def item_data(about):
    """Return what the item of ``about`` is, a ``dict``."""
    found = {'@type': 'CreativeWork', **_general(about), **_work(about), **about.own}
    if found['@type'] in _NO_WORKS:
        found = {name: value for name, value in found.items()
                 if name not in _OF_WORKS or name in about.own}
    return {name: value for name, value in found.items() if value not in (None, '', [], ())}


def _work(about):
    found = {'publisher': owner_of(about), 'author': _author(about),
             'keywords': list(about.keywords)}
    if about.published is not None:
        found['datePublished'] = machine_moment(about.published)
        found['dateModified'] = machine_moment(about.updated)
    if about.place is not None:
        found['isPartOf'] = {'@id': about.address_of(about.place)}
    return found


def _author(about):
    """Return who wrote it; a name of many words, such as that of a board, is no person's."""
    author = about.origin.author
    if not author:
        return {'@type': 'GovernmentOrganization', 'name': about.origin.creator}
    person = len(author.split()) <= LONGEST_NAME
    return {'@type': 'Person' if person else 'Organization', 'name': author}


def _breadcrumbs(about):
    return {'@type': 'BreadcrumbList', 'itemListElement': [
        {'@type': 'ListItem', 'position': number, 'name': name, 'item': where}
        for number, (name, where) in enumerate(about.breadcrumbs, 1)]}
