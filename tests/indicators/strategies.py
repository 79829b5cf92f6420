from hypothesis import strategies as st

from chapters.document import Indicator, Nature

numbers = st.decimals(allow_nan=False, allow_infinity=False, min_value=-1e9, max_value=1e9)
printed_values = st.one_of(
    numbers.map(lambda value: f"{value:f}"),
    st.integers(0, 10**12).map(str),
    st.integers(1, 10**6).map("〔{}〕".format),
    st.sampled_from(
        ["0", "0.0075", "保持", "保持稳定", "≥6", "走在全区前列", "１２，３４５", "", "-0"]
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
    nature=st.sampled_from(Nature),
)
