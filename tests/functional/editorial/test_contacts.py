"""Contacts of component sites: from a file, all of it or nothing; sites without, in the desk."""
import argparse
import datetime

import pytest
import transaction
from hanoiportal.editorial.contacts import command
from hanoiportal.kernel.security.authorization.roles import MANAGER
from hanoiportal.shells.commands.environment import Failure
from support.desk_forms import seated

LIST = '/desk/@@contacts'
HEADER = 'site,address,phone,email,hours,map_url,contact_source,contact_confirmed'
GOOD = ('bavi,"Thôn 1, xã Ba Vì",024 0000 0001,bavi@hanoi.gov.vn,7h30–17h,'
        'https://ban-do.vn/bavi,Công văn 1/UBND,2026-11-02')


@pytest.fixture
def run(environment, small_portal, tmp_path):
    """``run(*lines)``: as after ``bin/portal contacts import`` of a file of these lines."""
    transaction.commit()
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    file = tmp_path / 'c.csv'

    def imported(*lines, encoding='utf-8'):
        file.write_bytes('\n'.join(lines).encode(encoding))
        return command.run(environment, parser.parse_args(['import', str(file)]))

    return imported


def test_a_file_gives_each_site_its_contacts(run, small_portal, capsys):
    run(HEADER, GOOD, '', 'soxaydung,,024 0000 0002,,,,,')

    bavi, sxd = (small_portal['sites'][name] for name in ('bavi', 'soxaydung'))
    assert (bavi.address, bavi.hours) == ('Thôn 1, xã Ba Vì', '7h30–17h')
    assert bavi.contact_confirmed == datetime.date(2026, 11, 2) and bavi.has_contacts
    assert (sxd.phone, sxd.has_contacts, sxd.has_unconfirmed) == ('024 0000 0002', False, True)
    assert capsys.readouterr().out == '2 lines, 2 sites changed\n'


def test_semicolons_and_the_mark_of_a_spreadsheet_are_read_and_empty_cells_change_nothing(
        run, small_portal):
    run(HEADER, GOOD)
    run('site;phone;fax', 'bavi;;024 9', encoding='utf-8-sig')

    bavi = small_portal['sites']['bavi']
    assert (bavi.phone, bavi.fax) == ('024 0000 0001', '024 9')


def test_one_wrong_line_keeps_all_of_them_out_and_each_is_named(run, small_portal):
    with pytest.raises(Failure) as failure:
        run(HEADER, GOOD, 'khong-co,,,,,,,', GOOD, 'soxaydung,,gọi tôi,,,,,2026-11-02',
            'soxaydung,,024 1,,,,Sở,2999-01-01')

    said = str(failure.value)
    assert said.startswith('nothing was imported')
    assert 'c.csv:3: Không có trang thành phần “khong-co”.' in said
    assert 'c.csv:4: Trang “bavi” đã có ở dòng 2.' in said
    assert 'c.csv:5: phone: Số điện thoại' in said
    assert 'c.csv:6: ' in said
    transaction.begin()
    assert small_portal['sites']['bavi'].phone == ''


def test_a_file_that_is_no_list_of_contacts_is_refused_with_its_line(run):
    for lines, encoding, why in (
            (['ten,phone', 'bavi,1'], 'utf-8', 'c.csv:1: Dòng đầu phải nêu tên các cột'),
            ([], 'utf-8', 'c.csv:1: Dòng đầu phải nêu tên các cột'),
            (['site,site'], 'utf-8', 'c.csv:1: '),
            (['site,phone', 'bavi,1,2'], 'utf-8', 'c.csv:2: Dòng có nhiều ô hơn'),
            (['site,phone', 'bavi,"1'], 'utf-8', 'c.csv:2: Dòng không đúng dạng CSV'),
            (['site,address', 'bavi,Số 1 phố Huế'], 'cp1258', 'c.csv:2: Tệp không phải')):
        with pytest.raises(Failure) as failure:
            run(*lines, encoding=encoding) if encoding == 'utf-8' else run(
                *(line.replace('ố', 'ô').replace('ế', 'ê') for line in lines), encoding=encoding)

        assert why in str(failure.value), lines


def test_a_file_that_is_not_there_is_refused(environment, tmp_path):
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    with pytest.raises(Failure):
        command.run(environment, parser.parse_args(['import', str(tmp_path / 'none.csv')]))


def test_the_desk_lists_the_sites_that_readers_cannot_reach(visit, people, small_portal, run):
    seated(small_portal, people['khach'], MANAGER)
    run('site,phone', 'bavi,024 1')
    browser = visit('khach')

    page = browser.get(LIST)
    assert [each.text for each in page.html.select('section[aria-labelledby=h-waiting] a')] == [
        small_portal['sites']['bavi'].title]
    [sxd] = page.html.select('section[aria-labelledby=h-without] a')
    assert browser.get(sxd['href']).forms
    run(HEADER, GOOD)
    assert not browser.get(LIST).html.select('section[aria-labelledby=h-waiting] a')


def test_who_manages_one_site_alone_does_not_see_the_list(visit, people, bavi):
    seated(bavi, people['khach'], MANAGER)

    visit('khach').get(LIST, status=404)
