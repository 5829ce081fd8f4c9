"""A library of a city, to judge searches by: some 1,400 documents, the same every time.

News, pages and the articles of Decision 4263 are those of ``config/hanoi``.  The rest is written
here by lot: what each of them is about, where and under which number is known beforehand, so that
``judging`` needs no search engine to say which documents answer a question.
"""
import csv
import random
import re
from dataclasses import dataclass

from hanoiportal.base.text import plain_text
from hanoiportal.platform.provisioning.data import Data
from support import ROOT

HANOI = ROOT / 'config/hanoi'
#: What is written about: the official words, then other words that people have for it.
TOPICS = [line.split('|') for line in """\
thủ tục hành chính|TTHC
dịch vụ công trực tuyến|DVCTT
giấy phép xây dựng|GPXD
giấy phép lái xe|GPLX|bằng lái xe
căn cước công dân|CCCD|thẻ căn cước
giấy chứng nhận quyền sử dụng đất|sổ đỏ|sổ hồng
phòng cháy chữa cháy|PCCC
an toàn thực phẩm|ATTP
bảo hiểm y tế|BHYT
bảo hiểm xã hội|BHXH
giải phóng mặt bằng|GPMB
cải cách hành chính|CCHC
chuyển đổi số|CĐS
công nghệ thông tin|CNTT
văn bản quy phạm pháp luật|VBQPPL
vệ sinh môi trường|VSMT
thuế thu nhập cá nhân|thuế TNCN
đăng ký khai sinh|giấy khai sinh
đăng ký kết hôn|giấy kết hôn
đăng ký thường trú|hộ khẩu
chất thải rắn sinh hoạt|rác thải
bồi thường khi thu hồi đất|đền bù khi thu hồi đất
tiêm chủng mở rộng
tuyển sinh đầu cấp
hòa giải ở cơ sở
thủy lợi nội đồng
xe buýt nhanh
chiếu sáng công cộng
cây xanh đô thị
quy hoạch phân khu
nhà ở xã hội
đấu giá quyền khai thác chợ
trợ cấp người cao tuổi
tiếp công dân định kỳ
phòng chống ngập úng
bảo tồn di tích lịch sử
lễ hội truyền thống
khám sức khỏe định kỳ
nước sạch nông thôn
đỗ xe trên vỉa hè""".splitlines()]
#: Words that differ from one another by marks alone.
MARKS = [('đường hoa', 'Dương Hòa'), ('phúc lợi', 'Phúc Lộc'), ('bán đất', 'bàn đạt'),
         ('má túy', 'ma túy'), ('tài sản', 'tái sản'), ('cấm đỗ', 'cam đo'),
         ('thư viện', 'thú viên'), ('chợ hoa', 'cho hòa'), ('sông hồ', 'sống hộ'),
         ('lân cận', 'lấn cản')]
FILLERS = """
cơ quan có trách nhiệm phối hợp thực hiện nội dung nêu trên
đề nghị các đơn vị báo cáo kết quả trước thời hạn
người dân có thể liên hệ bộ phận tiếp nhận để được hướng dẫn
kinh phí bố trí từ nguồn ngân sách được giao
hội nghị có sự tham dự của đại diện các phòng ban
các tổ dân phố tuyên truyền đến từng gia đình công tác kiểm tra được tổ chức hằng quý
kết quả bước đầu được đánh giá tích cực
một số khó khăn đang được tháo gỡ thời gian tới tiếp tục nâng cao chất lượng phục vụ
việc triển khai bảo đảm đúng tiến độ đại biểu đã thảo luận nhiều giải pháp
văn bản có hiệu lực kể từ ngày ký
ý kiến góp ý gửi về trước ngày cuối tháng lãnh đạo đơn vị chịu trách nhiệm về nội dung
tài liệu được niêm yết tại trụ sở""".strip().splitlines()
TITLES = ('{topic} tại {place}', '{place} triển khai {topic}', '{place}: hội nghị về {topic}',
          'Thông báo của {place} về {topic}', 'Kết quả {topic} trên địa bàn {place}')
BLAND = ('Thông báo số {number} của {place}', 'Tin hoạt động tuần {week} của {place}')


@dataclass(frozen=True)
class Document:
    """``id``: unique.  ``about``: the official words of its subject, or ``''``.

    ``place``, ``number``: where it is about and the number it bears, or ``''``.
    ``mentions``: subjects, places and numbers that it names in passing, a set.
    """

    id: str
    title: str
    body: str
    about: str = ''
    place: str = ''
    number: str = ''
    mentions: frozenset = frozenset()


def rows(name):
    with open(HANOI / name, encoding='utf-8', newline='') as lines:
        return list(csv.DictReader(lines))


def places():
    """Return the names of today's wards and communes, and of thirty former districts."""
    communes = [row['full_name'] for row in rows('communes.csv')]
    districts = [f"{row['kind']} {row['name']}" for row in rows('former_districts.csv')]
    return communes, districts


def documents():
    """Return all ``Document``, in the order of their dates, the oldest first."""
    return [*_real(), *_written(), *_decisions(), *_marks()]


def _real():
    data = Data(HANOI)
    for number, text in enumerate([*data.news, *data.pages]):
        words = text['vi']
        yield Document(f'seed-{number:03}', words['title'],
                       plain_text(words.get('lead', '') + ' ' + words['body']))
    parts = re.split(r'\n\s*(?=Điều \d+\. )', data.decision['full_text'])
    for part in parts[1:]:
        head, _break, body = part.partition('\n')
        number, title = re.match(r'Điều (\d+)\. (.*)', head).groups()
        yield Document(f'article-{number}-{len(body)}', title[:200], body, about=title)


def _written():
    chance = random.Random(4263)
    communes, districts = places()
    for number in range(1, 1001):
        place = chance.choice(communes if number > 200 else districts)
        topic = TOPICS[number % len(TOPICS)]
        others = [chance.choice(TOPICS)[0] for _each in range(2)]
        elsewhere = chance.choice(communes)
        said = chance.choice(topic) if chance.random() < 0.3 else topic[0]
        title = chance.choice(BLAND if chance.random() < 0.2 else TITLES).format(
            topic=said, place=place, number=number, week=chance.randrange(52))
        sentences = [f'{said} tại {place} có nội dung sau', *chance.sample(FILLERS, 4),
                     f'nội dung {said} được thực hiện theo quy định', *chance.sample(FILLERS, 3),
                     f'cùng với {others[0]} và {others[1]}', f'tham khảo cách làm ở {elsewhere}']
        yield Document(f'text-{number:04}', title[0].upper() + title[1:], _text(sentences),
                       topic[0], place, mentions=frozenset([*others, elsewhere]) - {topic[0]})


def _decisions():
    chance = random.Random(2026)
    numbers = chance.sample(range(100, 6000), 200)
    communes, _districts = places()
    for at, number in enumerate(numbers):
        topic, place = chance.choice(TOPICS)[0], chance.choice(communes)
        code, cited = f'{number}/QĐ-UBND', f'{numbers[at - 1]}/QĐ-UBND'
        yield Document(
            f'decision-{number}', f'Quyết định số {code} về việc {topic} tại {place}',
            _text([f'căn cứ Quyết định số {cited}', *chance.sample(FILLERS, 5),
                   f'ban hành kèm theo quy định về {topic}']),
            topic, place, code, frozenset([cited]))


def _marks():
    chance = random.Random(17)
    for at in range(12):
        for number, pair in enumerate(MARKS):
            for way, words in enumerate(pair):
                yield Document(
                    f'marks-{number:02}-{way}-{at:02}', f'Tin số {at} về {words}',
                    _text([*chance.sample(FILLERS, 3), f'nội dung {words}']), words)


def _text(sentences):
    return ' '.join(f'{each[0].upper()}{each[1:]}.' for each in sentences)
