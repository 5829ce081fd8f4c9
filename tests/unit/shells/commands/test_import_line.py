"""The closing line of an import: how many lines became what, and how fast."""
import re

from support.transfer import imported, written


def test_an_import_ends_with_its_counts_its_seconds_and_items_a_second(
        small_portal, environment, tmp_path, capsys):
    path = written(tmp_path / 'x.jsonl', *(
        {'type': 'news', 'path': f'cong/tin-tuc-su-kien/tin-{number}', 'title': f'Tin {number}',
         'body': '<p>Nội dung</p>', 'state': 'private'} for number in range(3)))

    status = imported(environment, path)

    told = capsys.readouterr()
    assert (status, told.err.count('[###')) == (0, 1), told.err
    line = told.out.splitlines()[-1]
    counts = r'Thêm 3, sửa 0, giữ nguyên 0, từ chối 0 dòng; (\d+\.\d) giây, (\d+) mục/giây\.'
    assert int(re.fullmatch(counts, line)[2]) > 0
