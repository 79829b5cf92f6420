from itertools import chain
from operator import attrgetter

from chapters.management.table_import import TableImport
from chapters.working_copy.rows import freeze
from indicators.commitments import file as commitment_file
from tanggu_plan.text.refusals import Refused
from tanggu_plan.text.tables import repetitions

said = attrgetter(*commitment_file.FIELDS)


class Command(TableImport):
    help = (
        "读入一部规划的承诺事项（UTF-8 的 CSV）。先列出全部错误；有一处不合格就什么也不存。"
        "原文须在规划文本里正好有一处：已经发布的看发布过的文本，还没有发布的看工作稿。"
        "已有的序号更新为文件里的内容，文件里没有的承诺留着。同一份文件再读一次，什么也不会变。"
    )
    noun = "承诺事项"

    def store(self, plan, content):
        rows = commitment_file.read(content)
        stored = {commitment.number: commitment for commitment in plan.commitments.all()}
        if problems := problems_of(rows, plan, stored):
            raise Refused(*problems)
        commitments = [commitment_file.commitment_of(row, plan) for row in rows]
        return len(rows), *save(commitments, stored)


def problems_of(rows, plan, stored):
    """Return all that is wrong with the rows.

    A quote that is stored was found in a text then; a later edition may have changed the words.
    """
    found = {commitment.quote for commitment in stored.values()}
    unknown = [row for row in rows if row.cells["原文"] not in found]
    texts = texts_of(plan) if unknown else []
    return [
        *repetitions(rows, "序号"),
        *chain.from_iterable(commitment_file.problems_of(row, plan.period_end) for row in rows),
        *chain.from_iterable(commitment_file.problems_of_quote(row, texts) for row in unknown),
    ]


def texts_of(plan):
    """Return the texts that were public, newest first, or the working copy where none was yet."""
    editions = plan.editions.on_record().newest_first()
    return [edition.document for edition in editions] or [freeze(plan)]


def save(commitments, stored):
    """Save what is new or differs; return how many of each."""
    created = updated = 0
    for commitment in commitments:
        old = stored.get(commitment.number)
        if old and said(old) == said(commitment):
            continue
        commitment.pk = old and old.pk
        commitment.save()
        created, updated = created + (old is None), updated + (old is not None)
    return created, updated
