"""The accessibility statement says what the last walk with axe found (6.7; TT 26/2020)."""
import datetime
import json

import pytest
from hanoiportal.shells.public.site.accessibility import IAccessibilityRecord, Record, read_record
from servers import CONFIG

PAGE = '/tuyen-bo-tiep-can'
RECORD = CONFIG / 'hanoi/accessibility.json'
FOUND = Record(datetime.date(2026, 3, 4), 'axe-core 9.9', 31, 992, 4, 2, (320, 1280), 7)


@pytest.mark.clause('6.7')
@pytest.mark.parametrize(('path', 'shown'), [
    (PAGE, '04/03/2026'), ('/english' + PAGE, '4 March 2026'),
    ('/sites/bavi' + PAGE, '04/03/2026')])
def test_it_tells_day_extent_and_faults_of_the_walk(app, registry, path, shown):
    registry.registerUtility(FOUND, IAccessibilityRecord)

    page = app.get(path).html.main
    assert page.time.text == shown
    assert all(each in page.text for each in ('axe-core 9.9', '31', '992', ' 7'))


def test_the_record_of_the_walk_is_kept_with_the_project():
    kept = json.loads(RECORD.read_text(encoding='utf-8'))
    assert read_record(RECORD).day.isoformat() == kept['day']
    assert kept['views'] == (
        kept['pages'] * kept['themes'] * kept['languages'] * len(kept['widths']))
    assert kept['faults'] == 0


def test_what_no_walk_wrote_ends_the_start(tmp_path):
    (tmp_path / 'record.json').write_text('{"day": "2026-11-24"}')

    with pytest.raises(TypeError, match='missing'):
        read_record(tmp_path / 'record.json')
