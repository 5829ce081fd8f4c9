"""The gate: what a person has sent is found in nothing that leaves the portal (4.3, 15.1.f).

Words are planted in all that is received: in a case whose redacted text is published, and in one
that is open; then every channel is looked through, every public view, and every byte of every
file.  A word that the public text does hold is looked for in the same way: a channel in which it
is not found is not looked through at all.
"""
import io
import logging
import zlib
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from zipfile import ZipFile

import pytest
import transaction
from hanoiportal.editorial.boards.interfaces import IBoards
from hanoiportal.kernel.tree.lookup import path_of
from hanoiportal.oversight.compliance.interfaces import ICompliance
from hanoiportal.participation.cases.interfaces import (
    ANSWERED,
    KINDS,
    NOTE,
    PUBLISH,
    QUESTION,
    STAFF,
    TAKEN,
    Attachment,
    ICases,
    Sender,
    Submission,
)
from hanoiportal.participation.mailin.interfaces import IMailIn, IReplies
from hanoiportal.participation.publication.services import CasePublishing
from hanoiportal.platform.media import speaker
from hanoiportal.platform.media.program import output_of
from hanoiportal.platform.scheduling.opening import opened
from hanoiportal.platform.subscriptions.following import follow
from hanoiportal.platform.subscriptions.interfaces import AT_ONCE, CONFIRM, ISubscriptions
from hanoiportal.platform.subscriptions.telling import tell
from hanoiportal.safekeeping.twin.interfaces import ITwinning
from matrix.views import registered
from PIL import Image
from pypdf import PdfReader, PdfWriter
from support.archive_portal import archive, archive_settings
from support.byte_search import forms_of, traces, unpacked
from support.erasure_portal import erasure_settings, take, unopened, with_twin
from support.office_files import docx
from support.recordings import outside_frames

__all__ = ['archive', 'archive_settings', 'erasure_settings', 'unopened', 'with_twin']

#: Where what is secret is planted → the word.
SECRETS = {
    'name': 'Zqten', 'body': 'zqthan', 'title': 'zqtieude', 'address': 'zqdiachi',
    'mail': 'zqthu', 'file name': 'zqtep', 'EXIF': 'zqexif', 'PDF': 'zqmetapdf',
    'DOCX': 'zqmetadocx', 'mail header': 'zqdaude', 'added': 'zqbosung', 'note': 'zqghichu',
    'field': 'zqmau', 'about': 'zqve', 'place': 'zqnoi', 'telephone': '0977461358'}
#: What the public text says.
LEAK = 'zqcongkhai'
#: Kinds of cases of which nothing is published here.
OTHERS = tuple(kind for kind in KINDS if kind != QUESTION)
FOLLOWER = 'theodoi@example.vn'
#: What tells no word of any text.
WORDLESS = frozenset({'/api/v1/changes', *(f'/hoi-dap/{view}{ending}' for view in (
    'dang-giai-quyet', 'ket-qua-tra-loi') for ending in ('', '.csv', '.json', '.atom'))})
PATH = '/sites/bavi/hoi-dap'
#: Views that are asked for on their own.
_MADE = frozenset({'pdf', 'audio'})


def _picture():
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = SECRETS['EXIF']
    Image.new('RGB', (8, 8), 'red').save(out, 'JPEG', exif=exif)
    return out.getvalue()


def _pdf():
    out, writer = io.BytesIO(), PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_metadata({'/Author': SECRETS['PDF']})
    writer.write(out)
    return out.getvalue()


FILES = (
    Attachment(f'{SECRETS["file name"]}.jpg', 'image/jpeg', _picture()),
    Attachment('b.pdf', 'application/pdf', _pdf()),
    Attachment('c.docx', 'application/zip', docx(((('a', None),),), more={
        'docProps/core.xml': f'<creator>{SECRETS["DOCX"]}</creator>'})))


def sent(bavi):
    return Submission(
        QUESTION, str(bavi.__oid__), f'Xây nhà {SECRETS["title"]}',
        f'Tôi là Nguyễn Văn {SECRETS["name"]}, {SECRETS["body"]}. Cần giấy tờ {LEAK} gì?',
        field='dat-dai-moi-truong', place=SECRETS['place'], about=SECRETS['about'],
        sender=Sender(name=f'Nguyễn Văn {SECRETS["name"]}', address=SECRETS['address'],
                      email=f'{SECRETS["mail"]}@example.vn', phone=SECRETS['telephone']),
        files=FILES, consents=frozenset({PUBLISH}), details={'a': SECRETS['field']})


def answered_by_mail(registry, number):
    """Let a real mail of its sender join the case with that number."""
    reply, sender = registry.getUtility(IReplies).of(number), f'{SECRETS["mail"]}@example.vn'
    mail = EmailMessage()
    mail['From'], mail['To'], mail['Subject'] = sender, reply.address, 'Bổ sung'
    mail['Message-ID'], mail['X-Mailer'] = '<1@example.vn>', SECRETS['mail header']
    mail.set_content(SECRETS['added'])
    assert registry.getUtility(IMailIn).take(mail.as_bytes(), sender, reply.address) == 'added'


def followed(registry, portal, site):
    """Let somebody follow all of ``site``."""
    register = registry.getAdapter(portal, ISubscriptions)
    subscriber, asked = register.ask(
        [('site', str(site.__oid__))], FOLLOWER, 'vi', AT_ONCE, 'test')
    register.confirm(register.code(subscriber, CONFIRM, str(asked[0].number), 'test'))


def letters_of_followers(environment, folder):
    """Return the text of what is mailed to ``FOLLOWER``."""
    follow(environment)
    tell(environment)
    mails = [message_from_bytes(path.read_bytes(), policy=default)
             for path in (folder / 'mail' / 'new').iterdir()]
    return ' '.join(f'{mail.items()} {part.get_content()}' for mail in mails
                    if FOLLOWER in str(mail['To']) for part in mail.walk()
                    if part.get_content_maintype() == 'text')


@pytest.fixture
def own_settings(erasure_settings, archive_settings):
    return {**erasure_settings, **archive_settings, 'portal.mail_in': '127.0.0.1:0'}


@pytest.fixture
def published(with_twin, registry, small_portal, bavi, at_work, archive):
    """The item that a case has become, in which the words of ``SECRETS`` were."""
    cases = registry.getAdapter(small_portal, ICases)
    case = cases.get(cases.receive(sent(bavi)).number)
    followed(registry, small_portal, bavi)
    transaction.commit()
    answered_by_mail(registry, case.number)
    transaction.begin()
    case = cases.get(case.number)
    cases.append(case, NOTE, text=SECRETS['note'], audience=STAFF, actor='an', site=case.site)
    cases.append(case, ANSWERED, actor='an', site=case.site,
                 text=f'Gửi ông Nguyễn Văn {SECRETS["name"]}: cần giấy phép {LEAK}.')
    writer, head = at_work('bavi-responder'), at_work('bavi-head')
    by = {each.id: CasePublishing(registry, small_portal, each.allowed, each.service(IBoards))
          for each in (writer, head)}
    text = by[writer.id].draft(case)
    text = by[writer.id].keep(case, replace(
        text, title=f'Giấy tờ xây nhà {LEAK}',
        question=text.question.replace(f', {SECRETS["body"]}', '')), writer.id)
    transaction.commit()
    transaction.begin()
    by[head.id].approve(case, by[head.id].digest(case, text), head.id)
    transaction.commit()
    bavi._p_jar.sync()
    return bavi['hoi-dap'].values()[0]


@pytest.fixture
def open_case(published, registry, small_portal, bavi):
    """A case with the same words that the lists of open cases tell of; and one of each kind."""
    cases = registry.getAdapter(small_portal, ICases)
    for kind in OTHERS:
        cases.receive(sent(bavi)._replace(kind=kind))
    case = cases.get(cases.receive(sent(bavi)).number)
    cases.append(case, TAKEN, actor='an', site=case.site)
    cases.append(case, NOTE, text=SECRETS['note'], audience=STAFF, actor='an', site=case.site)
    transaction.commit()
    with opened(registry, 'test') as environment:
        registry.getUtility(ICompliance).look(environment)
    small_portal._p_jar.sync()
    return case


def hits(page):
    """Return what a page of hits shows, without the words that were asked for."""
    return ' '.join(each.get_text() for each in page.html.select('main ol li'))


def channels(app, item):
    """Return ``{channel: what it gives when a word is asked for, as text}``."""
    address = f'{PATH}/{item.__name__}'

    def of(path):
        answer = app.get(path)
        text = f'{answer.headers}\n{answer.text}'
        return lambda _word: text

    return {
        **{path: of(path) for path in (
            address, PATH, '/hoi-dap', f'{PATH}/list.csv', f'{PATH}/atom.xml', f'{PATH}/rss.xml',
            f'{PATH}/feed.json', f'{address}/json', f'{address}/jsonld', f'{address}/txt',
            f'{address}/md', f'/english{address}', '/sites/bavi/sitemap.xml',
            '/api/v1/items', f'/api/v1/items/{item.__oid__}', *WORDLESS)},
        'search': lambda word: hits(app.get(f'/search?q={word}')),
        'suggestion': lambda word: str(app.get(f'/suggest?q={word}').json['suggestions']),
        'similar': lambda word: str(app.post(
            '/cau-tra-loi-tuong-tu', {'text': f'Giấy tờ xây nhà {word}'},
            headers={'Origin': 'http://localhost'}).json['links']),
        'PDF': lambda _word: _read(app.get(f'{address}/pdf').body)}


def views(app, registry, *places):
    """Return ``{address: bytes}`` of head and body of all that anybody may ask for at ``places``,
    in both languages.
    """
    found = {}
    for view in registered(registry):
        if (view.shell, view.method) != ('public', 'GET') or view.name in _MADE:
            continue
        for place in places:
            if isinstance(place, view.context) if isinstance(
                    view.context, type) else view.context.providedBy(place):
                address = f'{path_of(place).rstrip("/")}/{view.name}'.rstrip('/')
                for language in ('', '/english'):
                    found[language + address] = whole(
                        app.get(f'{language}{address}' or '/', status='*'))
    return found


def whole(answer):
    """Return head and body of an answer."""
    return f'{answer.status} {answer.headers}\n'.encode() + answer.body


def holds(content, word):
    """Return whether ``content``, or what is packed in it, has ``word`` in any writing."""
    wide = {word.encode(writing) for writing in ('utf-16-le', 'utf-16-be')}
    return any(form in each for form in forms_of(word) | wide
               for each in (content, *unpacked(content)))


def pictures(app, *paths):
    """Return the pictures of pages with the heads of the answers."""
    shown = {each.get('src') or each.get('content') for path in paths for each in app.get(
        path).html.select('img[src], source[src], meta[property="og:image"]')}
    return [whole(app.get(each.removeprefix('http://localhost')))
            for each in sorted(shown) if not each.startswith('data:')]


@pytest.fixture
def spoken(monkeypatch):
    """All that the program that speaks is given: its arguments and the text."""
    given = []

    def speak(arguments, text, *rest):
        given.append(f'{arguments} {text.decode()}')
        return output_of(arguments, text, *rest)

    monkeypatch.setattr(speaker, 'output_of', speak)
    return given


def _read(pdf):
    reader = PdfReader(io.BytesIO(pdf))
    return f'{reader.metadata} ' + ' '.join(page.extract_text() for page in reader.pages)


@pytest.mark.clause('4.3')
@pytest.mark.clause('15.1.f')
def test_nothing_that_was_sent_leaves_by_any_channel(
        published, open_case, app, registry, unopened, archive, tmp_path, caplog, spoken):
    caplog.set_level(logging.DEBUG)
    address = f'{PATH}/{published.__name__}'
    recording = app.get(f'{address}/audio')
    through = {**channels(app, published), 'followers': lambda _word: told,
               'voice': lambda _word: ' '.join(spoken)}
    made = [whole(recording), whole(app.get(f'{address}/pdf')), *pictures(app, PATH, address)]
    archive.capture()
    with opened(registry, 'test') as environment:
        registry.getUtility(ITwinning).make(environment, tmp_path / 'twin')
        told = letters_of_followers(environment, tmp_path)
    transaction.abort()
    take(unopened)

    found = {word: {name for name, given in through.items() if word.lower() in given(word).lower()}
             for word in (*SECRETS.values(), LEAK)}
    stored = traces(tmp_path, [*SECRETS.values(), LEAK])

    assert found.pop(LEAK) == set(through) - WORDLESS, 'each channel is looked through'
    assert {path.split('/')[0] for path in stored.pop(LEAK)} >= {
        'content.fs', 'archive', 'twin', 'target'}
    assert {word: where for word, where in found.items() if where} == {}
    letters = stored.pop(SECRETS['mail'], [])
    assert [path for path in letters if 'mail' not in path.split('/')] == [], (
        'the address of who asked is on the letters to them alone')
    assert stored == {}, 'what is sealed is in no file'
    assert not [word for word in SECRETS.values() if word in caplog.text]
    assert len(made) > 2 and not [
        word for word in SECRETS.values() if any(holds(each, word) for each in made)]
    assert outside_frames(recording.body) == b'', 'there is no room for tags'


@pytest.mark.clause('4.3')
def test_nothing_that_was_sent_is_in_any_public_view(
        published, open_case, app, registry, small_portal, bavi):
    seen = views(app, registry, published, bavi['hoi-dap'], bavi, small_portal['hoi-dap'],
                 small_portal)
    found = {word: [address for address, content in seen.items() if holds(content, word)]
             for word in (*SECRETS.values(), LEAK)}

    assert len(found.pop(LEAK)) > 20
    assert [address for address, content in seen.items() if content.startswith(b'5')] == []
    for path in ('/hoi-dap', PATH):
        for ending, word in (('', 'Đất đai'), ('.csv', 'Đất đai'), ('.json', 'dat-dai'),
                             ('.atom', '4 hồ sơ đang giải quyết')):
            assert word in seen[f'{path}/dang-giai-quyet{ending}'].decode()
    assert {word: where for word, where in found.items() if where} == {}


def test_the_planted_words_are_where_they_were_planted():
    with ZipFile(io.BytesIO(FILES[2].content)) as package:
        told = package.read('docProps/core.xml').decode()

    assert all(holds(each, 'Zqten') for each in (
        b'ZQTEN', 'a Zqten'.encode('utf-16'), zlib.compress(b'zqten')))
    assert outside_frames(b'ID3 Zqten') == b'ID3 Zqten'
    assert SECRETS['EXIF'] in Image.open(io.BytesIO(FILES[0].content)).getexif().values()
    assert PdfReader(io.BytesIO(FILES[1].content)).metadata.author == SECRETS['PDF']
    assert SECRETS['DOCX'] in told
