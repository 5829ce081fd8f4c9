"""The files of the rich-text editor, as ``make build`` makes them."""
import gzip

from hanoiportal.shells.desk.writing.editor import EditorFiles
from servers import ROOT
from webob import Request

STATIC = ROOT / 'src/hanoiportal/shells/desk/static'


def test_the_bundle_is_served_compressed_to_who_takes_that(app, wsgi):
    plain = app.get(EditorFiles.script)
    request = Request.blank(
        EditorFiles.script, headers={'Host': 'localhost', 'Accept-Encoding': 'gzip'})
    packed = request.get_response(wsgi)

    assert plain.body == (STATIC / 'editor.js').read_bytes()
    assert packed.headers['Content-Encoding'] == 'gzip'
    assert gzip.decompress(packed.body) == plain.body
    assert 'Accept-Encoding' in packed.headers['Vary']
    assert plain.content_type in ('text/javascript', 'application/javascript')


def test_the_bundle_stays_within_its_size():
    assert (STATIC / 'editor.js').stat().st_size < 380_000
    assert (STATIC / 'editor.js.gz').stat().st_size < 125_000


def test_the_licences_of_all_that_is_bundled_lie_beside_it():
    said = (STATIC / 'editor.licences.txt').read_text()

    for name in ('@tiptap/core', 'prosemirror-view', 'prosemirror-tables', 'orderedmap'):
        assert f'{name} ' in said
    assert said.count('Permission is hereby granted') == said.count(' (MIT)\n')
    assert b'editor.licences.txt' in (STATIC / 'editor.js').read_bytes()[:200]


def test_nothing_in_the_bundle_would_need_a_wider_policy():
    bundle = (STATIC / 'editor.js').read_text()

    assert 'new Function' not in bundle
    assert 'eval(' not in bundle
