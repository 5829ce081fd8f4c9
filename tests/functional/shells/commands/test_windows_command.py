"""``bin/portal windows``: the decision on hours from a file, all of it or nothing (13.2)."""
from argparse import ArgumentParser

import pytest
from hanoiportal.editorial.windows import command
from hanoiportal.editorial.windows.resource import hours_of
from hanoiportal.shells.commands.environment import Failure

HEAD = 'site,code,opens,closes\n'
CITY = 'portal,sang,07:00,08:30\nportal,chieu,13:30,15:00\nportal,toi,18:00,21:00\n'
SITES = 'component,sang,07:30,09:30\ncomponent,chieu,13:30,15:30\n'


@pytest.fixture
def run(environment, small_portal, tmp_path, capsys):
    """``run(text, *words)``: what is said after ``bin/portal windows decide`` with that table."""
    def decide(text='', *words):
        path = tmp_path / 'gio.csv'
        path.write_text(text, encoding='utf-8')
        parser = ArgumentParser()
        command.add_arguments(parser)
        command.run(environment, parser.parse_args([
            'decide', str(path), '--number', '12/QĐ-UBND', '--dated', '2020-01-02', '--body',
            'Ủy ban nhân dân thành phố Hà Nội', '--starts', '2099-01-05', *words]
            if text else ['list']))
        return capsys.readouterr().out

    return decide


def test_a_decision_is_entered_from_a_file_and_listed(run, small_portal):
    assert run() == ''
    said = run(HEAD + CITY + SITES, '--crossposts', 'component')

    assert said == run()
    assert said.startswith('2099-01-05\t12/QĐ-UBND\t2020-01-02\tỦy ban nhân dân thành phố Hà Nội')
    assert 'component sang 07:30-09:30' in said and said.endswith('\tcomponent\n')
    [entered] = hours_of(small_portal).all
    assert len(entered.hours) == 5


@pytest.mark.parametrize(('text', 'words', 'why'), [
    (HEAD + CITY + SITES.replace('07:30', '7h30'), (), r'gio\.csv:5: Giờ phải có dạng 07:30'),
    (HEAD + CITY + CITY + SITES, (), r'gio\.csv:5: Khung giờ này đã có'),
    (HEAD + CITY.replace('08:30', '06:30') + SITES, (), r'gio\.csv:2: Giờ kết thúc phải sau'),
    (HEAD + CITY, (), r'gio\.csv: component-\w+: Hãy nhập giờ'),
    (HEAD + CITY + SITES + 'portal,dem,22:00,23:00\n', (), r'gio\.csv: Ngày này không có'),
    (HEAD + CITY + SITES, ('--number', 'mới'), r'--number: Số quyết định phải có dạng'),
    (HEAD + CITY + SITES, ('--starts', '2020-01-05'), r'--starts: Khung giờ chỉ áp dụng'),
    ('site,code\n', (), r'gio\.csv:1: Dòng đầu phải nêu tên')])
def test_what_is_wrong_is_told_with_its_line_and_nothing_is_entered(
        run, small_portal, text, words, why):
    with pytest.raises(Failure, match=why):
        run(text, *words)
    assert hours_of(small_portal).all == ()
