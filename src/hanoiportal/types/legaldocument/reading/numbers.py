"""Document numbers (số, ký hiệu): the pattern each kind of document asks for.

Decree 30/2020/NĐ-CP, articles 7 and 8; the kinds are rows of ``document_types.csv``.
"""
import csv
import re
from dataclasses import dataclass

from ....base.i18n import DEFAULT, _
from ....base.text import nfc, slug

#: Characters; putting spaces right takes time by the square of them.
LONGEST = 200
_COLUMNS = {'abbr', 'name', 'klass', 'issuers', 'number_pattern', 'example',
            'full_text'}
_SAMPLES = ('12/{abbr}-UBND', '12/2025/{abbr}-UBND', '12/2025/UBTVQH15')
_SIGNS = re.compile('[/-]')
_AROUND_SIGNS = re.compile(r'\s*([/-])\s*')

# U+00D0 is a look-alike of U+0110 that some keyboards type.
_CROSSED_D = str.maketrans('\u00d0\u0189', '\u0110\u0110')


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document (hình thức văn bản).

    ``key``: stable, the slug of ``name``.  ``abbr``: ``''`` where numbers carry none.
    ``klass``: ``van-ban-qppl``, ``van-ban-hanh-chinh`` or ``van-ban-cua-dang``.
    ``issuers``: who may issue it, text.  ``pattern``: regular expression of the number, ``''`` if
    it needs none.  ``example``: a number that matches, ``''`` only without a pattern.
    ``label``: its name for readers, who need no word on how it is classed; ``name_en``: the same
    in English.
    ``in_full``: whether clause 14.2 has it published in full: documents of the Party, those that
    set policy, and normative ones.
    """

    key: str
    abbr: str
    name: str
    klass: str
    issuers: str
    pattern: str
    example: str
    in_full: bool
    label: str
    name_en: str

    @property
    def full_name(self) -> str:
        """Its name to choose it by: the label, with how it is classed where that tells it from
        another one.
        """
        _name, bracket, classed = self.name.partition(' (')
        return self.label + bracket + classed.replace('QPPL', 'quy phạm pháp luật')

    def said(self, tag: str) -> tuple[str, str | None]:
        """Return its name for readers on a page in the language ``tag``, and the tag of the name
        if that is in another language.
        """
        if tag == 'en' and self.name_en:
            return self.name_en, None
        return self.label, None if tag == DEFAULT else DEFAULT


def kinds(path):
    """Return the kinds of the CSV file at ``path`` as a tuple, in its order.

    Raises ``ValueError`` naming the row if a column is missing, a pattern is no regular
    expression or not matched by its example, or two kinds have one key.
    """
    with open(path, encoding='utf-8', newline='') as lines:
        rows = csv.DictReader(lines)
        missing = _COLUMNS - set(rows.fieldnames or ())
        if missing:
            raise ValueError(f'{path}: no column {", ".join(sorted(missing))}')
        found = tuple(_kind(path, at, row) for at, row in enumerate(rows, 2))
    keys = [kind.key for kind in found]
    for at, key in enumerate(keys):
        if key in keys[:at]:
            raise ValueError(f'{path}, row {at + 2}: a second kind {key!r}')
    return found


def clean_number(number):
    """Return ``number`` in NFC, its stray spaces and look-alike letters put right.

    What is longer than ``LONGEST`` is no number and comes back as it is.

    >>> clean_number(' 4263 / Q\u00d0- UBND ')
    '4263/QĐ-UBND'
    """
    if len(number) > LONGEST:
        return number
    return _AROUND_SIGNS.sub(r'\1', nfc(number).strip().translate(_CROSSED_D))


def kind_told_by(number, kinds):
    """Return the only one of ``kinds`` whose abbreviation and pattern ``number`` has, or ``None``.

    ``number``: as ``clean_number`` gives it.

    An individual decision: 128/QĐ-UBND; a normative one: 128/2025/QĐ-UBND.
    """
    told = [kind for kind in kinds if kind.abbr and kind.pattern
            and kind.abbr.partition('-')[0] in _SIGNS.split(number)
            and check_number(number, kind) is None]
    return told[0] if len(told) == 1 else None


def check_number(number, kind):
    """Return what is wrong with ``number`` for a document of ``kind``; ``None`` if nothing is.

    ``number``: as ``clean_number`` gives it.  The answer is a translatable sentence.
    """
    if not kind.pattern or re.fullmatch(kind.pattern, number, re.ASCII):
        return None
    return _(
        'Số, ký hiệu “${number}” không đúng mẫu của loại “${kind}”; ví dụ đúng: ${example}.',
        mapping={'number': number, 'kind': kind.full_name, 'example': kind.example})


def _kind(path, at, row):
    pattern, abbr = row['number_pattern'].strip(), row['abbr'].strip()
    try:
        example = nfc(row['example'].strip()) or _sample(pattern, abbr)
        kind = DocumentKind(
            key=slug(row['name']), abbr=abbr, name=nfc(row['name'].strip()),
            klass=row['klass'].strip(), issuers=nfc(row['issuers'].strip()), pattern=pattern,
            example=example, in_full=row['full_text'] == '1',
            label=nfc((row.get('label') or row['name']).strip()),
            name_en=(row.get('name_en') or '').strip())
        fits = check_number(kind.example, kind) is None
    except re.error as error:
        raise ValueError(f'{path}, row {at}: {pattern!r} is no pattern: {error}') from error
    if not fits:
        raise ValueError(f'{path}, row {at}: {kind.example!r} does not match {pattern!r}')
    return kind


def _sample(pattern, abbr):
    """Return a number that ``pattern`` takes; ``''`` if it takes none of the usual forms."""
    samples = (sample.format(abbr=abbr) for sample in _SAMPLES)
    return next((each for each in samples if re.fullmatch(pattern, each)), '') if pattern else ''
