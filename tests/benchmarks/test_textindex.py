"""The program that measures the text index, on very few items."""
import re

from benchmarks.scale import textindex


def test_it_tells_what_every_question_costs_and_goes_on_with_what_it_has(
        tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(textindex, 'PUBLISHED', 5)
    textindex.main(['300', '--folder', str(tmp_path)])
    first = capsys.readouterr().out
    textindex.main(['300', '--stretch', '600', '--folder', str(tmp_path)])
    second = capsys.readouterr().out

    hits = [int(re.search(r'hits \((\d+)', each)[1]) for each in (first, second)]
    assert 'reading and indexing' in first and 'reading and indexing' not in second
    assert hits[1] == 2 * hits[0] > 0
    assert len(re.findall('p95', second)) == 14
