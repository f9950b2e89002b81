"""What people say in the demo's feedback, and what they are answered; all of it invented."""

CONDUCT = (
    (
        "Công chức hẹn ba lần mới nhận hồ sơ, thái độ thiếu kiên nhẫn khi hướng dẫn.",
        "Đã kiểm tra lịch tiếp nhận, nhắc nhở công chức và xin lỗi người phản ánh.",
    ),
    (
        "Gọi điện hỏi kết quả nhiều lần không ai nghe máy trong giờ làm việc.",
        "Đã bố trí người trực điện thoại trong giờ làm việc và niêm yết số mới.",
    ),
    (
        "Cán bộ yêu cầu bổ sung giấy tờ không có trong danh mục niêm yết.",
        "Yêu cầu đó không đúng danh mục đã công bố; hồ sơ đã được nhận, công chức đã rút kinh nghiệm.",
    ),
    ("Bộ phận tiếp nhận nghỉ trưa sớm hơn giờ niêm yết.", "Đã chấn chỉnh giờ làm việc và phân công người trực."),
)
REGULATIONS = (
    (
        "Đề nghị bỏ bản sao chứng thực khi dữ liệu đã có trên hệ thống.",
        "Tiếp thu; thành phần này đang được rà soát để bãi bỏ, trước mắt dùng dữ liệu đã có.",
    ),
    (
        "Mẫu đơn có mục kê khai trùng với giấy tờ đã nộp, nên rút gọn.",
        "Ghi nhận, đã tổng hợp vào phương án đơn giản hóa của quý tới.",
    ),
    (
        "Thời hạn giải quyết còn dài so với tỉnh bạn, đề nghị rút ngắn.",
        "Đã đề xuất giảm thời hạn trong kế hoạch đơn giản hóa thủ tục.",
    ),
    (
        "Quy trình nộp trực tuyến chưa cho nộp lại tệp bị mờ.",
        "Đã báo đơn vị quản lý hệ thống; trong khi chờ, người nộp gửi lại qua bộ phận một cửa.",
    ),
)
BOTH = (
    (
        "Hướng dẫn mỗi nơi một khác vì quy định chưa rõ thành phần nào bắt buộc.",
        "Đã thống nhất một bản hướng dẫn và tập huấn công chức tiếp nhận.",
    ),
)
BY_KIND = {1: CONDUCT, 2: REGULATIONS, 3: BOTH}
"""Text and answer, by what it is about."""

QUESTION = "Đề nghị cho biết ngày, nơi sự việc diễn ra và mã hồ sơ, nếu có."
ADDED = "Sự việc diễn ra vào buổi sáng, tại quầy tiếp nhận."
UNCLEAR = "Nội dung không rõ vụ việc, không có căn cứ để xem xét."
ELSEWHERE = "Nội dung thuộc thẩm quyền của cơ quan khác."
ELSEWHERE_BODY = "Bảo hiểm xã hội khu vực"
INSPECTORATE = "Thanh tra tỉnh"
STILL = "Đang lấy ý kiến cơ quan liên quan, sẽ trả lời khi có kết quả."
COMPLAINT = "Không đồng ý với quyết định hành chính đã ban hành, đề nghị xem xét lại."
