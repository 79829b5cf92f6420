"""Rules on wording: foreign words, doubled words, wordings known to be wrong."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from chapters.proofreading.marks import HAN, shortened
from chapters.proofreading.pinyin import pinyin_spans
from chapters.proofreading.problems import Finding, Severity, TextRule, error, hint
from tanggu_plan.text.csv_files import read_csv

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
            yield Finding(*match.span(), Severity.ERROR, message)
        else:
            message = f"“{shortened(word)}”是外文词：确有必要请保留，否则请改成中文。"
            yield Finding(*match.span(), Severity.HINT, message)


def foreign_letter_findings(text: str) -> Iterator[Finding]:
    """A hint at letters with accents, save those of pinyin, and at other scripts."""
    pinyin = list(pinyin_spans(text))
    for match in FOREIGN_LETTERS.finditer(text):
        if not _is_within(match, pinyin):
            message = f"“{shortened(match[0])}”是外文字母：确有必要请保留，否则请改正。"
            yield Finding(*match.span(), Severity.HINT, message)


def _is_within(match: re.Match[str], spans: list[tuple[int, int]]) -> bool:
    return any(start <= match.start() and match.end() <= end for start, end in spans)


doubled_phrases = error(rf"(?!一)([{HAN}]{{3,8}}?)\1", "“{}”重复了，请删去一遍。")
# 构建共建共治 and 企业创业创新 repeat nothing; 一步一步 and its kind are idiom.
doubled_words = hint(rf"(?!一|建共建共|业创业创)([{HAN}]{{2}})\1", "“{}”可能重复了一遍，请核对。")
# Not 目的的, 的的确确, 为了了解, 和和谐, 实实在在, 是是非非, 与与会者.
doubled_particles = hint(
    "(?<!目)的的(?!确)|(?<![为除])了了(?![解断结望])|和和(?![谐平美睦气解])|与与(?!会)"
    "|(?<![实存现])在在|(?<![非不])是是(?!非)|及及(?!时)",
    "“{}”可能多了一个字，请核对。",
)
# 矛盾纠纷矛盾: a word, another, and the first again. Right are 志愿服务志愿者, 人民城市人民建,
# 稳定性不确定性 and 多种类型多种形式; with 和, 及 or the like between them the two are a series.
BETWEEN_A_SERIES = "和及与或的等了在是为之不"
repeated_words = hint(
    rf"(?!人民城市人民|[一多各全同])([{HAN}]{{2}})(?!\1)"
    rf"(?!.?[{BETWEEN_A_SERIES}])[{HAN}]{{2}}\1(?!者)",
    "“{}”里同一个词出现两次，可能多了一个，请核对。",
)
doubled_clauses = hint(
    rf"(?<![{HAN}])([{HAN}]{{3,30}})[，、；。]\1(?=[，、；。！])",
    "“{}”前后两句相同，可能重复了，请核对。",
)


@dataclass(frozen=True, slots=True)
class WrongWording:
    """A wording that must not be published, the right one and why."""

    wrong: str
    right: str
    reason: str = ""


def wrong_wording_rules(wordings: Iterable[WrongWording]) -> tuple[TextRule, ...]:
    """Return one rule for all, none for none: most texts have no wrong wording at all."""
    wordings = [wording for wording in wordings if wording.wrong]
    any_wrong = re.compile("|".join(re.escape(wording.wrong) for wording in wordings))

    def rule(text: str) -> Iterator[Finding]:
        if any_wrong.search(text):
            for wording in wordings:
                yield from _misuses(wording, text)

    return (rule,) if wordings else ()


def _misuses(wording: WrongWording, text: str) -> Iterator[Finding]:
    """Yield the wrong wording where it is no part of the right one."""
    offset = wording.right.find(wording.wrong)
    reason = f"（{wording.reason}）" if wording.reason else ""
    message = f"“{wording.wrong}”应写“{wording.right}”{reason}。"
    for match in re.finditer(re.escape(wording.wrong), text):
        start = max(0, match.start() - offset)
        if offset < 0 or not text.startswith(wording.right, start):
            yield Finding(*match.span(), Severity.ERROR, message)


# A start for the office's own list. Only forms that are wrong wherever they stand, also as parts
# of other words: 布署 is not there because of 公布署名, 份内 because of 月份内.
_FILE = Path(__file__).with_name("wrong_wordings.csv")
COMMON_WRONG_WORDINGS = tuple(
    WrongWording(*row.cells.values())
    for row in read_csv(_FILE.read_bytes(), ["错误", "正确", "理由"], example="")
)
