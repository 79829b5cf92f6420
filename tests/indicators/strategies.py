from dataclasses import dataclass
from decimal import Decimal

from hypothesis import assume
from hypothesis import strategies as st

from chapters.plan.document import Indicator, Nature
from indicators.progress.observations import Observation
from tests.indicators.progress.judging import confirmed

numbers = st.decimals(allow_nan=False, allow_infinity=False, min_value=-1e9, max_value=1e9)
printed_values = st.one_of(
    numbers.map(lambda value: f"{value:f}"),
    st.integers(0, 10**12).map(str),
    st.integers(1, 10**6).map("〔{}〕".format),
    st.sampled_from(
        [
            *("0", "0.0075", "保持", "保持稳定", "≥6", "走在全区前列", "１２，３４５", "", "-0"),
            *("新增48张", "2%以内", "6支以上", "200∶1", "1∶0", "年均增长7%", "年均下降100%", "80%"),
            *(
                "提高6个百分点",
                "降低-2个百分点",
                "保持在95%以上",
                "与经济增长同步",
                "9" * 28,
                "9" * 99,
            ),
        ]
    ),
    st.text(max_size=12),
)
indicators = st.builds(
    Indicator,
    number=st.integers(1, 99),
    name=st.text(min_size=1, max_size=30),
    unit=st.sampled_from(["", "亿元", "万家", "人", "%", "个百分点", "<b>"]),
    base_value=printed_values,
    target_value=printed_values,
    nature=st.sampled_from(list(filter(None, Nature))),
)
observations = st.lists(
    st.builds(
        Observation,
        year=st.integers(2015, 2030) | st.integers(-(10**9), 10**9),
        printed=printed_values,
        is_preliminary=st.booleans(),
    ),
    max_size=8,
)
years = st.just((2020, 2025)) | st.tuples(st.integers(-5, 3000), st.integers(-5, 3000))

small = st.integers(-5, 5).map(Decimal)  # so that values meet and cross each other
amounts = small | st.integers(-(10**9), 10**9).map(lambda hundredths: Decimal(hundredths) / 100)
rates = small | st.integers(-9900, 9900).map(lambda hundredths: Decimal(hundredths) / 100)


def printed(value):
    return f"{value:f}"


@dataclass(frozen=True)
class Judged:
    """An indicator, its values by year, and whether more (1) or less (-1) is the better."""

    indicator: Indicator
    values: dict[int, Decimal]
    better: int

    def observations(self):
        return [Observation(year, printed(value)) for year, value in self.values.items()]


def _judged(base, target, unit, better, values, nature):
    row = confirmed(Indicator(1, "产值", unit, base, target, nature))
    return Judged(row, values, better)


@st.composite
def levels(draw):
    base, target = draw(amounts), draw(amounts)
    assume(base != target or base)  # 0 kept has no direction
    better = -1 if target < base else 1  # equal: to be kept from above
    return _judged(printed(base), printed(target), "亿元", better, *_measured(draw))


@st.composite
def kept(draw):
    level = printed(draw(amounts.filter(bool)))
    target = draw(st.sampled_from([level, "保持", f"保持{level}"]))
    return _judged(level, target, "人", 1, *_measured(draw))


@st.composite
def cumulative(draw):
    target = draw(amounts)
    return _judged("", f"〔{printed(target)}〕", "张", 1 if target >= 0 else -1, *_measured(draw))


@st.composite
def bounds(draw):
    words, better = draw(
        st.sampled_from([("≥{}", 1), ("{}支以上", 1), ("超过{}", 1), ("≤{}", -1), ("{}支以内", -1)])
    )
    base, limit = draw(amounts.map(printed) | st.just("")), printed(draw(amounts))
    return _judged(base, words.format(limit), "支", better, *_measured(draw))


@st.composite
def growing(draw):
    target, unit = f"年均增长{printed(draw(rates))}%", draw(st.sampled_from(["亿元", "%"]))
    return _judged(printed(draw(amounts)), target, unit, 1, *_measured(draw))


@st.composite
def points(draw):
    verb, better = draw(st.sampled_from([("提高", 1), ("降低", -1)]))
    target = f"{verb}{printed(draw(amounts))}个百分点"
    return _judged(printed(draw(amounts)), target, "%", better, *_measured(draw))


def _measured(draw):
    return (
        draw(st.dictionaries(st.integers(2021, 2025), amounts, min_size=1)),
        draw(st.sampled_from(list(filter(None, Nature)))),
    )


in_a_unit = levels() | kept() | cumulative() | bounds()
judged = in_a_unit | growing() | points()
