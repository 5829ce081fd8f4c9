"""How many things of another system come in in a second.

``make migration ITEMS=20000 FILES=5000`` writes a folder as Plone's exporter does, of that many
things of which so many are files, brings it into a site, and again, which must change nothing.
Files and other things have each their least number for a second of the processor.
"""
import json
import os
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections import Counter
from pathlib import Path
from random import Random
from time import perf_counter

from hanoiportal.base.garbage import never_mind_what_is
from hanoiportal.content.transfer import command
from hanoiportal.kernel.storage.databases import content_database

from .allsites import with_all_sites
from .bench.table import Row, at_least
from .commands import verdict

#: For a second of the processor: things that are no files, and files.
LEAST_ITEMS, LEAST_FILES = 100, 15
ITEMS, FILES = 20_000, 5_000
#: What a file becomes, in the report.
FILE = 'file'
SITE, FOLDERS, SYLLABLES, PAGE_BYTES = '/sites/bavi', 50, 500, 60_000
WORDS = ('ủy ban nhân dân thành phố hà nội ban hành kế hoạch cải cách thủ tục hành chính năm mới '
         'các sở ngành quận huyện thị xã phường tổ chức thực hiện nhiệm vụ được giao đúng tiến độ '
         'báo cáo kết quả về văn phòng trước ngày cuối tháng để tổng hợp trình chủ tịch').split()


def main():
    """Do it in a folder of its own; return 1 if a gate is missed."""
    options = Namespace(items=int(os.environ.get('ITEMS', ITEMS)),
                        files=int(os.environ.get('FILES', FILES)))
    with tempfile.TemporaryDirectory() as folder:
        _write(Path(folder), options.items, options.files)
        return with_all_sites(lambda environment: _measure(environment, folder, options))


def _write(folder, items, files):
    """Write the source: folders at the top, news and files in them by turns."""
    chance, content = Random(1), folder / 'content'
    for number in range(FOLDERS):
        _one(content, number, 'Folder', f'/muc-{number}', {})
    for number in range(FOLDERS, items):
        above, is_file = f'/muc-{number % FOLDERS}', number - FOLDERS < files
        if is_file:
            _file(content, number, above, chance)
        else:
            _one(content, number, 'News Item', f'{above}/bai-{number}', {
                'text': {'content-type': 'text/html', 'data': _body(chance)},
                'subjects': chance.sample(WORDS, 3)})


def _file(content, number, above, chance):
    name, uid = f'tai-lieu-{number}.pdf', f'{number:032x}'
    place = content / uid / 'file'
    place.mkdir(parents=True)
    text = b'%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1'
    text += b'/Kids[3 0 R]>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n% '
    text += chance.randbytes(PAGE_BYTES // 2).hex().encode()
    text += b'\ntrailer<</Root 1 0 R>>\n%%EOF\n'
    (place / name).write_bytes(text)
    _one(content, number, 'File', f'{above}/{name}', {'file': {
        'blob_path': f'{uid}/file/{name}', 'filename': name, 'size': len(text),
        'content-type': 'application/pdf'}})


def _one(content, number, kind, path, more):
    place = content / f'{number:032x}'
    place.mkdir(parents=True, exist_ok=True)
    found = {'@id': path, '@type': kind, 'UID': place.name, 'title': f'Bài số {number} của trang',
             'description': 'Tóm tắt của bài.', 'effective': '2019-02-13T18:16:04', **more,
             'created': '2019-02-13T18:16:04+00:00', 'review_state': 'published',
             'language': '##DEFAULT##', 'creators': ['lan']}
    (place / 'data.json').write_text(json.dumps(found), encoding='utf-8')


def _body(chance):
    link = f'<a href="../resolveuid/{chance.randrange(FOLDERS, FOLDERS + 1000):032x}">xem</a>'
    return '<p>{}</p><p>{} {}</p>'.format(
        *(' '.join(chance.choices(WORDS, k=SYLLABLES // 2)) for _ in range(2)), link)


def _measure(environment, folder, options):
    never_mind_what_is()
    used = _run('brought in', environment, folder, options)
    before = content_database(environment.registry).storage.lastTransaction()
    _run('looked at again', environment, folder, options)
    same = content_database(environment.registry).storage.lastTransaction() == before
    files = used.pop(FILE)
    return verdict([
        at_least('texts and sections', (options.items - options.files) / used.total(),
                 LEAST_ITEMS, '/s of CPU'),
        at_least('files', options.files / files, LEAST_FILES, '/s of CPU'),
        Row('the second run changes', 'nothing' if same else 'the database', 'nothing', same)])


def _run(what, environment, folder, options):
    """Bring it in, say how long that took, and return the seconds of the processor, with those of
    its programs, by what things have become: those of a batch are shared by its lines.
    """
    lines, parser = [], ArgumentParser()
    environment.say = lambda line: lines.append((line.split('\t'), _processor()))
    command.add_arguments(parser)
    began, started = perf_counter(), _processor()
    command.run(environment, parser.parse_args([
        folder, '--at', SITE, '--carried-in', '--decision', '1/QĐ-UBND']))
    verdicts = Counter(verdict for cells, _at in lines for verdict in cells[2:3])
    print(f'{options.items} things, {options.files} of them files, {what}: '
          f'{perf_counter() - began:.1f} s, {_processor() - started:.1f} s of the processor; '
          f'{dict(verdicts)}')
    used, last = Counter(), started
    for batch in batched(lines[:-1], command.BATCH):
        for cells, _at in batch:
            used[cells[3]] += (batch[-1][1] - last) / len(batch)
        last = batch[-1][1]
    return used


def batched(lines, size):
    """Yield ``lines`` in tuples of ``size``, the last one shorter."""
    return (tuple(lines[at:at + size]) for at in range(0, len(lines), size))


def _processor():
    return sum(os.times()[:4])


if __name__ == '__main__':
    sys.exit(main())
