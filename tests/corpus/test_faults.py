"""The corpus: nearly all of over 200 faults in realistic texts are found, and few in clean ones.
"""
import random
import sys
from collections import Counter
from pathlib import Path

import pytest
import yaml
from corpus.sowing import SOWERS
from hanoiportal.base.text.segments import segments
from hanoiportal.content.versions.versions import Versions
from hanoiportal.discovery.catalog.services import CatalogService
from hanoiportal.editorial.checks.services import ChecksService, IRules
from hanoiportal.kernel.tree.markup import clean
from hanoiportal.platform.provisioning.data import Data
from support import ROOT
from support.gone_with import seeing

FOLDER = Path(__file__).parent
DATA = Data(ROOT / 'config/hanoi')
#: Where the decision that the texts refer to stands in the tests' portal.
DECISION = '/chuyen-muc/quyet-dinh'
LEAST_FOUND, MOST_FALSE = 0.95, 0.02
OF_EACH = 6
KNOWN = {'author': 'Nguyễn Văn A', 'source_agency': 'Ủy ban nhân dân phường', 'images': (),
         'keywords': ('thông báo',)}
#: True of every text here, since none has pictures.
NOT_COUNTED = {'missing-image'}


def read(name):
    return yaml.safe_load((FOLDER / name).read_text(encoding='utf-8'))


def clean_texts():
    """Return ``[values]``: those written for the corpus, and the news and pages of the seed."""
    written = [{**KNOWN, **text} for text in read('clean.yaml')]
    seeded = [{**KNOWN, 'title': text['vi']['title'],
               'summary': text['vi'].get('lead') or text['vi'].get('summary', 'Tóm tắt.'),
               'body': text['vi']['body'].replace('decision:', f'{DECISION}#')}
              for folder in ('news', 'pages') for _name, text in DATA.documents(folder)]
    return written + seeded


def by_hand():
    """Yield ``(code, values)`` of ``faults.yaml``, each in a clean text of its own."""
    texts = [{**KNOWN, **text} for text in read('clean.yaml')]
    for at, (code, fault) in enumerate(read('faults.yaml')):
        values = texts[at % len(texts)]
        put = fault[4:] if fault.startswith('RAW:') else f'<p>{fault}</p>'
        body = put + values['body'] if code == 'secrecy' else values['body'] + put
        yield code, {**values, 'body': body}


def sown():
    """Yield ``(code, values)`` of faults sown by lot, always the same."""
    draw = random.Random(4263)
    texts = [{**KNOWN, **text} for text in read('clean.yaml')]
    for code, sow in SOWERS.items():
        for values in draw.sample(texts, OF_EACH):
            yield code, {**values, **sow(draw, values)}


@pytest.fixture
def tell(capsys):
    """``tell(line)``: write a figure where whoever runs the tests sees it."""
    def write(line):
        with capsys.disabled():
            sys.stdout.write(f'\n{line}\n')

    return write


@pytest.fixture
def codes(registry, portal, make, publishing):
    """``codes(values)``: what is found in a news item with those values, as a ``Counter``."""
    decision = make('LegalDocument', 'quyet-dinh', title='Quyết định 4263/QĐ-UBND',
                    number='4263/QĐ-UBND', kind='quyet-dinh-ca-biet',
                    full_text=DATA.decision['full_text'])
    publishing.publish(decision, 'test')
    checks = ChecksService(registry, registry.getUtility(IRules), Versions(registry),
                           lambda: CatalogService(portal), *seeing(registry, portal))
    news = make('NewsItem', 'tin-mau')

    def found(values):
        return Counter(each.code for each in checks.findings(news, values)
                       if each.code not in NOT_COUNTED)

    return found


def test_faults_are_found(codes, tell):
    faults = [*by_hand(), *sown()]

    missed = [(code, values) for code, values in faults if not codes(values)[code]]

    share = 1 - len(missed) / len(faults)
    tell(f'{len(faults)} faults of {len({code for code, _ in faults})} kinds: {share:.1%} found; '
         f'missed: {[code for code, _values in missed]}')
    assert len(faults) >= 200
    assert share >= LEAST_FOUND


def test_clean_texts_are_left_alone(codes, tell):
    texts = clean_texts()

    found = {text['title']: codes(text) for text in texts}

    false = sum((each for each in found.values()), Counter())
    paragraphs = sum(len(segments(text['body'])) + 2 for text in texts)
    tell(f'{len(texts)} clean texts, {paragraphs} paragraphs: {false.total()} false findings, '
         f'{false.total() / paragraphs:.1%} of paragraphs: {dict(false)}')
    assert false.total() <= MOST_FALSE * paragraphs


def test_the_texts_of_the_corpus_are_as_the_portal_keeps_them():
    for text in read('clean.yaml'):
        found = segments(clean(text['body']))

        assert [each.text for each in found] == [each.text for each in segments(text['body'])]
