"""Trợ giúp: how a text gets from its first sentence to the archive, in short, for everyone at the
desk; docs/guide says the same at length.
"""
from dataclasses import dataclass

from pyramid.security import NO_PERMISSION_REQUIRED

from ....base.i18n import _
from ....base.interfaces import ISite
from ....web import desk_view
from .menu import OWN, menu
from .view import OwnView


@dataclass(frozen=True)
class HelpTask:
    """One task.  ``name``: id in the page.  ``steps``: what to do, one after another."""

    name: str
    title: str
    steps: tuple[str, ...]


PARTS = (
    HelpTask('viet', _('Viết và gửi duyệt'), (
        _('Ở “Việc của tôi”, mục “Viết bài mới”, chọn nơi đăng, chọn loại nội dung rồi chọn '
          'chuyên mục.'),
        _('Nhập tiêu đề, tóm tắt, nội dung. Nội dung đã nhập được lưu nháp sau vài giây; bấm '
          '“Lưu” để lưu vào bài.'),
        _('Đọc mục “Kiểm tra” ở hồ sơ của bài; chỗ ghi “Chặn phê duyệt” phải sửa trước.'),
        _('Ở “Việc tiếp theo”, chọn “Gửi duyệt”. Đã gửi mà muốn viết tiếp thì chọn “Rút lại”.'),
    )),
    HelpTask('bien-tap', _('Biên tập'), (
        _('Mở bài trong danh sách “Chờ biên tập”, chọn “Nhận biên tập”.'),
        _('Chọn “Sửa bài”, sửa, ghi chú lý do rồi bấm “Lưu”. Ý kiến về từng đoạn thì ghi ở thẻ '
          '“Nhận xét”.'),
        _('Chọn “Trình phê duyệt”, hoặc “Trả lại” kèm lý do.'),
    )),
    HelpTask('phe-duyet', _('Phê duyệt và xuất bản'), (
        _('Mở bài trong danh sách “Chờ phê duyệt”, chọn “Xem trước” để đọc như người đọc sẽ '
          'thấy.'),
        _('Cần hỏi nơi cung cấp thông tin hoặc đơn vị chuyên môn thì dùng thẻ “Làm rõ”: người '
          'được hỏi trả lời qua một đường dẫn, không cần tài khoản; đã hỏi bằng văn bản hoặc điện '
          'thoại thì ghi lại ở đó. Trong lúc chờ, bài không được phê duyệt.'),
        _('Chọn “Phê duyệt”, xác nhận đủ nguồn gốc, chất lượng, nội dung; chọn xuất bản ngay hoặc '
          'để chờ rồi hẹn giờ. Người viết hoặc sửa bài không tự phê duyệt.'),
        _('Chưa đạt thì “Trả lại” kèm lý do; thuộc trường hợp không được đăng thì “Từ chối đăng” '
          'theo một căn cứ.'),
    )),
    HelpTask('sua', _('Sửa bài đã xuất bản'), (
        _('Chọn “Sửa bài”. Bản đang công khai giữ nguyên cho đến khi bản sửa được phê duyệt.'),
        _('Khi gửi, chọn mức thay đổi nhỏ hoặc lớn; thay đổi lớn phải có lời báo cho người đọc.'),
        _('Thẻ “Các phiên bản” giữ mọi bản, so sánh được hai bản bất kỳ và khôi phục bản cũ thành '
          'một bản mới.'),
    )),
    HelpTask('dich', _('Dịch'), (
        _('Ở hồ sơ của bài, mục “Các bản ngôn ngữ”, chọn ngôn ngữ để dịch. Nguyên văn tiếng Việt '
          'ở cạnh biểu mẫu, trên màn hình hẹp thì ở dưới.'),
        _('Bản dịch được gửi, biên tập, phê duyệt riêng như bản tiếng Việt.'),
    )),
    HelpTask('khao-sat', _('Khảo sát'), (
        _('Trong chuyên mục khảo sát, thêm mục “Khảo sát”; soạn câu hỏi ở thẻ “Câu hỏi”, “Chạy '
          'thử bản đã lưu”, rồi gửi duyệt. Đến ngày, khảo sát tự mở và tự đóng.'),
        _('Kết thúc rồi, số liệu tự vào bản đang sửa. Đọc ở thẻ “Kết quả”, viết tóm tắt các ý '
          'kiến bằng lời, gửi duyệt để công bố.'),
    )),
    HelpTask('dien-dan', _('Diễn đàn'), (
        _('Thêm mục “Chủ đề diễn đàn”, gửi duyệt. Ý kiến của người dân chờ ở thẻ “Diễn đàn”, '
          '“Mở trang kiểm duyệt”: che thông tin cá nhân, lưu bản công khai, trình Ban Biên tập.'),
        _('Thành viên Ban Biên tập không tham gia soạn phê duyệt từng đợt ý kiến, xem các báo '
          'cáo của người đọc ở thẻ “Diễn đàn”.'),
    )),
    HelpTask('doi-thoai', _('Giao lưu, đối thoại trực tuyến'), (
        _('Thêm mục “Sự kiện, lịch làm việc” trong chuyên mục giao lưu, đối thoại. Câu hỏi chờ ở '
          'thẻ “Hàng chờ câu hỏi”: xếp thứ tự, trả lời từng câu.'),
        _('Ở thẻ “Đợt trả lời”, trình Ban Biên tập các câu đã soạn; thành viên không soạn câu '
          'nào trong đợt phê duyệt. Sau buổi, chỉnh thời điểm ở thẻ “Lưu trữ buổi trực tuyến”.'),
    )),
    HelpTask('dang-cheo', _('Đăng chéo'), (
        _('Ở hồ sơ của bài đã công khai, chọn “Đăng chéo”, chọn nơi nhận, ghi mục đích, “Gửi đề '
          'nghị”. Theo dõi ở “Bài gửi đăng nơi khác”.'),
        _('Bài nơi khác gửi đến ở “Bài của trang khác”: chọn chuyên mục rồi phê duyệt, hỏi lại '
          'hoặc từ chối. Bài gốc thay đổi thì mở thẻ “Bài gốc” của bài dẫn để xem và phê duyệt.'),
    )),
    HelpTask('kenh', _('Bài đăng trên Zalo, Facebook, YouTube, TikTok'), (
        _('Ở hồ sơ của bài đã công khai, mở thẻ “Bài đăng trên kênh”, chọn kênh, sửa lời cho vừa '
          'giới hạn của kênh, hẹn giờ nếu cần, rồi “Trình Ban Biên tập”.'),
        _('Thành viên Ban Biên tập không soạn bài đăng đọc đúng nội dung sẽ lên kênh rồi phê '
          'duyệt hoặc trả lại. Bài bị trả lại hiện ở “Việc của tôi” của người soạn.'),
        _('Bài gốc bị gỡ thì bài đăng được gỡ theo. TikTok không cho Cổng gỡ: làm theo mục “Phải '
          'gỡ bằng tay”, gỡ trên TikTok rồi xác nhận.'),
    )),
    HelpTask('ban-tin', _('Bản tin gửi qua thư điện tử'), (
        _('Người dân đăng ký nhận tin theo chủ đề, phường, xã ở chân trang rồi xác nhận qua thư. '
          'Tin, bài đã xuất bản tự vào bản tin; không phải soạn riêng.'),
        _('Muốn biết có bao nhiêu người nhận, mở “Bản tin và theo dõi”: số người theo dõi từng '
          'chuyên mục, thư bị trả lại, “Xem trước” thư sắp tới. Không ai thấy địa chỉ của người '
          'nhận.'),
    )),
    HelpTask('ket-noi', _('Kết nối hệ thống khác'), (
        _('Người quản trị thêm kết nối ở “Kết nối hệ thống khác”, bấm “Gửi thử” rồi “Bật kết '
          'nối”. Hệ thống bên ngoài hỏng không làm chậm việc đăng tin: Cổng giữ lại và gửi sau.'),
        _('Mục “Không gửi được” nêu lý do bên nhận trả lời; sửa xong thì bấm “Gửi lại”.'),
    )),
    HelpTask('go', _('Gỡ và đăng lại'), (
        _('Thành viên Ban Biên tập chọn “Gỡ khỏi Cổng” và nêu vì sao: đăng nhầm, đã cũ, hoặc đã '
          'gộp vào mục khác.'),
        _('Đăng lại thì chọn “Viết lại”, sửa rồi gửi và phê duyệt như một bài mới; địa chỉ cũ giữ '
          'nguyên.'),
    )),
    HelpTask('phim', _('Phím tắt'), (
        _('Ctrl+K: tìm bài, nơi làm việc, lệnh; trong khung soạn thảo: chèn liên kết.'),
        _('Ctrl+S: lưu và viết tiếp.'),
        _('Alt+F10: đến thanh công cụ của khung soạn thảo; Alt+0: danh sách phím tắt của khung.'),
    )),
)


@menu('help', _('Trợ giúp'), at=OWN, order=95)
class Help(OwnView):
    """The page of help."""

    @desk_view(context=ISite, name='help', permission=NO_PERMISSION_REQUIRED,
               working_permission=None, renderer='templates/help.pt')
    def page(self):
        """Return the parts."""
        return {'title': _('Trợ giúp'), 'parts': PARTS}
