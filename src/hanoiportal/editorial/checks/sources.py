"""Sources that may not be quoted: the press, social networks, other sites (clause 15.1.d).

Found in links and in texts: addresses, "theo VnExpress", "Nguồn: Facebook", "báo Lao Động đưa
tin".  Links may lead to the domains of ``sources.csv`` that are allowed; for any other the board
has to say why.
"""
import re
from collections.abc import Container, Iterator
from functools import cached_property
from urllib.parse import urlsplit

from ...base.i18n import _
from .data import ALLOWED, CheckData, alternatives
from .draft import Draft
from .interfaces import OVERRIDE, Finding

#: Fields that name where a text or picture comes from.
ORIGIN = ('source_agency', 'author', 'credit', 'issuer')
#: Fields of the law itself, printed as it was signed.
AS_SIGNED = ('full_text', 'relations', 'recipients', 'gazette')
#: Fields that lead to a registered channel, or stand against publishing (``types/event``).
ON_CHANNELS = ('stream', 'recording_url')
_DOMAIN = re.compile(r'(?<![\w@.-])(?:https?://)?((?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,20})(?![\w-])',
                     re.IGNORECASE)
_RULE = _('Không trích dẫn hoặc sử dụng thông tin từ báo, trang tin, mạng xã hội (điểm d khoản 1 '
          'Điều 15 Quy chế): ${source}.')
_OTHER = _('Liên kết ra ngoài danh sách trang được phép (điểm d khoản 1 Điều 15 Quy chế): '
           '${source}.')


class Sources:
    """Finds what is taken from elsewhere.  ``domain``: the portal's.

    Its patterns take a tenth of a second to compile: with the first text, not at a start.
    """

    def __init__(self, data: CheckData, domain: str) -> None:
        self._allowed = (*data.allowed, domain)
        self._refused = data.refused
        self._data = data

    @cached_property
    def _quoted(self) -> list[re.Pattern[str]]:
        return _quotations(self._data)

    @cached_property
    def _origin(self) -> re.Pattern[str]:
        return re.compile(rf'(?<!\w)(?:{_any(self._data, ambiguous=True)})(?!\w)')

    def __call__(self, draft: Draft) -> Iterator[Finding]:
        """Yield each source found in ``draft``, once for each paragraph and place."""
        seen = set()
        for finding in self._all(draft):
            key = finding.code, finding.field, finding.position, finding.excerpt
            if key not in seen:
                seen.add(key)
                yield finding

    def _all(self, draft: Draft) -> Iterator[Finding]:
        for name, outline in draft.outlines.items():
            for link in outline.links:
                yield from self._address(name, link.address, link.position)
            for picture in outline.pictures:
                yield from self._address(name, picture.source, picture.position)
        for passage in draft.passages:
            yield from self._text(passage.field, passage.text, passage.position)
        told = {passage.field for passage in draft.passages}
        for name in draft.fields:
            if name not in told and name not in AS_SIGNED and name not in ON_CHANNELS:
                yield from self._field(name, draft.text(name))

    def _field(self, name: str, text: str) -> Iterator[Finding]:
        if re.match('https?://', text, re.IGNORECASE) and ' ' not in text:
            yield from self._address(name, text, None)
            return
        yield from self._text(name, text, None)
        found = self._origin.search(text) if name in ORIGIN else None
        if found:
            yield _finding('source-named', name, _RULE, found[0], text, None)

    def _address(self, name: str, address: str, position: int | None) -> Iterator[Finding]:
        host = _host(address)
        if not host or _below(host, self._allowed):
            return
        refused = _below(host, self._refused)
        yield _finding(
            'source-link' if refused else 'source-unlisted', name, _RULE if refused else _OTHER,
            self._refused[refused].name if refused else host, address, position)

    def _text(self, name: str, text: str, position: int | None) -> Iterator[Finding]:
        for found in _DOMAIN.finditer(text):
            refused = _below(found[1].lower(), self._refused)
            if refused and not _below(found[1].lower(), self._allowed):
                yield _finding('source-domain', name, _RULE, self._refused[refused].name,
                               found[0], position)
        for pattern in self._quoted:
            for found in pattern.finditer(text):
                yield _finding('source-quoted', name, _RULE, found[1], found[0], position)


def _finding(code: str, field: str, message: str, source: str, excerpt: str,
             position: int | None) -> Finding:
    return Finding(code, OVERRIDE, field, _(message, mapping={'source': source}), excerpt,
                   position)


def _quotations(data: CheckData) -> list[re.Pattern[str]]:
    """Return the patterns of how a source is quoted; group 1 is its name."""
    words = {role: alternatives(texts) for role, texts in data.phrases.items()}
    between = rf'\s*["“«(]?(?:(?i:{words["between"]})\s+){{0,4}}["“«]?'
    named = _any(data, ambiguous=True)
    every = f'{named}|(?i:{_general(data)})'
    plain = f'(?i:{_named(data)})|(?i:{words["media"]})\\s+(?:{_ambiguous(data)})'
    return [re.compile(pattern) for pattern in (
        rf'(?<!\w)(?i:{words["cue"]})\s*[:,-]?{between}({every})(?!\w)',
        rf'(?<!\w)(?i:{words["label"]})\s*:{between}({every})(?!\w)',
        rf'(?<!\w)(?i:{words["named"]})\s*[:,-]?{between}({named})(?!\w)',
        rf'(?<!\w)({plain})\s+(?:\w+\s+){{0,3}}?(?i:{words["verb"]})(?!\w)')]


def _any(data: CheckData, ambiguous: bool) -> str:
    return f'(?i:{_named(data)})' + (f'|{_ambiguous(data)}' if ambiguous else '')


def _named(data: CheckData) -> str:
    return alternatives(name for source in data.sources
                        if source.kind != ALLOWED and source.domains for name in source.names)


def _general(data: CheckData) -> str:
    return alternatives(name for source in data.sources
                        if source.kind != ALLOWED and not source.domains for name in source.names)


def _ambiguous(data: CheckData) -> str:
    return alternatives(name for source in data.sources for name in source.ambiguous)


def _host(address: str) -> str:
    try:
        parts = urlsplit(address if '//' in address[:10] else '')
        return (parts.hostname or '').rstrip('.') if parts.scheme in ('http', 'https', '') else ''
    except ValueError:
        return ''


def _below(host: str, domains: Container[str]) -> str:
    """Return the one of ``domains`` that ``host`` is or lies below, or ``''``."""
    labels = host.split('.')
    return next((domain for at in range(len(labels))
                 for domain in ['.'.join(labels[at:])] if domain in domains), '')
