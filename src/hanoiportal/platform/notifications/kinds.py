"""What people are told of: one row for each kind of notification."""
from dataclasses import dataclass

from ...base.i18n import _


@dataclass(frozen=True)
class Kind:
    """A kind of notification.  ``title``: what has happened; it names nothing of the text.

    ``always``: whether a mail tells of it to who wants no mails, too.
    ``inner``: whether it is of what lives in ``interactions``, and is kept there.
    ``view``: page of its subject in the desk that it leads to, with the detail ``number``, if
    there is one, as query; ``''`` for the subject itself.
    """

    name: str
    title: str
    always: bool = False
    inner: bool = False
    view: str = ''


_ROWS = (
    ('handed_in', _('Có tin, bài gửi đến, chờ biên tập')),
    ('awaiting', _('Có tin, bài chờ Ban Biên tập phê duyệt')),
    ('returned', _('Tin, bài được trả lại để sửa')),
    ('rejected', _('Tin, bài bị từ chối đăng')),
    ('approved', _('Tin, bài đã được phê duyệt')),
    ('scheduled', _('Tin, bài đã được hẹn giờ xuất bản')),
    ('revoked', _('Phê duyệt của tin, bài đã bị rút lại')),
    ('published', _('Tin, bài đã được xuất bản')),
    ('undone', _('Một việc phê duyệt, xuất bản đã bị hoàn tác')),
    ('withdrawn', _('Tin, bài đã được gỡ')),
    ('archived', _('Tin, bài đã hết hạn và chuyển sang lưu trữ')),
    ('not_published', _('Tin, bài đến giờ hẹn nhưng chưa xuất bản được')),
    ('not_expired', _('Tin, bài đến ngày hết hạn nhưng chưa chuyển sang lưu trữ được')),
    ('second_look', _('Có tin, bài đăng khẩn, chờ thành viên thứ hai xem lại')),
    ('second_look_redated', _('Hạn xem lại tin, bài đăng khẩn thay đổi theo lịch nghỉ mới'), False,
     True),
    ('task', _('Có việc mới được giao')),
    ('task_due', _('Việc được giao sắp đến hạn')),
    ('task_redated', _('Hạn của việc được giao thay đổi theo lịch nghỉ mới'), False, True),
    ('clarification_asked', _('Đã gửi yêu cầu làm rõ thông tin')),
    ('clarification_answered', _('Đã có trả lời làm rõ thông tin')),
    ('clarification_due', _('Yêu cầu làm rõ thông tin sắp đến hạn trả lời')),
    ('clarification_unanswered', _('Yêu cầu làm rõ thông tin đã quá hạn mà chưa có trả lời')),
    ('roster_hole', _('Lịch trực xuất bản ngày mai còn trống'), False, False, 'roster'),
    ('board_ending', _('Ban Biên tập sắp thiếu Trưởng ban hoặc người phê duyệt, cần kiện toàn'),
     False, False, 'board'),
    ('board_lacking', _('Ban Biên tập đang thiếu Trưởng ban hoặc người phê duyệt, cần kiện '
                        'toàn'), False, False, 'board'),
    ('coordination_ending', _('Quy chế phối hợp sắp hết hiệu lực mà người của cơ quan khác còn '
                              'vai trò')),
    ('coordination_lacking', _('Người của cơ quan khác có vai trò khi không còn quy chế phối '
                               'hợp')),
    ('window_closing', _('Khung giờ đăng tin sắp hết mà chưa có tin mới'), False, False,
     'windows'),
    ('window_missed', _('Khung giờ đăng tin đã hết mà không có tin mới, cần ghi lý do'), False,
     False, 'windows'),
    ('file_waiting', _('Có tệp chưa quét được mã độc, chưa ai tải được')),
    ('file_infected', _('Có tệp chứa mã độc, phải thay')),
    ('press_begun', _('Có nội dung phát ngôn phải công khai trong 24 giờ')),
    # The two that follow are of before the hours of the press were duties.
    ('press_due', _('Nội dung phát ngôn sắp đến hạn công khai')),
    ('press_late', _('Nội dung phát ngôn đã quá hạn công khai')),
    ('duty_due', _('Có nhiệm vụ sắp đến hạn'), False, True, 'duties'),
    ('duty_missed', _('Có nhiệm vụ đã quá hạn, phải nêu lý do'), False, True, 'duties'),
    ('duty_reminded', _('Cơ quan quản lý nhắc nhiệm vụ đến hạn, quá hạn'), False, True, 'duties'),
    ('duty_redated', _('Hạn của nhiệm vụ thay đổi theo lịch nghỉ mới'), False, True, 'duties'),
    ('register_due', _('Có việc ghi trong sổ sắp đến hạn'), False, True, 'registers'),
    ('register_late', _('Có việc ghi trong sổ đã quá hạn'), False, True, 'registers'),
    ('register_export', _('Tệp xuất sổ đã lập xong hoặc không lập được'), False, True,
     'register-exports'),
    ('order_received', _('Có yêu cầu cập nhật, rà soát mới'), False, True, 'order'),
    ('order_reminder', _('Nhắc thực hiện yêu cầu cập nhật, rà soát'), False, True, 'order'),
    ('order_acknowledged', _('Yêu cầu đã được tiếp nhận'), False, True, 'order'),
    ('order_answered', _('Yêu cầu đã có trả lời'), False, True, 'order'),
    ('order_returned', _('Trả lời của yêu cầu bị trả lại, cần trả lời lại'), False, True, 'order'),
    ('order_extension', _('Có đề nghị gia hạn yêu cầu'), False, True, 'order'),
    ('order_extended', _('Yêu cầu đã được gia hạn'), False, True, 'order'),
    ('order_not_extended', _('Đề nghị gia hạn không được chấp nhận'), False, True, 'order'),
    ('order_withdrawn', _('Yêu cầu đã được rút'), False, True, 'order'),
    ('report_submitted', _('Có báo cáo chờ Trưởng Ban phê duyệt'), False, True, 'report'),
    ('report_sent', _('Có báo cáo gửi đến'), False, True, 'report'),
    ('report_returned', _('Báo cáo bị trả lại, cần bổ sung và gửi lại'), False, True, 'report'),
    ('scoring_shown', _('Có dự thảo điểm đánh giá của cơ quan'), False, True, 'own-scoring'),
    ('scoring_objected', _('Cơ quan kiến nghị về dự thảo điểm'), False, True, 'scorings'),
    ('scoring_answered', _('Kiến nghị về dự thảo điểm đã có trả lời'), False, True,
     'own-scoring'),
    ('assignment_given', _('Có phân công đưa tin'), False, True, 'assignment'),
    ('assignment_accepted', _('Phân công đưa tin đã được nhận'), False, True, 'assignment'),
    ('assignment_declined', _('Phân công đưa tin không được nhận'), False, True, 'assignment'),
    ('assignment_cancelled', _('Phân công đưa tin đã hủy hoặc giao người khác'), False, True,
     'assignment'),
    ('assignment_due', _('Phân công đưa tin sắp đến hạn'), False, True, 'assignment'),
    ('royalties_waiting', _('Có bảng nhuận bút chờ xử lý'), False, True, 'royalty-sheet'),
    ('royalties_returned', _('Bảng nhuận bút được trả lại để sửa'), False, True, 'royalty-sheet'),
    ('royalties_paid', _('Đã chi trả nhuận bút'), False, True, 'royalty-statement'),
    ('royalties_unclaimed', _('Nhuận bút chưa nhận'), True, True, 'royalty-statement'),
    ('crosspost_received', _('Có bài của trang khác đề nghị đăng'), False, False, 'crosspost'),
    ('crosspost_offered', _('Thành phố giới thiệu bài để đăng'), False, False, 'crosspost'),
    ('crosspost_lifted', _('Thành phố thôi yêu cầu đăng bài'), False, False, 'crosspost'),
    ('crosspost_taken_back', _('Thành phố đã rút bài giới thiệu, yêu cầu đăng'), False, False,
     'crosspost'),
    ('crosspost_begun', _('Có bài của trang khác chờ thành viên khác phê duyệt'), False, False,
     'crosspost'),
    ('crosspost_answered', _('Nơi gửi đã trả lời về bài đề nghị đăng'), False, False,
     'crosspost'),
    ('crosspost_asked', _('Nơi nhận hỏi về bài đề nghị đăng'), False, False, 'crosspost'),
    ('crosspost_accepted', _('Bài đề nghị đăng đã được nhận'), False, False, 'crosspost'),
    ('crosspost_refused', _('Bài đề nghị đăng bị từ chối'), False, False, 'crosspost'),
    ('crosspost_held', _('Bài giới thiệu được tạm giữ'), False, False, 'crosspost'),
    ('crosspost_changed', _('Nguồn của bài dẫn lại đã đính chính, cần xem trong một ngày làm '
                            'việc')),
    ('crosspost_change_held', _('Nơi nhận tạm giữ nội dung đính chính, giữ phiên bản đã đăng'),
     False, False, 'crosspost'),
    ('crosspost_ended', _('Bài dẫn lại đã thôi đăng: bài gốc được gỡ hoặc hết hạn')),
    ('shared_ended', _('Bài đăng theo quy tắc nhận tin đã thôi đăng: bài gốc được gỡ hoặc hết '
                       'hạn'), False, False, 'crosspost'),
    ('case_received', _('Có câu hỏi, phản ánh mới'), False, True, 'case'),
    ('cases_waiting', _('Có nhiều câu hỏi, phản ánh mới'), False, True, 'cases'),
    ('case_forwarded', _('Có câu hỏi, phản ánh được chuyển đến'), False, True, 'case'),
    ('case_assigned', _('Có câu hỏi, phản ánh được giao'), False, True, 'case'),
    ('case_added', _('Người gửi bổ sung vào hồ sơ'), False, True, 'case'),
    ('case_reopened', _('Người gửi mở lại hồ sơ đã trả lời'), False, True, 'case'),
    ('case_dissatisfied', _('Người gửi chưa hài lòng với câu trả lời'), False, True, 'case'),
    ('case_withdrawn', _('Người gửi đã rút hồ sơ'), False, True, 'case'),
    ('case_consent_ended', _('Người gửi thôi đồng ý công khai hoặc nêu tên'), False, True, 'case'),
    ('case_written', _('Đơn vị đã soạn câu trả lời'), False, True, 'case'),
    ('case_submitted', _('Có câu trả lời chờ Ban Biên tập phê duyệt'), False, True, 'case'),
    ('case_returned', _('Câu trả lời được trả lại để sửa'), False, True, 'case'),
    ('case_due', _('Hồ sơ được giao sắp đến hạn'), False, True, 'case'),
    ('consultation_closing', _('Thời gian lấy ý kiến dự thảo sắp hết')),
    ('consultation_summary', _('Đã hết thời gian lấy ý kiến, cần tổng hợp, tiếp thu, giải '
                               'trình')),
    ('survey_results', _('Khảo sát đã kết thúc, số liệu chờ tóm tắt và phê duyệt')),
    ('rated_low', _('Có nội dung bị đánh giá thấp, cần xem xét'), False, True, 'ratings'),
    ('rated_low_redated', _('Hạn xem xét nội dung bị đánh giá thấp thay đổi theo lịch nghỉ mới'),
     False, True, 'ratings'),
    ('forum_waiting', _('Có ý kiến, báo cáo ở diễn đàn chờ xem'), False, True, 'forum'),
    ('dialogue_waiting', _('Có câu hỏi mới gửi buổi trực tuyến'), False, True, 'dialogue-queue'),
    ('batch_waiting', _('Có đợt ý kiến chờ Ban Biên tập phê duyệt để công khai'), False, True,
     'comments-public'),
    ('batch_sent_back', _('Ban Biên tập trả lại ý kiến trong đợt trình công khai'), False, True,
     'comments-public'),
    ('answers_waiting', _('Có đợt trả lời trực tuyến chờ Ban Biên tập phê duyệt'), False, True,
     'dialogue-batch'),
    ('answers_sent_back', _('Ban Biên tập trả lại câu trả lời trong đợt trình trực tuyến'), False,
     True, 'dialogue-batch'),
    ('post_waiting', _('Có bài đăng trên kênh chờ Ban Biên tập phê duyệt'), False, True,
     'channel-posts'),
    ('post_sent_back', _('Bài đăng trên kênh được trả lại để sửa'), False, True,
     'channel-posts'),
    ('post_by_hand', _('Có bài đăng phải gỡ bằng tay trên kênh'), False, True,
     'site-channel-posts'),
    ('board_letter_waiting', _('Có thư gửi người theo dõi chờ Ban Biên tập phê duyệt'), False,
     True, 'board-letters'),
    ('board_letter_sent_back', _('Thư gửi người theo dõi được trả lại để sửa'), False, True,
     'board-letters'),
    ('stale_translation', _('Bản dịch cần cập nhật theo bản tiếng Việt')),
    ('remark', _('Có nhận xét mới về tin, bài')),
    ('remark_answered', _('Nhận xét về tin, bài đã có trả lời')),
    ('remark_resolved', _('Nhận xét về tin, bài đã được xử lý')),
    ('remark_reopened', _('Nhận xét về tin, bài được mở lại')),
    ('suspension_reported', _('Có báo cáo tạm ngừng, chờ cơ quan quản lý quyết định'), False,
     False, 'suspensions'),
    ('site_suspended', _('Trang hoặc một tính năng của trang bị tạm ngừng'), True),
    ('site_resumed', _('Trang hoặc một tính năng của trang được mở lại'), True),
    ('suspension_redated', _('Hạn quyết định về báo cáo tạm ngừng thay đổi theo lịch nghỉ mới'),
     False, True, 'suspensions'),
    ('erasure_waits', _('Có yêu cầu xóa vĩnh viễn, chờ người thứ hai xác nhận')),
    ('role_asked', _('Có đề nghị giao vai trò, chờ quyết định ở bảng quản trị'), False, False,
     'role-requests'),
    ('role_given', _('Đề nghị giao vai trò đã được chấp nhận'), False, False, 'sharing'),
    ('role_declined', _('Đề nghị giao vai trò không được chấp nhận'), False, False, 'sharing'),
    ('seat_given', _('Đề nghị bổ nhiệm vào Ban Biên tập đã được chấp nhận'), False, False,
     'board'),
    ('seat_declined', _('Đề nghị bổ nhiệm vào Ban Biên tập không được chấp nhận'), False, False,
     'board'),
    ('account_changed', _('Cách đăng nhập vào tài khoản vừa thay đổi')),
    ('password_due', _('Mật khẩu tài khoản quản trị sắp hết hạn, đề nghị đổi mật khẩu')),
    ('attempt_locked', _('Tài khoản vừa bị tạm khóa vì nhiều lần đăng nhập sai')),
    ('attempt_half_way', _('Có người nhập đúng mật khẩu của tài khoản nhưng sai bước xác minh thứ '
                           'hai, từ một thiết bị lạ')),
    ('attempt_new_device', _('Tài khoản vừa được mở từ một thiết bị lạ, sau những lần đăng nhập '
                             'sai')),
    ('domain_asked', _('Có đề nghị cấp tên miền, chờ ý kiến'), False, True, 'domain-register'),
    ('domain_decided', _('Đề nghị về tên miền đã được giải quyết'), False, True, 'domains'),
    ('certificate_ends', _('Chứng thư của một tên miền sắp hết hạn'), False, True,
     'domain-register'),
    ('certificate_ended', _('Chứng thư của một tên miền đã hết hạn'), False, True,
     'domain-register'),
    ('mail_changed', _('Nơi nhận thư báo của tài khoản vừa thay đổi'), True),
)
KINDS = {row[0]: Kind(*row) for row in _ROWS}
#: What waits for somebody until the next step is taken, by whomever.
WAITING = frozenset(('handed_in', 'awaiting', 'second_look', 'crosspost_changed'))
#: Where an item stands: of these only the latest is told of an item.
STANDING = WAITING | {'returned', 'rejected', 'approved', 'scheduled', 'revoked', 'published',
                      'withdrawn', 'archived'}
#: What is not told again to somebody before it is read.
ONCE = frozenset(('forum_waiting', 'dialogue_waiting'))
#: What takes the place of what was told in the same kind of the same item.
RENEWED = frozenset((
    'board_ending', 'board_lacking', 'coordination_ending', 'coordination_lacking', 'role_asked',
    'batch_waiting', 'batch_sent_back', 'answers_waiting', 'answers_sent_back',
    'post_waiting', 'post_sent_back', 'post_by_hand'))
