"""An item as data: the same words as on its page, under names that stay."""
from ....types.reference.carriedhtml import carried_html
from ....web.routing.links import alternates
from ..page.citation import Citation
from ..page.dates import machine_moment
from .enclosures import enclosures
from .wholetext import whole_text


def as_data(about):
    """Return what the item of ``about`` says, of values that JSON knows; nothing is ``None``.

    It is a part of records that are kept in memory: no list.
    """
    item, text, page = about.context, about.text, about.page
    registry = page.request.registry
    return {
        **as_row(about),
        'text': whole_text(item, text, registry),
        'html': carried_html(page, getattr(text, 'body', '')),
        'author': about.origin.author, 'agency': about.origin.creator,
        'publisher': about.origin.publisher, 'keywords': tuple(getattr(text, 'keywords', ())),
        'files': tuple(each._asdict() for each in enclosures(about)),
        'languages': tuple({'language': language.tag, 'address': address}
                           for language, address in alternates(page.request, item)),
        'citation': Citation(page, item).sentence.text}


def as_row(about):
    """Return what a list says of the item of ``about``: a part of ``as_data``."""
    item, text, page = about.context, about.text, about.page
    data = {
        'type': page.request.registry.content.typeof(item), 'address': about.address,
        'language': about.language, 'title': text.title, 'summary': text.summary,
        'published': _moment(about.published), 'updated': _moment(about.updated),
        'site': {'title': about.site_name, 'address': about.address_of(page.site)}}
    if about.place is not None:
        data['section'] = {'title': page.say(about.place, 'title').text,
                           'address': about.address_of(about.place)}
    return data


def _moment(moment):
    return machine_moment(moment) if moment else ''


def as_text(about):
    """Return the item of ``about`` as plain text: what it says, its files, and how to cite it."""
    data = as_data(about)
    files = '\n'.join(f'{each["title"]}: {each["address"]}' for each in data['files'])
    parts = (data['title'], data['summary'], data['text'], files, data['citation'])
    return '\n\n'.join(part for part in parts if part) + '\n'
