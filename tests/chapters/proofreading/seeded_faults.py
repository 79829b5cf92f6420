"""Makes faults in a clean plan, the same ones for the same seed, and says where they are."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from random import Random

from chapters.plan.blocks import Block, Paragraph
from chapters.plan.document import Document
from chapters.plan.places import INDICATORS, Spot, numbered_place
from chapters.proofreading.quotations import Quote, QuoteKind

TRADITIONAL = dict(
    zip(
        "务资发饮传统业导综竞争经济积极壮创长为雏鹰国术扩规实辖区税础挥帮进优环双强协护应尽",
        "務資發飲傳統業導綜競爭經濟積極壯創長為雛鷹國術擴規實轄區稅礎揮幫進優環雙強協護應盡",
        strict=True,
    )
)
INVISIBLE = "\u200b\u200e\u202e\ufeff\u00ad\u0000\u2028\ue000"
FULL_WIDTH_FIGURES = str.maketrans("0123456789", "０１２３４５６７８９")
WORDS = "进一步|建立健全|加强|推进|建设|提升|完善|社区|服务|社会|发展"
COMPOUNDS = "社会治理|公共服务|安全生产|网格管理|公共文化|食品安全|环境治理|志愿服务活动"
IDENTITY_PREFIX = "12010719800101"


@dataclass(frozen=True, slots=True)
class Fault:
    kind: str
    spot: Spot
    document: Document
    quotes: tuple[Quote, ...] = ()


Change = Callable[[Random, str], str | None]


def _put(pattern: str, replacement: str | Callable[[Random, re.Match], str]) -> Change:
    """Return a change that replaces one match, chosen by chance; None where there is none."""

    def change(random: Random, text: str) -> str | None:
        matches = list(re.finditer(pattern, text))
        if not matches:
            return None
        match = random.choice(matches)
        new = (
            match.expand(replacement)
            if isinstance(replacement, str)
            else replacement(random, match)
        )
        return text[: match.start()] + new + text[match.end() :]

    return change


def _one_of(pattern: str, *replacements: str) -> Change:
    return _put(pattern, lambda random, match: match.expand(random.choice(replacements)))


def _identity_number(random: Random, match: re.Match) -> str:
    figures = f"{IDENTITY_PREFIX}{random.randint(1, 999):03}"
    powers = sum(int(figure) * pow(2, 17 - place, 11) for place, figure in enumerate(figures))
    return f"（身份证号{figures}{'10X98765432'[powers % 11]}）。"


BETWEEN_HAN = "(?<=[一-龥])(?=[一-龥])"
TEXT_CHANGES: dict[str, Change] = {
    "a quote left open": _put("”", ""),
    "a quote never opened": _put("“", ""),
    "a bracket left open": _put("[》）]", ""),
    "a double quote in a double quote": _put("(“[一-龥]{2})([一-龥]{2})", r"\1“\2”"),
    "a single quote alone": _put("“([一-龥]{2,8})”", r"‘\1’"),
    "crossing marks": _put("“([一-龥]{2,12})”", r"“（\1”）"),
    "a half-width comma": _put("，", ","),
    "a half-width full stop": _put("。(?=[一-龥])", "."),
    "a half-width semicolon or colon": _one_of("，", ";", ":"),
    "half-width brackets": _put("“([一-龥]{2,12})”", r"(\1)"),
    "half-width quotes": _one_of("“([一-龥]{2,12})”", r'"\1"', r"'\1'"),
    "a stray space": _one_of(BETWEEN_HAN, " ", "\u3000", "\u00a0", "  "),
    "a space beside a figure": _put("(?<=[一-龥])(?=[0-9])", " "),
    "an invisible character": _put(BETWEEN_HAN, lambda random, match: random.choice(INVISIBLE)),
    "a traditional character": _put(
        f"[{''.join(TRADITIONAL)}]", lambda random, match: TRADITIONAL[match[0]]
    ),
    "a look-alike character": _one_of("用", "\u2f64"),
    "a foreign word": _one_of("和|及|与", " and ", "and", " or ", "and the "),
    "a doubled word": _put(WORDS, r"\g<0>\g<0>"),
    "a word said again": _put(COMPOUNDS, lambda random, match: match[0] + match[0][:2]),
    "a doubled particle": _put("(?<=[一-龥])的(?=[一-龥])", "的的"),
    "a doubled clause": _put("，([一-龥]{4,12})(?=，)", r"，\1，\1"),
    "a year in another form": _put("二〇三五年", "2035年"),
    "a mistyped year": _one_of("二〇三五年|20(20|25|21)年", "2053年", "二〇五三年", "2205年"),
    "a wrong zero in a year": _one_of("二〇三五年", "二零三五年", "二○三五年", "二0三五年"),
    "a figure other than the table's": _put(
        "。$",
        lambda random, match: random.choice(
            (
                "。到2025年，市场主体数量达到0.4万家。",
                "。到2025年商品销售总额达到12.54亿元。",
                "。实际利用内资由2020年的1.2亿元起步。",
                "。新增就业人口保持3000人。",
            )
        ),
    ),
    "a rate above one hundred": _put("(率[一-龥]{0,3})(98|100)%", r"\g<1>180%"),
    "a mobile phone": _one_of("。$", "，电话13820001234。", "，联系人13912345678。"),
    "a telephone": _one_of("。$", "，电话022-25861234。", "，咨询热线：65301234。"),
    "an identity card": _put("。$", _identity_number),
    "a link": _one_of("。$", "，详见https://www.example.com/a?b=1。", "，网址www.example.cn。"),
    "a mail address": _put("。$", "，邮箱tanggu_01@example.com。"),
    "doubled marks": _one_of("，(?=[一-龥])", "，，", "。，", "、，", "，。"),
    "no mark at the end": _put("。$", ""),
    "full-width figures": _put("[0-9]+", lambda _, match: match[0].translate(FULL_WIDTH_FIGURES)),
    "a wrong wording": _one_of("。(?=[一-龥])", "。截止目前，", "。再接再励，", "。对接京津翼，"),
}


def text_faults(document: Document, kind: str, random: Random) -> Iterator[Fault]:
    """Yield faults of the kind without end, each in a paragraph chosen by chance."""
    paragraphs = [passage for passage in document.passages() if passage.is_paragraph]
    while True:
        passage = random.choice(paragraphs)
        text = TEXT_CHANGES[kind](random, passage.text)
        if text is not None and text != passage.text:
            yield Fault(kind, passage.spot, with_text(document, passage.spot, text))


def with_text(document: Document, spot: Spot, text: str) -> Document:
    """Return the document with another text in the paragraph at the spot."""
    place = spot.place
    if not place.numbers:
        blocks = _with_text(getattr(document, place.kind), spot.number, text)
        return replace(document, **{place.kind: blocks})
    chapter = document.chapter(place.chapter)
    if not place.above:
        changed = replace(chapter, lead=_with_text(chapter.lead, spot.number, text))
        return _with_chapter(document, chapter, changed)
    section = chapter.sections[place.numbers[1] - 1]
    changed = replace(section, blocks=_with_text(section.blocks, spot.number, text))
    return _with_section(document, chapter, section, changed)


def _with_text(blocks: tuple[Block, ...], number: int, text: str) -> tuple[Block, ...]:
    positions = [at for at, block in enumerate(blocks) if isinstance(block, Paragraph)]
    at = positions[number - 1]
    return (*blocks[:at], Paragraph(text), *blocks[at + 1 :])


def _with_chapter(document, chapter, changed) -> Document:
    chapters = tuple(changed if other is chapter else other for other in document.chapters)
    return replace(document, chapters=chapters)


def _with_section(document, chapter, section, changed) -> Document:
    sections = tuple(changed if other is section else other for other in chapter.sections)
    return _with_chapter(document, chapter, replace(chapter, sections=sections))


def structural_faults(document: Document, random: Random) -> Iterator[Fault]:
    """Yield one fault of each kind that concerns headings, sections and rows."""
    chapter = random.choice(document.chapters)
    section = random.choice(chapter.sections)
    changes = {
        "a section's number leaps": {"number": section.number + 30},
        "a section without a title": {"title": " "},
        "a section without text": {"blocks": ()},
        "a space in a title": {"title": f"{section.title[:2]} {section.title[2:]}"},
        "a half-width mark in a title": {"title": f"{section.title},{section.title}"},
    }
    for kind, values in changes.items():
        changed = replace(section, **values)
        spot = Spot(numbered_place(chapter.number, changed.number))
        yield Fault(kind, spot, _with_section(document, chapter, section, changed))
    leaps = replace(chapter, number=chapter.number + 30)
    place = Spot(numbered_place(leaps.number))
    yield Fault("a chapter's number leaps", place, _with_chapter(document, chapter, leaps))
    untitled = replace(chapter, title="")
    place = Spot(numbered_place(chapter.number))
    yield Fault("a chapter without a title", place, _with_chapter(document, chapter, untitled))
    yield _row_fault(document, random)
    yield _lost_quote(document, random)


def _row_fault(document: Document, random: Random) -> Fault:
    at = random.randrange(len(document.indicators))
    rows = list(document.indicators)
    rows[at] = replace(rows[at], number=rows[at].number + 9)
    place = Spot(INDICATORS, at + 1)
    return Fault("an indicator's number leaps", place, replace(document, indicators=tuple(rows)))


def _lost_quote(document: Document, random: Random) -> Fault:
    passages = [passage for passage in document.passages() if passage.is_paragraph]
    passage = random.choice(passages)
    sentence = random.choice([part for part in passage.text.split("。") if len(part) > 4])
    edited = passage.text.replace(sentence, f"{sentence[:2]}努力{sentence[2:]}")
    quote = Quote(passage.spot, sentence, QuoteKind.COMMITMENT, "测试承诺")
    return Fault("a lost quote", passage.spot, with_text(document, passage.spot, edited), (quote,))
