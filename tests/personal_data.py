"""Personal data in spellings that must never become public, and innocent numbers that may.

The numbers are made up: their check figures are right, nobody bears them.
"""

from random import Random

FULL_WIDTH = str.maketrans("0123456789Xx@.-", "０１２３４５６７８９Ｘｘ＠．－")
CHINESE = str.maketrans("0123456789", "〇一二三四五六七八九")
SPOKEN = str.maketrans("0123456789", "零幺二三四五六七八九")
FORMAL = str.maketrans("0123456789", "零壹贰叁肆伍陆柒捌玖")
CIRCLED = str.maketrans("0123456789", "⓪①②③④⑤⑥⑦⑧⑨")
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
BOLD = str.maketrans("0123456789", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗")
EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
WRITINGS = (FULL_WIDTH, CHINESE, SPOKEN, FORMAL, CIRCLED, RAISED, BOLD, EASTERN)

IDENTITY_NUMBER, ITS_GROUPS = "11010519491231002X", (6, 8, 4)
MOBILE, MOBILE_GROUPS = "13812345678", (3, 4, 4)
CARD, CARD_GROUPS = "6222021234567890128", (4, 4, 4, 4, 3)
SEPARATORS = (" ", "　", "-", "—", "–", "－", "·", ".", " - ", "——")


def grouped(number: str, lengths, separator: str) -> str:
    """Return the number in groups of these lengths."""
    starts = [sum(lengths[:at]) for at in range(len(lengths))]
    groups = [number[start : start + length] for start, length in zip(starts, lengths, strict=True)]
    return separator.join(groups)


SPELLINGS = (
    *(number for number in (IDENTITY_NUMBER, MOBILE, CARD)),
    *(number.translate(w) for w in WRITINGS for number in (IDENTITY_NUMBER, MOBILE, CARD)),
    *(grouped(IDENTITY_NUMBER, ITS_GROUPS, separator) for separator in SEPARATORS),
    *(grouped(MOBILE, MOBILE_GROUPS, separator) for separator in SEPARATORS),
    *(grouped(CARD, CARD_GROUPS, separator) for separator in SEPARATORS),
    *(grouped(MOBILE.translate(w), MOBILE_GROUPS, "-") for w in WRITINGS),
    *(" ".join(number) for number in (IDENTITY_NUMBER, MOBILE, CARD)),
    IDENTITY_NUMBER.lower(),
    f"{IDENTITY_NUMBER[:-1]} X",
    grouped(IDENTITY_NUMBER, (6, 4, 4, 4), "-"),
    "身份证号码110105491231002",
    grouped(CARD, (6, 8, 5), "-"),
    f"卡号：{CARD}",
    "账号4111111111111111",
    "138O0138OOO",
    "1\u200b3\u200b812345678",
    "138-12345678",
    "1381234-5678",
    *(f"{code}{MOBILE}" for code in ("+86", "+86 ", "0086-", "（+86）", "86-")),
    "+86 138-1234-5678",
    "（138）1234-5678",
    "138-1234 5678",
    "1三8一2三4五6七8",
    "tel13812345678",
    f"{MOBILE}、13912345678",
    "zhangsan@example.com",
    "zhangsan＠example.com",
    "zhangsan@example.com".translate(FULL_WIDTH),
    "ｚｈａｎｇｓａｎ＠example．com",
    "zhangsan(at)example.com",
    "zhangsan（at）example.com",
    "zhangsan [at] example [dot] com",
    "zhangsan at example.com",
    "zhangsan @ example.com",
    "zhangsan@example。com",
)
# A few of every kind, where a way in is slow.
SOME_SPELLINGS = (IDENTITY_NUMBER, MOBILE.translate(CHINESE), CARD, "zhangsan＠example.com")


def innocent_numbers(count: int) -> list[str]:
    """Return generated numbers as official texts have them, the same each time."""
    random = Random(13)
    return [random.choice(_KINDS)(random.randint) for _ in range(count)]


def _credit_code(number):
    letters = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    return "91120116" + "".join(letters[number(0, 30)] for _ in range(10))


_KINDS = (
    lambda n: f"投资{n(1, 99999)}.{n(0, 99):02}亿元",
    lambda n: f"{n(1, 10**12):,}元",
    lambda n: f"{n(10**9, 10**12)}元",
    lambda n: f"{n(10**9, 10**12)}.{n(0, 99):02}",
    lambda n: f"{n(10**11, 10**15):,}",
    lambda n: f"{n(1949, 2035)}年{n(1, 12)}月{n(1, 28)}日",
    lambda n: f"{n(1949, 2035)}-{n(1, 12):02}-{n(1, 28):02}",
    lambda n: f"{n(1949, 2035)}{n(1, 12):02}{n(1, 28):02}",
    lambda n: f"{n(1949, 2035)}—{n(1949, 2035)}年",
    lambda n: f"津滨塘街发〔{n(2000, 2030)}〕{n(1, 999)}号",
    lambda n: _credit_code(n),
    lambda n: ("12345", "120", "110", "119", "12315", "12328", "96123")[n(0, 6)],
    lambda n: f"{n(73, 135)}.{n(10**5, 10**8)},{n(3, 53)}.{n(10**5, 10**8)}",
    lambda n: f"{n(2015, 2030)}-{n(110000, 659000)}-{n(10, 99)}-{n(1, 99):02}-{n(1, 999999):06}",
    lambda n: f"项目代码{n(10**10, 2 * 10**10)}",
    lambda n: f"{n(0, 99999)}.{n(0, 10**8)}",
    lambda n: f"{n(0, 10000) / 100}%",
    lambda n: " ".join(str(n(1, 99999)) for _ in range(n(3, 12))),
    lambda n: f"{n(10**3, 10**6)}—{n(10**3, 10**7)}",
    lambda n: f"GB/T {n(1000, 50000)}-{n(1990, 2022)}",
    lambda n: f"{n(1, 255)}.{n(0, 255)}.{n(0, 255)}.{n(0, 255)}",
    lambda n: "二〇" + "".join("〇一二三四五六七八九"[n(0, 9)] for _ in range(2)) + "年",
    lambda n: "、".join("一二三四五六七八九"[: n(2, 9)]),
)
