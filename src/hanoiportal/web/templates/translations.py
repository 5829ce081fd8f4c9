"""Translations of the texts of templates: a catalog is asked once for each text and language."""
from collections.abc import Callable, Mapping
from typing import Any

from pyramid.i18n import get_localizer
from pyramid.threadlocal import get_current_request
from translationstring import TranslationString

from ...base.clock import Shown, shown_in
from ...base.i18n import DEFAULT, number_shown

#: Translated texts that one process remembers; there are some thousand in the catalogs.
MOST_TEXTS = 10_000
_TEXTS = (str, type(None))
#: No text has it.
_CUT = '\0'
#: ``translate(msgid, domain, mapping, context, target_language, default)``, as Chameleon calls it.
Translate = Callable[..., str]


class Translations:
    """Chameleon's function ``translate``, which asks a catalog once for each text and language."""

    def __init__(self, translate: Translate) -> None:
        self._translate = translate
        self._in: dict[str, Translate] = {}

    def __call__(self, *text: object, **further: object) -> str:
        """Return the translation of a text into the language of the current request."""
        return self.now()(*text, **further)

    def now(self) -> Translate:
        """Return what translates into the language of the current request."""
        tag = get_localizer(get_current_request()).locale_name
        found = self._in.get(tag)
        if found is None:
            found = self._in[tag] = remembering(self._translate, tag)
        return found


def remembering(translate: Translate, tag: str = DEFAULT) -> Translate:
    """Return a function that asks ``translate``, of the language ``tag``, once for each text; what
    a text has put in is put in each time.
    """
    known: dict[tuple[str | None, ...], _Text] = {}

    def translated(msgid: Any, domain: str | None = None, mapping: Any = None, context: Any = None,
                   target_language: Any = None, default: Any = None) -> str:
        kind = type(msgid)
        if kind is str:
            key = msgid, domain, context, default
        elif kind is TranslationString and not msgid.context:
            # What it knows of its translation equal ones may not.
            key, mapping = (msgid, domain, context, default, msgid.domain, msgid.default), (
                msgid.mapping)
        elif isinstance(msgid, Shown):
            return msgid.in_language(tag)
        else:
            key = None
        if key is None or type(default) not in _TEXTS:
            return translate(msgid, domain, mapping, context, target_language, default)
        found = known.get(key)
        if found is None:
            if len(known) >= MOST_TEXTS:
                known.clear()
            bare = _bare(msgid)
            found = known[key] = _Text(
                str(translate(bare, domain, None, context, target_language, default)),
                None if tag == DEFAULT else lambda words: str(translate(
                    _with(bare, domain, default, words), domain, None, context, target_language,
                    default)))
        return found.filled(shown_in(mapping, tag)) if mapping and found.gaps else found.text

    return translated


def _bare(msgid: Any) -> Any:
    """Return ``msgid`` without what is put into it."""
    mapping = getattr(msgid, 'mapping', None)
    return TranslationString(str(msgid), msgid.domain, msgid.default) if mapping else msgid


def _with(bare: Any, domain: str | None, default: Any,
          words: Mapping[str, object]) -> TranslationString:
    """Return the text ``bare`` with ``words`` to put in."""
    return TranslationString(str(bare), getattr(bare, 'domain', domain),
                             getattr(bare, 'default', default), {**words})


class _Text:
    """A translated text, as it is for any number but one.

    ``head``, ``gaps``: it in pieces, to be filled without another look for marks: what stands
    before the first mark, and of each mark its name, itself, and what follows up to the next.
    ``of_one``: translates it with words of which the first is the number one; ``None`` if its
    language has no other form for that.
    """

    __slots__ = 'gaps', 'head', 'of_one', 'text'

    def __init__(self, text: str, of_one: Callable[[Mapping[str, object]], str] | None) -> None:
        self.text, self.of_one = text, of_one
        # The library finds the marks, and puts in cuts.
        marked = TranslationString('', default=text, mapping=_MARKS).interpolate().split(_CUT)
        self.head: str = marked[0]
        self.gaps: list[tuple[str, str, str]] = list(zip(*[iter(marked[1:])] * 3, strict=True))

    def filled(self, mapping: Mapping[str, object]) -> str:
        """Return it with what ``mapping`` puts into it."""
        if self.of_one is not None and number_shown(mapping.get(self.gaps[0][0])) == 1:
            return self.of_one(mapping)
        return self.head + ''.join([
            f'{mapping.get(name, mark)!s}{after}' for name, mark, after in self.gaps])


class _Marks(dict[str, str]):
    """Puts the name of a mark and the mark itself between cuts."""

    def get(self, name: str, mark: str) -> str:  # type: ignore[override]
        return f'{_CUT}{name}{_CUT}{mark}{_CUT}'


#: The library fills nothing from what is empty.
_MARKS = _Marks(any='')
