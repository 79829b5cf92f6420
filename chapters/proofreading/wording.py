"""Rules on wording: foreign words, doubled words, wordings known to be wrong."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chapters.proofreading.marks import HAN, shortened
from chapters.proofreading.pinyin import pinyin_spans
from chapters.proofreading.problems import Finding, PatternRule, Severity, TextRule

# English words that no Chinese sentence needs: left behind by a translation or by a scan.
ENGLISH = re.compile(
    "a|an|and|are|as|at|be|by|for|from|has|have|in|is|it|not|of|on|or|our|that|the|their|this|to"
    "|was|we|were|will|with",
    re.IGNORECASE,
)
USUAL_LATIN = re.compile(
    "[A-Z]{1,6}|km|kg|cm|mm|ml|mg|k[wW]h?|kV|ha|hm|dB|pH|GHz|[GM]bps|App|WiFi|Wi|Fi|IPv"
)
LATIN_WORD = re.compile("[A-Za-z]{2,}")
FOREIGN_LETTERS = re.compile(
    "[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u10ff\u1e00-\u1eff\u3040-\u30ff\u31f0-\u31ff"
    "\uac00-\ud7af]+"
)


def latin_word_findings(text: str) -> Iterator[Finding]:
    """Yield English function words as errors, others but acronyms, units, pinyin as hints."""
    pinyin = list(pinyin_spans(text))
    for match in LATIN_WORD.finditer(text):
        word = match[0]
        if USUAL_LATIN.fullmatch(word) or _is_within(match, pinyin):
            continue
        if ENGLISH.fullmatch(word):
            message = f"中文里夹了英文“{word}”，请改成中文。"
            yield Finding(match.start(), match.end(), Severity.ERROR, message)
        else:
            message = f"“{shortened(word)}”是外文词：确有必要请保留，否则请改成中文。"
            yield Finding(match.start(), match.end(), Severity.HINT, message)


def foreign_letter_findings(text: str) -> Iterator[Finding]:
    """A hint at letters with accents, save those of pinyin, and at other scripts."""
    pinyin = list(pinyin_spans(text))
    for match in FOREIGN_LETTERS.finditer(text):
        if not _is_within(match, pinyin):
            message = f"“{shortened(match[0])}”是外文字母：确有必要请保留，否则请改正。"
            yield Finding(match.start(), match.end(), Severity.HINT, message)


def _is_within(match: re.Match[str], spans: list[tuple[int, int]]) -> bool:
    return any(start <= match.start() and match.end() <= end for start, end in spans)


doubled_phrases = PatternRule(
    re.compile(rf"(?!一)([{HAN}]{{3,8}}?)\1"), Severity.ERROR, "“{}”重复了，请删去一遍。"
)
# 构建共建共治 and 企业创业创新 repeat nothing; 一步一步 and its kind are idiom.
doubled_words = PatternRule(
    re.compile(rf"(?!一|建共建共|业创业创)([{HAN}]{{2}})\1"),
    Severity.HINT,
    "“{}”可能重复了一遍，请核对。",
)
# Not 目的的, 的的确确, 为了了解, 和和谐, 实实在在, 是是非非, 与与会者.
doubled_particles = PatternRule(
    re.compile(
        "(?<!目)的的(?!确)|(?<![为除])了了(?![解断结望])|和和(?![谐平美睦气解])|与与(?!会)"
        "|(?<![实存现])在在|(?<![非不])是是(?!非)|及及(?!时)"
    ),
    Severity.HINT,
    "“{}”可能多了一个字，请核对。",
)
# 矛盾纠纷矛盾: a word, another, and the first again. Right are 志愿服务志愿者, 人民城市人民建,
# 稳定性不确定性 and 多种类型多种形式; with 和, 及 or the like between them the two are a series.
BETWEEN_A_SERIES = "和及与或的等了在是为之不"
repeated_words = PatternRule(
    re.compile(
        rf"(?!人民城市人民|[一多各全同])([{HAN}]{{2}})(?!\1)"
        rf"(?!.?[{BETWEEN_A_SERIES}])[{HAN}]{{2}}\1(?!者)"
    ),
    Severity.HINT,
    "“{}”里同一个词出现两次，可能多了一个，请核对。",
)
doubled_clauses = PatternRule(
    re.compile(rf"(?<![{HAN}])([{HAN}]{{3,30}})[，、；。]\1(?=[，、；。！])"),
    Severity.HINT,
    "“{}”前后两句相同，可能重复了，请核对。",
)


@dataclass(frozen=True, slots=True)
class WrongWording:
    """A wording that must not be published, the right one and why."""

    wrong: str
    right: str
    reason: str = ""


def wrong_wording_rules(wordings: Iterable[WrongWording]) -> tuple[TextRule, ...]:
    """Return a rule for each; where the right wording contains the wrong one, it is no fault."""
    return tuple(_wrong_wording_rule(wording) for wording in wordings if wording.wrong)


def _wrong_wording_rule(wording: WrongWording) -> TextRule:
    pattern = re.compile(re.escape(wording.wrong))
    offset = wording.right.find(wording.wrong)
    reason = f"（{wording.reason}）" if wording.reason else ""
    message = f"“{wording.wrong}”应写“{wording.right}”{reason}。"

    def rule(text: str) -> Iterator[Finding]:
        for match in pattern.finditer(text):
            is_right = offset >= 0 and text.startswith(
                wording.right, max(0, match.start() - offset)
            )
            if not is_right:
                yield Finding(match.start(), match.end(), Severity.ERROR, message)

    return rule


# A start for the office's own list. Only forms that are wrong wherever they stand, also as parts
# of other words: 布署 is not here because of 公布署名, 份内 because of 月份内.
COMMON_WRONG_WORDINGS = (
    WrongWording("京津翼", "京津冀", "错字"),
    WrongWording("第十四个五年计划", "第十四个五年规划", "自“十一五”起称“规划”"),
    WrongWording("第十五个五年计划", "第十五个五年规划", "自“十一五”起称“规划”"),
    WrongWording("习近平新时代特色社会主义", "习近平新时代中国特色社会主义", "缺“中国”"),
    WrongWording("习近平新时代中国社会主义", "习近平新时代中国特色社会主义", "缺“特色”"),
    WrongWording("中华人名共和国", "中华人民共和国", "错字"),
    WrongWording("党风廉正建设", "党风廉政建设", "错字"),
    WrongWording("两学一作", "两学一做", "错字"),
    WrongWording("扫黒除恶", "扫黑除恶", "错字"),
    WrongWording("残废人", "残疾人", "法律用语是“残疾人”"),
    WrongWording("截止目前", "截至目前", "“截止”不能带时间宾语"),
    WrongWording("身分证", "身份证", "错字"),
    WrongWording("再接再励", "再接再厉", "错字"),
    WrongWording("一如继往", "一如既往", "错字"),
    WrongWording("默守成规", "墨守成规", "错字"),
    WrongWording("直接了当", "直截了当", "错字"),
    WrongWording("鼎立相助", "鼎力相助", "错字"),
    WrongWording("迫不急待", "迫不及待", "错字"),
    WrongWording("一愁莫展", "一筹莫展", "错字"),
    WrongWording("穿流不息", "川流不息", "错字"),
    WrongWording("不径而走", "不胫而走", "错字"),
    WrongWording("走头无路", "走投无路", "错字"),
    WrongWording("挖墙角", "挖墙脚", "错字"),
    WrongWording("世外桃园", "世外桃源", "错字"),
    WrongWording("二氧化炭", "二氧化碳", "错字"),
    WrongWording("水笼头", "水龙头", "错字"),
    WrongWording("大姆指", "大拇指", "错字"),
    WrongWording("追朔", "追溯", "错字"),
    WrongWording("幅射", "辐射", "错字"),
    WrongWording("震憾", "震撼", "错字"),
    WrongWording("松驰", "松弛", "错字"),
    WrongWording("陷井", "陷阱", "错字"),
    WrongWording("渡假", "度假", "错字"),
)
