"""Files and packages in folders become contributions, once; what is wrong is refused in words."""
import os
from dataclasses import replace

import pytest
import transaction
from hanoiportal.base.settings import ISettings
from hanoiportal.participation.cases.interfaces import CONTRIBUTION, DROP, SYSTEM
from hanoiportal.participation.filedrop import jobs
from hanoiportal.platform.scheduling.interfaces import IJob
from hanoiportal.platform.scheduling.scheduler import run_job
from support.document_system import SENDER, DocumentSystem, said_of
from support.factories import picture

pytestmark = pytest.mark.usefixtures('collected')

FILES = {'thong-bao.png': picture().getvalue(), 'bang.csv': b'a,b\n1,2\n'}


@pytest.fixture
def system(tmp_path, small_portal, clock):
    """The system of documents, at the folder of Ba Vì."""
    (tmp_path / 'drop' / 'bavi').mkdir(parents=True)
    return DocumentSystem(tmp_path / 'drop' / 'bavi', lambda: clock.now().timestamp())


@pytest.fixture
def look(registry, tmp_path, small_portal):
    """``look()``: the job looks once."""
    def once():
        registry.registerUtility(replace(
            registry.getUtility(ISettings), drop=str(tmp_path / 'drop')), ISettings)
        run_job(registry, registry.getUtility(IJob, name='dropped files'))
        transaction.begin()

    return once


@pytest.mark.clause('12.1.b/2')
@pytest.mark.clause('16.2')
def test_a_package_becomes_a_case_and_gets_its_receipt(system, look, cases, small_portal):
    system.send('goi-1', FILES, said_of(FILES))
    look()

    where, receipt = system.answer('goi-1')
    case = cases.get(1)
    assert (where, receipt['case'], receipt['reference']) == ('done', case.code, '1245/UBND-VP')
    assert (case.kind, case.channel, case.site) == (
        CONTRIBUTION, SYSTEM, str(small_portal['sites']['bavi'].__oid__))
    contents = cases.open(case)
    assert contents.title == 'Thông báo lịch tiếp công dân'
    assert contents.sender.organisation == SENDER['organisation']
    assert sorted(cases.file(case, number).filename for number in (0, 1)) == sorted(FILES)
    system.send('goi-lai', FILES, said_of(FILES))
    look()
    assert system.answer('goi-lai')[1]['case'] == case.code and cases.get(2) is None


def test_plain_files_are_taken_when_they_lie_still(system, look, cases, tmp_path):
    folder = tmp_path / 'drop' / 'bavi'
    (folder / 'le_hoi.png').write_bytes(FILES['thong-bao.png'])
    (folder / '.an').write_bytes(b'x')
    (folder / 'dang-chep.csv').write_bytes(b'a\n')
    system.settle(folder / 'le_hoi.png')
    os.utime(folder / 'dang-chep.csv', (system._now(), system._now()))
    (tmp_path / 'drop' / 'khong-co').mkdir()
    look()

    case = cases.get(1)
    assert case.channel == DROP and cases.open(case).title == 'le hoi'
    assert sorted(each.name for each in folder.iterdir()) == ['.an', 'dang-chep.csv', 'done']
    assert cases.get(2) is None


@pytest.mark.parametrize('files,changes,why', [
    (FILES, {'format': 'khac'}, 'hanoiportal-package/1'), (FILES, {'title': ' '}, '“title”'),
    (FILES, {'reference': 7}, '“reference”'), (FILES, {'sender': None}, 'sender.kind'),
    (FILES, {'sender': {**SENDER, 'organisation': ''}}, 'đơn vị'),
    (FILES, {'files': []}, 'một tệp'),
    (FILES, {'files': said_of(FILES)['files'][:1]}, 'không có trong “files”'),
    (FILES, {'files': [*said_of(FILES)['files'], {'name': '../x', 'sha256': ''}]}, 'Thiếu tệp'),
    ({**FILES, 'bang.csv': b'doi'}, {'files': said_of(FILES)['files']}, 'SHA-256'),
    ({'a.exe': b'MZ\x90\x00'}, {}, '')])
def test_a_package_that_is_wrong_is_refused_whole(system, look, cases, files, changes, why):
    system.send('sai', files, {**said_of(files), **changes})
    look()

    where, receipt = system.answer('sai')
    assert where == 'refused' and why in receipt['refused'] and receipt['refused']
    assert cases.get(1) is None


def test_links_folders_in_folders_and_broken_json_are_refused(system, look, cases, tmp_path):
    folder = tmp_path / 'drop' / 'bavi'
    secret = tmp_path / 'secret'
    secret.write_bytes(b'BIMAT')
    (folder / 'lien-ket').symlink_to(secret)
    os.utime(folder / 'lien-ket', (0, 0), follow_symlinks=False)
    system.send('json', FILES)
    (folder / 'json' / 'package.json').write_bytes(b'{' * 10)
    system.settle(folder / 'json')
    look()

    assert system.answer('json') == ('refused', {
        'refused': 'package.json không phải là JSON hợp lệ.'})
    assert system.answer('lien-ket')[0] == 'refused'
    assert cases.get(1) is None and secret.read_bytes() == b'BIMAT'


def test_after_a_crash_the_same_case_is_told(system, look, cases, monkeypatch):
    system.send('goi', FILES, said_of(FILES))
    moving = jobs.put_away
    monkeypatch.setattr(jobs, 'put_away', lambda *given: (_ for _ in ()).throw(OSError))
    look()
    monkeypatch.setattr(jobs, 'put_away', moving)
    look()

    assert system.answer('goi')[1]['case'] == cases.get(1).code and cases.get(2) is None
