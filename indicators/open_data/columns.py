"""Columns of the open data and their meaning, for the page about them and the schemas."""

from dataclasses import dataclass

from chapters.plan.document import Nature
from indicators.commitments.ledger import IN_ORDER
from indicators.models import Commitment, Measurement

INTEGER = {"type": "integer"}
TEXT = {"type": "string", "minLength": 1}
DATE = {"type": "string", "format": "date"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in JSON, its header in CSV and XLSX, and what it says.

    `shape` is its JSON Schema; `may_be_empty` lets it be null in JSON. What `holds_numbers` is a
    text as printed, which a spreadsheet may take for a number.
    """

    key: str
    header: str
    meaning: str
    shape: dict
    may_be_empty: bool = False
    holds_numbers: bool = False

    @property
    def kind(self) -> str:
        """The column's type in words for readers."""
        if "enum" in self.shape:
            return "文字，其中之一：" + "、".join(self.shape["enum"])
        if self.shape == DATE:
            return "日期（年-月-日）"
        if self.shape == INTEGER:
            return "整数"
        return "照原样写的数值" if self.holds_numbers else "文字"

    @property
    def is_numeric(self) -> bool:
        return self.holds_numbers or self.shape == INTEGER

    @property
    def schema(self) -> dict:
        shape = {"anyOf": [self.shape, {"type": "null"}]} if self.may_be_empty else self.shape
        return {"title": self.header, "description": self.meaning, **shape}


def _choice(*labels):
    return {"type": "string", "enum": [str(label) for label in labels]}


def _printed(key, header, meaning, **options):
    return Column(key, header, meaning, TEXT, holds_numbers=True, **options)


def _evidence(*, may_be_empty):
    return (
        Column("source", "来源文件", "所依据的文件。", TEXT, may_be_empty),
        Column("publisher", "发布单位", "文件的发布单位。", TEXT, may_be_empty),
        Column("source_date", "文件日期", "文件的日期。", DATE, may_be_empty),
        Column("source_address", "网址", "文件的网址；没有公开网址的为空。", TEXT, True),
        Column("note", "说明", "记录时的说明。", TEXT, True),
        Column(
            "confirmed_on", "确认日期", "由另一位工作人员确认并公开的日期。", DATE, may_be_empty
        ),
    )


PAGE = Column("page", "网页", "这一项在本网的网页。", TEXT)
INDICATOR = (
    Column("number", "指标序号", "指标表里的序号。", INTEGER),
    Column("name", "指标名称", "照原文，不含单位。", TEXT),
    Column("unit", "单位", "照原文；原文没有注明单位的为空。", TEXT, True),
)
INDICATORS = (
    *INDICATOR,
    Column("nature", "属性", "照原文。", _choice(Nature.ANTICIPATORY, Nature.BINDING)),
    Column("base_year", "基期年", "基期值所属的年份。", INTEGER),
    _printed("base_value", "基期值", "照原文。"),
    Column("target_year", "目标年", "目标值所属的年份。", INTEGER),
    _printed("target_value", "目标值", "照原文；〔〕内为规划期累计数。"),
    PAGE,
)
MEASUREMENTS = (
    *INDICATOR,
    Column("year", "年度", "监测值所属的年份；没有公布的年份没有这一行。", INTEGER),
    _printed("value", "数值", "照来源；来源没有这一年的数的为空。", may_be_empty=True),
    Column(
        "status",
        "数据性质",
        "来源所说的数据性质；“缺”表示来源没有这一年的数。",
        _choice(*Measurement.Status.labels),
    ),
    *_evidence(may_be_empty=False),
    PAGE,
)
COMMITMENTS = (
    Column("number", "承诺序号", "承诺事项的序号。", INTEGER),
    Column("place", "位置", "原文在现行版次的章、节、段；现行版次已无此句的为空。", TEXT, True),
    Column("quote", "原文", "规划文本里的整句。", TEXT),
    Column("anchor", "承诺", "原文里作出承诺的词语。", TEXT),
    Column("measure", "衡量什么", "这项承诺衡量的事。", TEXT),
    Column("operator", "要求", "要达到的数与数值的关系。", _choice(*Commitment.Operator.labels)),
    _printed("value", "数值", "承诺的数值或水平。", may_be_empty=True),
    Column("unit", "单位", "数值的单位。", TEXT, True),
    Column("deadline", "期限", "应当达到的日期。", DATE),
    Column("deadline_basis", "期限依据", "原文的话，或者“按规划期末推定”。", TEXT),
    Column("kind", "类别", "承诺的类别。", _choice(*Commitment.Kind.labels)),
    Column("subject", "对象", "承诺所说的对象。", TEXT, True),
    Column("remark", "备注", "对这项承诺的说明。", TEXT, True),
    Column("progress", "进展", "“暂无依据”表示还没有公布经过确认的依据。", _choice(*IN_ORDER)),
    Column("as_of", "截至日期", "进展截至的日期。", DATE, True),
    _printed("reached", "达到的数值", "照来源。", may_be_empty=True),
    Column("responsible", "责任科室", "负责这项承诺的科室。", TEXT, True),
    *_evidence(may_be_empty=True),
    PAGE,
)
