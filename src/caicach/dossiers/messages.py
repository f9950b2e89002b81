"""The messages to citizens about their dossiers, as they read (Decree 118/2025/NĐ-CP Art. 17, 19, 22)."""

from caicach.kit.words import mark
from caicach.notices.register import Kind

GREETING = mark("Kính gửi: {name}")
NUMBER = mark("Mã hồ sơ: {number}")
PROCEDURE = mark("Thủ tục: {procedure}")
AGENCY = mark("Cơ quan giải quyết: {agency}")
PLACE = mark("Nơi tiếp nhận và trả kết quả: {unit}")
LOOK_UP = mark("Ông/Bà có thể tra cứu tình trạng hồ sơ bằng mã hồ sơ trên Cổng Dịch vụ công quốc gia hoặc tại {unit}.")
THANKS = mark("Trân trọng cảm ơn.")
AUTOMATIC = mark("Thư này được gửi tự động, xin không trả lời thư này.")
REASON = mark("Lý do: {reason}")


def _kind(code: str, title: str, subject: str, short: str, *said: str) -> Kind:
    """A letter: greeting, what has happened, the facts of the dossier, where to look it up."""
    facts = (NUMBER, PROCEDURE, AGENCY, PLACE)
    body = (GREETING, "", *said, "", *facts, "", LOOK_UP, THANKS, "", "{unit}", AUTOMATIC)
    return Kind(code=f"dossiers.{code}", title=title, subject=subject, short=short, body=body)


KINDS = (
    _kind(
        "received",
        mark("Đã tiếp nhận, ngày hẹn trả"),
        mark("Đã tiếp nhận hồ sơ {number}"),
        mark("{unit}: đã tiếp nhận hồ sơ {number}, hẹn trả kết quả {deadline_at}."),
        mark("Hồ sơ của Ông/Bà đã được tiếp nhận."),
        mark("Hẹn trả kết quả: {deadline_at}"),
    ),
    _kind(
        "papers_requested",
        mark("Yêu cầu bổ sung giấy tờ"),
        mark("Hồ sơ {number} cần bổ sung giấy tờ"),
        mark("{unit}: hồ sơ {number} cần bổ sung giấy tờ, hạn đến {until_day}: {reason}"),
        mark("Hồ sơ của Ông/Bà cần được bổ sung, hoàn thiện. Giấy tờ cần bổ sung và lý do:"),
        "{reason}",
        "",
        mark("Xin Ông/Bà nộp bổ sung chậm nhất ngày {until_day}; quá thời gian này hồ sơ có thể bị đóng."),
        mark("Thời gian chờ bổ sung không tính vào thời hạn giải quyết."),
    ),
    _kind(
        "papers_reminder",
        mark("Nhắc bổ sung giấy tờ"),
        mark("Nhắc bổ sung giấy tờ cho hồ sơ {number}"),
        mark("{unit}: nhắc bổ sung giấy tờ cho hồ sơ {number}, hạn đến {until_day}."),
        mark("Hồ sơ của Ông/Bà vẫn đang chờ giấy tờ đã được yêu cầu bổ sung."),
        mark("Xin Ông/Bà nộp bổ sung chậm nhất ngày {until_day}; quá thời gian này hồ sơ có thể bị đóng."),
    ),
    _kind(
        "supplemented",
        mark("Đã nhận giấy tờ bổ sung, ngày hẹn mới"),
        mark("Đã nhận giấy tờ bổ sung của hồ sơ {number}"),
        mark("{unit}: đã nhận giấy tờ bổ sung của hồ sơ {number}, hẹn trả kết quả {deadline_at}."),
        mark("Giấy tờ bổ sung cho hồ sơ của Ông/Bà đã được nhận đủ; thời gian giải quyết được tính tiếp."),
        mark("Hẹn trả kết quả: {deadline_at}"),
    ),
    _kind(
        "extended",
        mark("Gia hạn, ngày hẹn mới"),
        mark("Xin lỗi và hẹn lại ngày trả kết quả hồ sơ {number}"),
        mark("{unit}: xin lỗi, hồ sơ {number} được hẹn lại ngày trả kết quả {deadline_at}. Lý do: {reason}"),
        mark("Chúng tôi xin lỗi vì chưa giải quyết xong hồ sơ của Ông/Bà đúng ngày đã hẹn và xin được hẹn lại."),
        mark("Hẹn trả kết quả mới: {deadline_at}"),
        REASON,
    ),
    _kind(
        "apology",
        mark("Thư xin lỗi, hẹn lại"),
        mark("Xin lỗi về việc chậm trả kết quả hồ sơ {number}"),
        mark("{unit}: xin lỗi vì chậm trả kết quả hồ sơ {number}, hẹn lại ngày {new_day}."),
        mark("Chúng tôi xin lỗi Ông/Bà vì hồ sơ chưa được giải quyết xong đúng ngày đã hẹn."),
        mark("Ngày hẹn lại: {new_day}"),
        REASON,
    ),
    _kind(
        "finished_early",
        mark("Có kết quả trước hạn"),
        mark("Hồ sơ {number} đã có kết quả trước hạn"),
        mark("{unit}: hồ sơ {number} đã có kết quả sớm hơn ngày hẹn, mời đến nhận."),
        mark("Hồ sơ của Ông/Bà đã có kết quả, sớm hơn ngày hẹn {deadline_at}."),
        mark("Mời Ông/Bà đến nhận kết quả tại {unit}, mang theo giấy hẹn hoặc giấy tờ tùy thân."),
    ),
    _kind(
        "finished",
        mark("Có kết quả"),
        mark("Hồ sơ {number} đã có kết quả"),
        mark("{unit}: hồ sơ {number} đã có kết quả, mời đến nhận."),
        mark("Hồ sơ của Ông/Bà đã có kết quả."),
        mark("Mời Ông/Bà đến nhận kết quả tại {unit}, mang theo giấy hẹn hoặc giấy tờ tùy thân."),
    ),
    _kind(
        "uncollected",
        mark("Nhắc nhận kết quả"),
        mark("Kết quả hồ sơ {number} đang chờ Ông/Bà"),
        mark("{unit}: kết quả hồ sơ {number} đã có từ {finished_at}, mời đến nhận."),
        mark("Kết quả hồ sơ của Ông/Bà đã có từ {finished_at} và vẫn đang được giữ tại {unit}."),
        mark("Mời Ông/Bà đến nhận, mang theo giấy hẹn hoặc giấy tờ tùy thân."),
    ),
    _kind(
        "lost",
        mark("Mất, hư hỏng hồ sơ"),
        mark("Xin lỗi về hồ sơ {number}"),
        mark("{unit}: xin lỗi, một phần hồ sơ {number} bị mất hoặc hư hỏng. {remedy}"),
        mark("Chúng tôi xin lỗi Ông/Bà: hồ sơ đã bị mất hoặc hư hỏng trong khi giải quyết."),
        mark("Phần bị mất, hư hỏng: {what}"),
        "{apology}",
        mark("Cách khắc phục, cơ quan chịu chi phí: {remedy}"),
    ),
    _kind(
        "wrong_result",
        mark("Kết quả có sai sót"),
        mark("Kết quả hồ sơ {number} có sai sót"),
        mark("{unit}: kết quả hồ sơ {number} có sai sót, sẽ được sửa chậm nhất {correction_at}."),
        mark("Kết quả hồ sơ của Ông/Bà có sai sót do cơ quan giải quyết; chúng tôi xin lỗi Ông/Bà."),
        mark("Kết quả được sửa chậm nhất: {correction_at}. Ông/Bà không phải trả chi phí nào."),
    ),
    _kind(
        "corrected",
        mark("Đã sửa kết quả"),
        mark("Kết quả hồ sơ {number} đã được sửa"),
        mark("{unit}: kết quả hồ sơ {number} đã được sửa, mời đến nhận."),
        mark("Kết quả hồ sơ của Ông/Bà đã được sửa. Mời Ông/Bà đến nhận tại {unit}."),
    ),
    _kind(
        "mail_returned",
        mark("Kết quả gửi bưu chính bị trả lại"),
        mark("Bưu chính trả lại kết quả hồ sơ {number}"),
        mark("{unit}: bưu chính trả lại kết quả hồ sơ {number}, mời Ông/Bà liên hệ để nhận."),
        mark("Bưu phẩm gửi kết quả hồ sơ của Ông/Bà không phát được và đã được trả lại {unit}."),
        REASON,
        mark("Xin Ông/Bà liên hệ {unit} để nhận kết quả hoặc cho biết địa chỉ đúng."),
    ),
    _kind(
        "returned",
        mark("Đã trả kết quả"),
        mark("Đã trả kết quả hồ sơ {number}"),
        mark("{unit}: đã trả kết quả hồ sơ {number}."),
        mark("Kết quả hồ sơ của Ông/Bà đã được trả. Nếu Ông/Bà chưa nhận được, xin báo ngay cho {unit}."),
    ),
    _kind(
        "refused",
        mark("Từ chối hồ sơ"),
        mark("Hồ sơ {number} không được tiếp nhận, giải quyết"),
        mark("{unit}: hồ sơ {number} bị từ chối. Lý do: {reason}"),
        mark("Hồ sơ của Ông/Bà không đủ điều kiện để tiếp nhận hoặc giải quyết."),
        REASON,
        mark("Văn bản trả lời nêu rõ lý do được gửi theo quy định; Ông/Bà có thể nộp lại khi đủ điều kiện."),
    ),
    _kind(
        "stopped",
        mark("Dừng giải quyết"),
        mark("Dừng giải quyết hồ sơ {number}"),
        mark("{unit}: hồ sơ {number} đã dừng giải quyết. Lý do: {reason}"),
        mark("Việc giải quyết hồ sơ của Ông/Bà đã dừng tại đây."),
        REASON,
    ),
    Kind(
        code="dossiers.urged",
        title=mark("Đôn đốc hồ sơ quá hạn"),
        subject=mark("Đôn đốc {count} hồ sơ quá hạn"),
        short=mark("{by}: {agency} đang có {count} hồ sơ quá hạn, đề nghị giải quyết ngay."),
        body=(mark("{by}: {agency} đang có {count} hồ sơ quá hạn, đề nghị giải quyết ngay."),),
    ),
)
"""Every message that a verb may name in `turn.notice`, with its texts."""
