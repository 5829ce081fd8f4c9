"""Languages as data, and the mark for texts that are translated (ADR 3 and ADR 8).

Where a catalog has plural forms of a message, it is said in the form of the number that stands in
the first mark of its translation.
"""
import csv
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

from pyramid.i18n import (
    Localizer,
    Translations,
    TranslationString,
    TranslationStringFactory,
    make_localizer,
)
from pyramid.interfaces import ILocalizer, ITranslationDirectories
from pyramid.registry import Registry
from translationstring import Translator, dugettext_policy, dungettext_policy
from zope.interface import Interface

from .clock import shown_in


class Marking(Protocol):
    """Marks a text as one that is translated when it is shown."""

    def __call__(self, msgid: str, mapping: Mapping[str, object] | None = None,
                 context: str | None = None) -> str:
        """Return ``msgid``, a ``TranslationString`` in which ``mapping`` fills ``${name}``.

        ``context``: tells it from the same Vietnamese words that are other English ones.
        """


class Say(Protocol):
    """Says a message, with ``words`` put in, in one language."""

    def __call__(self, message: str, **words: str) -> str:
        """Return it."""


#: Message ids are the Vietnamese texts themselves.
_: Marking = TranslationStringFactory('hanoiportal')

DEFAULT = 'vi'
_MARK = re.compile(r'\$\{(\w+)\}')
#: What stands around the digits of a number, or groups them.
_AROUND = re.compile(r'<[^>]*>|[\s.,]')
#: Digits of the longest number that is counted.
_LONGEST = 18
#: A number of which there is no single one.
_MANY = 2


@dataclass(frozen=True)
class Language:
    """A language of the portal, one row of ``languages.csv``.

    ``tag``: BCP 47.  ``segment``: leading path segment, ``''`` for Vietnamese.
    ``autonym``: its name in itself.
    ``role``: ``default``, ``foreign``, ``ethnic`` or ``optional``.
    """

    tag: str
    segment: str
    autonym: str
    name_vi: str
    name_en: str
    role: str
    enabled: bool

    def called(self, tag: str) -> str:
        """Return its name in Vietnamese where ``tag`` is that of Vietnamese, else in English."""
        return self.name_vi if tag == DEFAULT else self.name_en

    def called_inside(self, tag: str) -> str:
        """Return its name in the middle of a sentence: “tiếng Anh”."""
        name = self.called(tag)
        return name[:1].lower() + name[1:] if tag == DEFAULT else name

    @property
    def is_default(self) -> bool:
        """Whether this is the language that everything is written in first."""
        return self.tag == DEFAULT


class ILanguages(Interface):
    """The ``Languages`` of this portal, as a utility."""


class Languages:
    """The enabled languages, found by path segment or by tag."""

    def __init__(self, languages: Iterable[Language]) -> None:
        self.enabled = tuple(language for language in languages if language.enabled)
        self.by_tag = {language.tag: language for language in self.enabled}
        self.by_segment = {
            language.segment: language for language in self.enabled if language.segment}
        self.default = self.by_tag[DEFAULT]
        #: Languages whose interface texts are complete; offered on every page.
        self.interface = tuple(
            language for language in self.enabled if language.role in ('default', 'foreign'))


def read_languages(path: Path) -> Languages:
    """Return the ``Languages`` of the CSV file at ``path``."""
    with open(path, encoding='utf-8', newline='') as lines:
        return Languages([_language(row) for row in csv.DictReader(lines)])


def _language(row: Mapping[str, str]) -> Language:
    return Language(
        tag=row['bcp47'], segment=row['segment'], autonym=row['autonym'] or row['name_vi'],
        name_vi=row['name_vi'], name_en=row['name_en'], role=row['role'],
        enabled=row['enabled'] == '1')


def spoken(message: str, translate: Callable[[str], str], tag: str = DEFAULT) -> str:
    """Return ``message`` as ``translate`` says it, and in it the messages and the moments that are
    put in.  ``tag``: of the language into which it translates.
    """
    if not isinstance(message, TranslationString) or not message.mapping:
        return translate(message)
    return translate(TranslationString(message, mapping={
        name: spoken(word, translate, tag) if isinstance(word, TranslationString) else word
        for name, word in shown_in(message.mapping, tag).items()}))


def said_in(registry: Registry, tag: str) -> Say:
    """Return what says messages in the language ``tag``, where there is no request."""
    localizer = localizer_in(registry, tag)

    def say(message: str, **words: str) -> str:
        said: str = localizer.translate(message, mapping=words)
        return said

    return say


def localizer_in(registry: Registry, tag: str) -> Localizer:
    """Return what says messages in the language ``tag``, of requests too."""
    found: Localizer | None = registry.queryUtility(ILocalizer, name=tag)
    if found is None:
        found = CountingLocalizer(tag, registry)
        registry.registerUtility(found, ILocalizer, name=tag)
    return found


class CountingLocalizer(Localizer):
    """Says messages in one language, in their plural forms; reads its catalogs once, when it is
    first asked.
    """

    def __init__(self, tag: str, registry: Registry) -> None:
        self.locale_name, self.pluralizer = tag, None
        self._registry = registry

    @cached_property
    def translations(self) -> Translations:
        """The catalogs of the language."""
        return make_localizer(self.locale_name, self._registry.queryUtility(
            ITranslationDirectories, default=[])).translations

    @cached_property
    def translator(self) -> Say:
        """What looks a message up and puts its words in."""
        # Vietnamese has one form for every number.
        policy = dugettext_policy if self.locale_name == DEFAULT else _in_its_form
        found: Say = Translator(self.translations, policy)
        return found


def _in_its_form(translations: Translations, message: TranslationString, domain: str | None,
                 context: str | None) -> str:
    """Return the translation of ``message``, in the plural form of the number that is put into
    its first mark; of any other number than one, if there is none.
    """
    said: str = dugettext_policy(translations, message, domain, context)
    mark = _MARK.search(said)
    if mark is None:
        return said
    number = number_shown((message.mapping or {}).get(mark[1]))
    form: str = dungettext_policy(
        translations, message, '', _MANY if number is None else number, domain,
        context or message.context)
    return said if form in ('', message) else form


def number_shown(value: object) -> int | None:
    """Return the whole number that ``value`` shows, markup and grouped digits left aside; ``None``
    if it shows none.
    """
    if isinstance(value, int):
        return value
    digits = _AROUND.sub('', str(value))
    return int(digits) if digits.isdecimal() and len(digits) <= _LONGEST else None
