"""A small plan in 规划文本/1 without a fault, and the same with one thing changed."""

from chapters import plantext
from chapters.plan.places import numbered_place

PLAN = """\
---
格式：规划文本/1
标题：某某街道国民经济和社会发展|第十五个五年规划纲要
编制单位：某某街道办事处
规划期：2026—2030
基期：2025
---
前言
“十五五”时期是关键时期。

第一章 发展基础
章首语写在这里。
第一节 主要成就
经济稳步发展。五年来，成效明显。
第二节 主要目标
今后五年，努力实现以下目标。
——民生福祉达到新水平。教育、卫生短板继续补齐。

:::指标表 主要指标
| 序号 | 指标名称 | 2025年 | 2030年 | 属性 |
|---|---|---|---|---|
| 1 | 社区养老设施覆盖率（%） | 80 | 100 | 约束性 |
| 2 | 新增就业人口（人） | 2000 | 〔10000〕 | 预期性 |
注：〔〕内为五年累计数。
:::

第二章 保障措施
第一节 组织实施
加强领导。落实责任。
:::表 任务分工
| 任务 | 单位 |
|---|---|
| 养老 | 民政\\|社区 |
:::
结束语
全街上下团结奋斗。
"""
PERIOD = "规划期：2026—2030"


def changed(old, new):
    assert PLAN.count(old) == 1, old
    return PLAN.replace(old, new)


def section_text(*paragraphs):
    return changed("加强领导。落实责任。", "\n".join(paragraphs))


def first_section(text):
    return plantext.read(text).document.at(numbered_place(1, 1))
