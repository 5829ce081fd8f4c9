"""The card by which a page is shown where people share it (Open Graph; Zalo, Facebook)."""
from ..page.dates import machine_moment

#: Open Graph writes languages with a country.
_LOCALES = {'vi': 'vi_VN', 'en': 'en_US'}
#: The picture of pages that have none of their own, below the root of every host.
CARD, CARD_SIZE = '/static/card.png', (1200, 630)
_PICTURE = ('og:image', 'og:image:width', 'og:image:height', 'og:image:alt')


def card(about):
    """Return ``[(property, content)]`` of the card of the page ``about``."""
    lines = [
        ('og:type', 'article' if about.is_item else 'website'), ('og:title', about.title),
        ('og:description', about.description), ('og:url', about.address),
        ('og:site_name', about.site_name)]
    locale = _LOCALES.get(about.language)
    if locale:
        lines.append(('og:locale', locale))
    return [*lines, *_picture(about), *_article(about)]


def _picture(about):
    values = about.picture or (about.absolute(CARD), *CARD_SIZE, about.origin.owner)
    return [(name, str(value)) for name, value in zip(_PICTURE, values, strict=True) if value]


def _article(about):
    if not about.is_item or about.published is None:
        return []
    return [('article:published_time', machine_moment(about.published)),
            ('article:modified_time', machine_moment(about.updated))]
