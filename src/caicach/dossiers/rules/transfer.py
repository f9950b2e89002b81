"""Which dossiers cannot change to another agency as they are: what has begun to be signed is finished or withdrawn.

A paper is submitted, signed and numbered by one agency (Decree 30/2020/NĐ-CP Art. 13, 15): the new one would answer
for a text it has not seen, under a number of the old one's register.
"""

from caicach.dossiers.rules.step import TO_NUMBER, TO_SIGN
from caicach.kit.refusal import Refused
from caicach.kit.words import mark

ON_ITS_WAY = TO_SIGN | TO_NUMBER
"""States of the result in which it has left the officer and has not been released."""


def check_may_move(*, document: str, decided: bool, above: bool, part_of_new: bool) -> None:
    """Raise `Refused` for a dossier that the old agency must bring to an end or take back first.

    `above`: it is submitted to the level above; `part_of_new`: the new agency still works on a part as a partner.
    """
    if document in ON_ITS_WAY:
        raise Refused(
            "document-on-its-way",
            mark("Văn bản đã trình hoặc đã ký tại cơ quan cũ; hãy phát hành xong hoặc trả lại văn bản rồi mới chuyển."),
            source=mark("Điều 13, Điều 15 Nghị định 30/2020/NĐ-CP"),
        )
    if decided or document == "released":
        raise Refused(
            "decided",
            mark("Cơ quan cũ đã quyết định kết quả; hãy kết thúc xử lý hồ sơ tại cơ quan cũ."),
        )
    if above:
        raise Refused("above", mark("Hồ sơ đang trình cấp trên; hãy chờ cấp trên trả lại rồi mới chuyển."))
    if part_of_new:
        raise Refused(
            "part-of-new-agency",
            mark("Cơ quan mới đang làm một phần việc liên thông của hồ sơ này; hãy hoàn thành phần việc đó trước."),
        )
