"""How many things of another system come in in a second.

``make migration ITEMS=20000 FILES=5000`` writes a folder as Plone's exporter does, of that many
things of which so many are files, brings it into a site, and again, which must change nothing.
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

ITEMS, FILES = 20_000, 5_000
SITE, FOLDERS, SYLLABLES, PAGE_BYTES = '/sites/bavi', 50, 500, 60_000
WORDS = ('ủy ban nhân dân thành phố hà nội ban hành kế hoạch cải cách thủ tục hành chính năm mới '
         'các sở ngành quận huyện thị xã phường tổ chức thực hiện nhiệm vụ được giao đúng tiến độ '
         'báo cáo kết quả về văn phòng trước ngày cuối tháng để tổng hợp trình chủ tịch').split()


def main():
    """Do it in a folder of its own; return 1 if the second run changed anything."""
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
    _told('brought in', options, *_run(environment, folder))
    before = content_database(environment.registry).storage.lastTransaction()
    _told('looked at again', options, *_run(environment, folder))
    same = content_database(environment.registry).storage.lastTransaction() == before
    print(f'the second run changed {"nothing" if same else "THE DATABASE"}')
    return 0 if same else 1


def _run(environment, folder):
    """Return seconds, those of the processor with its programs, and how many had which verdict."""
    verdicts = Counter()
    environment.say = lambda line: verdicts.update(line.split('\t')[2:3])
    parser = ArgumentParser()
    command.add_arguments(parser)
    started, used = perf_counter(), sum(os.times()[:4])
    command.run(environment, parser.parse_args([
        folder, '--at', SITE, '--carried-in', '--decision', '1/QĐ-UBND']))
    return perf_counter() - started, sum(os.times()[:4]) - used, verdicts


def _told(what, options, seconds, used, verdicts):
    print(f'{options.items} things, {options.files} of them files, {what}: {seconds:.1f} s, '
          f'{used:.1f} s of the processor; {options.items / used:.0f} things and '
          f'{options.files / used:.0f} files for each of these; {dict(verdicts)}')


if __name__ == '__main__':
    sys.exit(main())
