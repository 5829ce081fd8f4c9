"""Interface texts in the language of the address (ADR 3)."""
from ...base.i18n import ILanguages, read_languages
from ...base.settings import ISettings


def negotiate(request):
    """Return the gettext locale of ``request``: the language of its first path segment."""
    language = getattr(request, 'language', None)
    return 'vi' if language is None else language.tag


def includeme(config):
    settings = config.registry.getUtility(ISettings)
    config.registry.registerUtility(
        read_languages(settings.data / 'languages.csv'), ILanguages)
    config.add_translation_dirs(str(settings.locales.resolve()))
    config.set_locale_negotiator(negotiate)
