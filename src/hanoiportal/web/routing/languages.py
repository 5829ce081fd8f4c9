"""Interface texts in the language of the address (ADR 3), for programs in that of a header."""
from functools import lru_cache

from webob.acceptparse import AcceptLanguageValidHeader, create_accept_language_header

from ...base.i18n import ILanguages, localizer_in, read_languages
from ...base.settings import ISettings

#: Below it is what programs read.
MACHINES = '/api/v1/'
#: Headers longer than this are no program's.
LONGEST_HEADER = 200


def wanted_language(said, languages):
    """Return the ``Language`` of ``languages`` for a program that says ``said`` in
    ``Accept-Language``; Vietnamese if it wants none of them.
    """
    return languages.by_tag[_wanted(said, tuple(languages.by_tag))] if said else (
        languages.default)


@lru_cache(maxsize=256)
def _wanted(said, tags):
    """Return the most wanted of ``tags``, the first of them if none is wanted (RFC 4647, 3.4).

    >>> _wanted('en-US, vi;q=0.5', ('vi', 'en')), _wanted('!', ('vi', 'en'))
    ('en', 'vi')
    """
    header = create_accept_language_header(said) if len(said) <= LONGEST_HEADER else None
    if not isinstance(header, AcceptLanguageValidHeader):
        return tags[0]
    return header.lookup(language_tags=list(tags), default=tags[0])


def negotiate(request):
    """Return the gettext locale of ``request``: the language of its first path segment."""
    language = getattr(request, 'language', None)
    return 'vi' if language is None else language.tag


def includeme(config):
    settings = config.registry.getUtility(ISettings)
    languages = read_languages(settings.data / 'languages.csv')
    config.registry.registerUtility(languages, ILanguages)
    for tag in languages.by_tag:
        localizer_in(config.registry, tag)
    config.add_translation_dirs(str(settings.locales.resolve()))
    config.set_locale_negotiator(negotiate)
