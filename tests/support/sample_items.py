"""Something of every kind in its section, as a reader may meet it: for tests that look at pages.

What it says is made up, and says so.  The records are in ``sample_records.py``.
"""
from io import BytesIO

from hanoiportal.base.clock import parse
from hanoiportal.kernel.inspection.upload import Incoming
from PIL import Image, ImageDraw

from .factories import FILES, picture
from .sample_documents import pdf, word

UNITS = (
    ('ubnd', '', 'Ủy ban nhân dân thành phố mẫu'), ('van-phong', 'ubnd', 'Văn phòng'),
    ('tong-hop', 'van-phong', 'Phòng Tổng hợp'), ('quan-tri', 'van-phong', 'Phòng Quản trị'),
    ('so-mot', 'ubnd', 'Sở Nông nghiệp và Môi trường'), ('so-hai', 'ubnd', 'Sở Xây dựng'),
    ('chi-cuc', 'so-mot', 'Chi cục Kiểm lâm'), ('hat', 'chi-cuc', 'Hạt Kiểm lâm số một'),
    ('so-ba', 'ubnd', 'Sở Khoa học và Công nghệ'), ('so-bon', 'ubnd', 'Sở Tư pháp'))
BODY = ('<p>Câu thứ nhất của bài. Câu thứ hai dài hơn một chút.</p><h2>Đầu mục</h2>'
        '<p>Đoạn <strong>cuối</strong> cùng.</p>')


def adding(environment):
    """Return ``add(section, name, type_name, **values)``, which publishes it in the portal."""

    def add(section, name, type_name, **values):
        item = environment.editing.add(
            environment.portal[section], name, type_name, values, 'test')
        environment.publishing.publish_imported(item, 'test', 'tests', parse('2026-11-20T08:00'))

    return add


def drawn(number):
    """Return a picture of a lake in some light, as a JPEG."""
    picture = Image.new('RGB', (1800, 1200), (250 - 30 * number, 200, 150 + 20 * number))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 800, 1800, 1200), (40, 90 + 20 * number, 130))
    draw.ellipse((300 * number, 200, 300 * number + 260, 460), (250, 240, 200))
    out = BytesIO()
    picture.save(out, 'JPEG', quality=90)
    return out


def people(environment):
    """Let units, leaders, contacts, events, procedures and a spokesperson stand there."""
    add, reached = adding(environment), {'phone': '024 3825 3536', 'email': 'a@hanoi.gov.vn'}
    for order, (name, parent, title) in enumerate(UNITS):
        add('co-cau-to-chuc', name, 'OrganisationUnit', title=title, parent=parent, order=order,
            head='Người đứng đầu mẫu', functions='<p>Tham mưu, giúp việc.</p>', **reached)
    add('lanh-dao', 'anh', 'Image', title='Chân dung', alt='Chân dung người mẫu thứ nhất',
        image=Incoming('a.png', picture(size=(300, 400))))
    for number in range(1, 6):
        add('lanh-dao', f'nguoi-{number}', 'Person', title=f'Người Mẫu Thứ {number}',
            position='Phó Chủ tịch Ủy ban nhân dân', order=number, **reached,
            photo='/lanh-dao/anh' if number == 1 else '', term_from='2026-06-25',
            duties='<p>Phụ trách lĩnh vực mẫu.</p>', biography='<p>Cử nhân luật.</p>')
        add('lien-he', f'nguoi-{number}', 'Person', title=f'Người Đầu Mối {number}',
            position='Chuyên viên', unit='Văn phòng Ủy ban nhân dân', role='contact', **reached)
        add('lich-lam-viec', f'hop-{number}', 'Event', title=f'Họp giao ban lần thứ {number}',
            start=f'2026-11-2{number + 2}T08:00', end=f'2026-11-2{number + 2}T11:30',
            place='Trụ sở Ủy ban nhân dân', who='/lanh-dao/nguoi-1; Các sở, ngành; Các xã')
        add('thu-tuc-hanh-chinh', f'thu-tuc-{number}', 'Link', title=f'Thủ tục mẫu số {number}',
            url='https://dichvucong.gov.vn/', field='Hộ tịch' if number % 2 else 'Đất đai')
        add('phat-ngon-bao-chi', f'tin-{number}', 'NewsItem', title=f'Thông cáo số {number}')
        add('lich-su-van-hoa', f'anh-{number}', 'Image', title=f'Di tích mẫu số {number}',
            alt='Ảnh mẫu', summary='Chú thích của ảnh mẫu.', credit='Ban Biên tập',
            image=Incoming('a.png', picture(size=(600, 300 + number * 50))))
    add('lich-lam-viec', 'truoc', 'Event', title='Họp tuần trước', start='2026-11-16T08:00')
    add('phat-ngon-bao-chi', 'nguoi', 'Person', title='Người Phát Ngôn Mẫu', position='Chánh',
        spokesperson='yes', decision='QĐ 12/QĐ-UBND', decided='2026-07-02', **reached)


def media(environment):
    """Let news with pictures, papers, photos, a film, a recording and a graphic stand there."""
    add = adding(environment)
    for number in range(1, 5):
        add('da-phuong-tien', f'anh-{number}', 'Image', title=f'Mặt hồ, ảnh {number}',
            alt=f'Mặt hồ dưới ánh sáng {number}', summary=f'Mặt hồ lúc {number} giờ chiều',
            credit='Ban Biên tập', image=Incoming('a.jpg', drawn(number)))
        add('tin-tuc-su-kien', f'tin-{number}', 'NewsItem', title=f'Mở cửa phố đi bộ đợt {number}',
            summary='Phố đi bộ quanh hồ mở cửa từ thứ Sáu đến Chủ nhật hằng tuần.', body=BODY,
            images=f'/da-phuong-tien/anh-{number}' if number < 4 else '', author='Nguyễn An',
            keywords='phố đi bộ; du lịch')
    add('da-phuong-tien', 'tep-quet', 'File', title='Bản quét', summary='Quyết định đã ký',
        file=Incoming('quyet-dinh.pdf', BytesIO(pdf())))
    add('da-phuong-tien', 'tep-word', 'File', title='Kế hoạch', file=Incoming(
        'ke-hoach.docx', BytesIO(word(
            ('Title', 'Kế hoạch năm'), ('Heading 1', 'I. Mục đích'), ('Heading 4', 'Yêu cầu'),
            (None, 'Rà soát thủ tục.'), [['Việc', 'Hạn'], ['Rà soát', '30/6']]))))
    shown = {'body': BODY, 'images': '/da-phuong-tien/anh-1; /da-phuong-tien/anh-2'}
    files = {name: Incoming(file, BytesIO(content)) for name, (file, content) in FILES.items()}
    add('da-phuong-tien', 'bo-anh', 'PhotoSet', title='Một buổi chiều bên hồ', **shown)
    add('da-phuong-tien', 'phim', 'Video', title='Phim về hồ', file=files['film'],
        captions=files['captions'], **shown)
    add('da-phuong-tien', 'ghi-am', 'Audio', title='Bản tin phát thanh', file=files['sound'],
        body=BODY)
    add('da-phuong-tien', 'do-hoa', 'Infographic', title='Số liệu về hồ', **shown)
