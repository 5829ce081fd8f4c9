"""Another spelling of a query that finds little, in the words of the texts that it would find."""
from ....base.text import plain_text, words
from ....discovery.catalog.interfaces import ICatalog
from ....discovery.catalog.spelling import Spelling
from ....discovery.search import parse
from ..page.wording import item_of

#: With fewer hits than this a reader is asked whether another spelling was meant,
FEW = 10
#: if that one finds so many times as much.
BETTER = 10
LOOKED_THROUGH = 20_000


def did_you_mean(request, place, typed, total):
    """Return what a visitor may have meant who typed ``typed`` and found ``total``, or ``None``.
    """
    if total >= FEW:
        return None
    catalog, language = request.service(ICatalog), request.language.tag
    asked = Spelling(request.root, catalog).instead(typed, place, language)
    if asked is None:
        return None
    found = catalog.search(parse(' '.join(asked)), place, language, 0, 1)
    if found.total <= total * BETTER:
        return None
    return ' '.join(_with_marks(asked, _texts(request, found.items[0])))


def _texts(request, document):
    text = request.registry.content.metadata(item_of(document), 'text')
    return f'{document.title} \n {plain_text(text(document)[:LOOKED_THROUGH])}'


def _with_marks(asked, text):
    """Return the words ``asked``, folded, with the marks that they have in ``text``."""
    marked, plain = words(text)
    for at in range(len(plain) - len(asked) + 1):
        if plain[at:at + len(asked)] == asked:
            return marked[at:at + len(asked)]
    forms = dict(zip(reversed(plain), reversed(marked), strict=True))
    return [forms.get(word, word) for word in asked]
