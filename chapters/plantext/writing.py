"""Writer of blocks: the lines that read back as them."""

from collections.abc import Callable, Iterable, Iterator

from chapters.plan.blocks import Block, Box, Figure, Paragraph, Subheading
from chapters.plan.tables import Grid, IndicatorTable, Table
from chapters.plantext import fences
from chapters.plantext.footnotes import numbers, write_annotated
from chapters.plantext.levels import BOX, Levels
from chapters.plantext.paragraphs import write_paragraph
from chapters.plantext.tables import table_lines


class BlockWriter:
    """Writes blocks to lines. Raises ValueError for what the levels' format has no mark for."""

    def __init__(
        self, indicator_table: Callable[[IndicatorTable], Iterator[str]], levels: Levels = BOX
    ) -> None:
        self.indicator_table = indicator_table
        self.levels = levels
        self.labels = numbers()

    def lines(self, blocks: Iterable[Block], *, finds_lead: bool) -> Iterator[str]:
        for block in blocks:
            yield from self._block(block, finds_lead=finds_lead)

    def _block(self, block: Block, *, finds_lead: bool) -> Iterator[str]:
        if isinstance(block, Paragraph):
            yield from self._paragraph(block, finds_lead=finds_lead)
        elif isinstance(block, Table):
            yield from table_lines("表", block.caption, block.grid, block.notes, self.levels)
        elif isinstance(block, IndicatorTable):
            yield from self._indicator_table(block)
        elif self.levels.is_first:
            raise ValueError(f"规划文本/1 cannot hold {type(block).__name__}")
        elif isinstance(block, Subheading):
            yield " ".join(filter(None, ("#" * block.level, block.label, block.title)))
        elif isinstance(block, Figure):
            yield from fences.figure_lines(block)
        else:
            yield f":::专栏 {block.caption}"
            yield from self._box(block)
            yield ":::"

    def _box(self, box: Box) -> Iterator[str]:
        for block in box.blocks:
            written = list(self._block(block, finds_lead=False))
            yield from written
            if written[1:] == [] and isinstance(block, IndicatorTable):
                yield ":::"

    def _paragraph(self, paragraph: Paragraph, *, finds_lead: bool) -> Iterator[str]:
        if not self.levels.is_first:
            yield from write_annotated(
                paragraph, self.labels, finds_lead=finds_lead, levels=self.levels
            )
        elif paragraph.footnotes:
            raise ValueError("规划文本/1 cannot hold footnotes")
        else:
            yield write_paragraph(paragraph, finds_lead=finds_lead, levels=self.levels)

    def _indicator_table(self, table: IndicatorTable) -> Iterator[str]:
        if not table.has_own_columns:
            return self.indicator_table(table)
        if self.levels.is_first:
            raise ValueError("规划文本/1 cannot hold an indicator table with columns of its own")
        grid = Grid((table.header, *table.further_headers), table.rows, table.spans)
        return table_lines("指标表", table.caption, grid, table.notes, self.levels)
