"""Twenty-five people and organisations who comment on a draft on markets by forms, without scripts
and without a window.
"""
from bs4 import BeautifulSoup
from hanoiportal.participation.questions.interfaces import FILES, HONEYPOT
from support.sample_documents import word

from .person import Person, proof_for

CAMPAIGN = ('Đề nghị niêm yết mức thu bằng bảng lớn ở mọi lối vào chợ và trên Cổng, vì người đi '
            'chợ sớm không biết hỏi ai và hay bị thu quá mức quy định.')
#: On the provision that says these words, on which passage of it, the texts; who says it.
SAID = (
    ('niêm yết', '', [CAMPAIGN if each % 2 else f'Kính gửi Ủy ban. {CAMPAIGN}'
                      for each in range(7)], {'consent-publish': 'yes'}),
    ('niêm yết', '', [f'Nên ghi mức thu của {each} ngay tại quầy.' for each in (
        'hàng rau', 'hàng cá', 'bãi xe', 'nhà vệ sinh', 'kho lạnh')], {}),
    ('dân sinh', 'hoạt động', [f'Ngày lễ: {each}.' for each in (
        'nên nghỉ sớm', 'ai trực phòng cháy', 'có thu thêm không')], {}),
    ('cổng chợ', '', [f'Về chỗ đỗ: {each}.' for each in (
        'xe thu gom rác', 'xe của người khuyết tật', 'giờ nào là cao điểm')], {}),
    ('', '', ['Thống nhất ban hành.', 'Văn bản dễ hiểu.', 'Nên có bảng hỏi đáp kèm theo.'], {}),
    ('', '', [f'{each} đề nghị tập huấn cho ban quản lý chợ.' for each in (
        'Hội Phụ nữ', 'Hội Nông dân', 'Hội Cựu chiến binh', 'Đoàn Thanh niên')],
     {'capacity': 'organisation', 'organisation': 'Hội (minh họa)'}))


def comment_by_forms(portal, address):
    """Send the comments of ``SAID`` on the draft at ``address``; one has a file."""
    reader = Person(portal)
    page = BeautifulSoup(reader.open(address)[1], 'html.parser')
    places = {each.get_text(): each.select_one('a.say')['href'].rpartition('/')[2]
              for each in page.select('.legal p:has(a.say)')}
    choosing = BeautifulSoup(reader.open(f'{address}/gop-y/toan-bo')[1], 'html.parser')
    form = choosing.main.find('form')
    draft = form.find('input', type='hidden')['value']
    for words, passage, texts, values in SAID:
        place = next(own for text, own in places.items() if words in text) if words else ''
        for text in texts:
            _send(portal, f'{form["action"]}?du-thao={draft}&dieu={place}',
                  {'text': text, 'quotation': passage, **values})


def _send(portal, path, values):
    """Send one comment, with the number that scripts find in place of waiting."""
    person, origin = Person(portal), {'Origin': portal.url}
    files = {FILES: ('bang.docx', word((None, 'Bảng kê')))} if 'rau' in values['text'] else {}
    _status, body = person.send(path, {'capacity': 'self', **values}, files, origin)
    _status, body = person.fill(body, {
        **proof_for(body), HONEYPOT: '', 'consent-name': '', 'consent-publish': '', **values},
        headers=origin)
    assert 'class="receipt"' in body.decode(), body.decode()
