"""Invented names of people and organisations of a highland province; whoever bears one does so by chance."""

from random import Random

FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Đinh", "Lương")
MIDDLE = {"m": ("Văn", "Hữu", "Đức", "Quang", "Minh", "Xuân"), "f": ("Thị", "Thị Thu", "Thị Ngọc", "Thị Kim")}
GIVEN = {
    "m": ("An", "Bách", "Cường", "Duy", "Hải", "Khoa", "Lâm", "Nghĩa", "Phúc", "Sơn", "Thái", "Tuấn", "Vinh"),
    "f": ("Bình", "Châu", "Diệp", "Giang", "Hạnh", "Lan", "My", "Nhung", "Oanh", "Quyên", "Thảo", "Vân", "Yến"),
}
CLANS = ("Niê", "Mlô", "Êban", "Ayŭn", "Knul", "Byă", "Kbuôr", "Ênuôl", "Hđơk", "Kđoh")
EDE = {
    "m": ("Y Bhăm", "Y Djăn", "Y Khương", "Y Suin", "Y Wăn", "Y Juăn", "Y Tlam", "Y Blơm"),
    "f": ("H’Linh", "H’Bia", "H’Yun", "H’Duyên", "H’Luyến", "H’Ngoan", "H’Mai", "H’Sương"),
}
MNONG = {
    "m": ("Điểu", ("Krang", "Bơi", "Lung", "Jri", "Nhơng")),
    "f": ("Thị", ("Brai", "Jrơ", "Mbơm", "Rênh", "Djang")),
}

PLACES = ("Ea Mlâng", "Ea Rông", "Cư Blang", "Krông Lây", "Ea Tông", "Buôn Kring", "Tân Lập Hạ", "Hòa Thuận Đông")
WORDS = ("An Hòa", "Bình Minh", "Thiện Phước", "Tân Hưng", "Đại Thành", "Phú Xuân Thượng", "Hồng Lĩnh", "Cao Sơn")
ORGANISATIONS: dict[str, tuple[str, ...]] = {
    "ton-giao": ("Chùa {word}", "Giáo xứ {word}", "Chi hội Tin lành {place}", "Tịnh xá {word}", "Họ đạo {word}"),
    "thi-dua-khen-thuong": ("Công ty TNHH Cà phê {word}", "Trường THPT {word}", "Hợp tác xã Nông nghiệp {place}"),
    "to-chuc-phi-chinh-phu": (
        "Hội Sinh vật cảnh {place}",
        "Hội Cựu giáo chức {place}",
        "Hội Người trồng sầu riêng {place}",
    ),
    "thanh-nien": ("Đội thanh niên xung phong {word}", "Câu lạc bộ Thanh niên khởi nghiệp {place}"),
}
"""Patterns of organisations that submit, by field of work."""


def person(random: Random) -> str:
    """A full name: Vietnamese mostly, often Ê Đê, sometimes M’nông."""
    sex, people = random.choice("mf"), random.random()
    if people < 0.68:
        return f"{random.choice(FAMILY)} {random.choice(MIDDLE[sex])} {random.choice(GIVEN[sex])}"
    if people < 0.93:
        return f"{random.choice(EDE[sex])} {random.choice(CLANS)}"
    family, given = MNONG[sex]
    return f"{family} {random.choice(given)}"


def organisation(random: Random, field: str) -> str:
    """An organisation that would submit a dossier in the field of work; empty when only people and agencies do."""
    patterns = ORGANISATIONS.get(field)
    if not patterns:
        return ""
    return random.choice(patterns).format(word=random.choice(WORDS), place=random.choice(PLACES))


def identity(random: Random) -> str:
    """Twelve digits as on an identity card of the province, of a birth year (1900) that nobody living has."""
    return f"066000{random.randrange(1_000_000):06d}"


def phone(random: Random) -> str:
    """A telephone number that no operator gives out."""
    return f"0000{random.randrange(1_000_000):06d}"
