"""What the texts of a demonstration promise: one day for one thing, English beside Vietnamese."""
import re

import yaml
from support import ROOT

DEMO = ROOT / 'config/demo'
#: How a text says the last day on which something is taken: only the last one counts that day.
LAST_DAY = re.compile(r'\b(trước|đến|đến hết)(?: ngày)? \{d:dated\}')


def told(said: object) -> str:
    """Return all Vietnamese words of an entry of a file."""
    if isinstance(said, dict):
        return '\n'.join(told(each) for name, each in said.items() if name != 'en')
    return '\n'.join(map(told, said)) if isinstance(said, list) else str(said)


def test_no_text_takes_comments_before_a_day_and_until_its_end():
    items = [each for path in sorted((DEMO / 'pools').glob('*.yaml'))
             for pool in yaml.safe_load_all(path.read_text(encoding='utf-8'))
             for each in pool.get('items', ())]
    ways = [set(LAST_DAY.findall(told(each))) for each in items]

    assert sum(map(bool, ways)) > 10
    assert [told(each) for each, found in zip(items, ways, strict=True) if len(found) > 1] == []


def test_dialogues_have_place_and_programme_in_english():
    rows = yaml.safe_load((DEMO / 'dialogues.yaml').read_text(encoding='utf-8'))

    assert len(rows) == 3
    assert all(row['en'].keys() >= {'title', 'summary', 'place', 'programme'} for row in rows)
