"""Rules on 看不见的字符, user-made characters (自造字) and letters in two pieces."""

import re
from collections.abc import Iterator
from unicodedata import is_normalized

from chapters.proofreading.problems import Finding, Severity, error
from tanggu_plan.text.composed import composed
from tanggu_plan.text.unseen import (
    DIRECTION,
    LINE_ENDS,
    LOST,
    PRIVATE_USE,
    REFUSED_CHARACTERS,
    code,
    shown,
)

QUOTED = 4

# What GBK put into the private use area, and the character that has a code of its own since
# GB 18030: 䶮 was U+E863.
STANDARD = (
    dict(zip(range(0xE78D, 0xE797), "︐︒︑︓︔︕︖︗︘︙", strict=True))
    | {0xE76C: "€", 0xE7C7: "ḿ", 0xE7C8: "ǹ"}
    | dict(zip(range(0xE7E7, 0xE7F4), "〾⿰⿱⿲⿳⿴⿵⿶⿷⿸⿹⿺⿻", strict=True))
    | dict(
        zip(
            range(0xE815, 0xE865),
            "⺁𠂇𠂉𠃌⺄㑳㑇⺈⺋龴㖞㘚㘎⺌⺗㥮㤘龵㧏㧟㩳㧐龶龷㭎㱮㳠⺧𡗗龸⺪䁖䅟⺮䌷⺳⺶⺷𢦏䎱"
            "䎬⺻䏝䓖䙡䙌龹䜣䜩䝼䞍⻊䥇䥺䥽䦂䦃䦅䦆䦟䦛䦷䦶龺𤇾䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮龻",
            strict=True,
        )
    )
)
DECOMPOSED = re.compile("[^\\W\\d_][\u0300-\u036f\u3099\u309a]+")


def unseen_findings(text: str) -> Iterator[Finding]:
    """Yield characters that nobody can see, for which no clerk can answer."""
    for match in REFUSED_CHARACTERS.finditer(text):
        yield Finding(*match.span(), Severity.FATAL, _message(text, match))


def _message(text: str, match: re.Match[str]) -> str:
    place = f"第{match.start() + 1}个字处"
    if match[0] == LOST:
        return f"{place}是乱码（{code(LOST)}），原来的字已丢失，请对照原件重新打这个字。"
    if re.match(f"[{DIRECTION}]", match[0]):
        return f"{place}有改变文字方向的隐藏字符（{code(match[0])}），显示会与实际不符，请删去它。"
    before = shown(text[max(0, match.start() - QUOTED) : match.start()])
    message = (
        f"{place}（“{before}”之后）有看不见的字符（{code(match[0])}），"
        "请删去它，或把这几个字重新打一遍。"
    )
    return message if before else message.replace("（“”之后）", "")


line_end_findings = error(f"[{LINE_ENDS}]", "段落中间有换行（{}），请删去它，或分成两段。")


def _on_private_use(character: str) -> str:
    standard = STANDARD.get(ord(character))
    advice = f"它就是“{standard}”，请重新输入这个字" if standard else "请换成标准字"
    return f"有自造字（{code(character)}），在别的电脑上显示不出来；{advice}。"


private_use_findings = error(PRIVATE_USE.pattern, _on_private_use)


def decomposed_findings(text: str) -> Iterator[Finding]:
    """Letters with their accents as characters of their own, as macOS copies pinyin."""
    if is_normalized("NFC", text):
        return
    for match in DECOMPOSED.finditer(text):
        if (letter := composed(match[0])) != match[0]:
            message = f"“{letter}”是由字母和附加符号拼成的，读入和保存时已合成一个字，请核对。"
            yield Finding(*match.span(), Severity.HINT, message)
