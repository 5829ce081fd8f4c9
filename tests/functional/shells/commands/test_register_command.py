"""``bin/portal register``: a file into a register and out of it, all of it or nothing."""
from argparse import ArgumentParser

import pytest
from hanoiportal.platform.registers import command
from hanoiportal.platform.registers.resource import rows_of
from hanoiportal.shells.commands.environment import Failure

HEAD = 'kind;type;number;issued;title\n'
ROW = 'van-ban;quyet-dinh-ca-biet;{}/QĐ-UBND;2026-11-20;Về việc “chợ, hoa”\n'


@pytest.fixture
def run(environment, small_portal):
    def run(*words):
        parser = ArgumentParser()
        command.add_arguments(parser)
        return command.run(environment, parser.parse_args([str(word) for word in words]))

    return run


def test_a_file_goes_into_a_register_and_out_of_it(run, small_portal, tmp_path, capsys):
    file = tmp_path / 'so.csv'
    file.write_text('\ufeff' + HEAD + ROW.format(1) + '\n' + ROW.format(2), encoding='utf-8')
    run('import', 'issued', file, '--site', '/sites/bavi')
    assert capsys.readouterr().out == '2 rows entered\n'
    run('export', 'issued', '--site', '/sites/bavi')
    assert '2/QĐ-UBND,2026-11-20,"Về việc “chợ, hoa”"' in capsys.readouterr().out
    run('export', 'issued')
    assert capsys.readouterr().out.count('\n') == 1          # the city has its own


def test_wrong_lines_are_named_and_nothing_is_entered(run, small_portal, tmp_path):
    file = tmp_path / 'so.csv'
    file.write_text(HEAD + ROW.format(1) + ROW.format('x'), encoding='utf-8')
    with pytest.raises(Failure, match=r'nothing was entered\n.*so\.csv:3: Số, ký hiệu: Số, ký'):
        run('import', 'issued', file)
    assert not rows_of(small_portal, 'issued').rows
    for words in (('import', 'issued', tmp_path / 'la.csv'), ('export', 'la'),
                  ('export', 'issued', '--site', '/la'),
                  ('export', 'security', '--site', '/sites/bavi')):
        with pytest.raises(Failure):
            run(*words)
