"""A clerk's minutes on a plan that was saved as Markdown.

The information block is written, quotes become boxes, pictures figures without a file; marks of
headings, bold, HTML and what stands before the plan are taken off.
"""

import re
from pathlib import Path

PLANS = Path(__file__).parent / "plans"
HEADED = {
    "1996": (
        "中华人民共和国国民经济和社会发展“九五”计划和二〇一〇年远景目标纲要",
        (1996, 2000),
        "一、 （一）",
    ),
    "2006": ("中华人民共和国国民经济和社会发展第十一个五年规划纲要", (2006, 2010), "篇 章 节"),
    "2021": (
        "中华人民共和国国民经济和社会发展第十四个五年规划和2035年远景目标纲要",
        (2021, 2025),
        "篇 章 节",
    ),
}


def saved(name):
    return (PLANS / f"{name}.md").read_text("utf-8")


def information(name, levels=True):
    title, (start, end), labels = HEADED[name]
    return [
        "---",
        "格式：规划文本/2",
        f"标题：{title}",
        "编制单位：国务院",
        f"规划期：{start}—{end}",
        f"基期：{start - 1}",
        *([f"层级：{labels}"] if levels else []),
        "---",
    ]


def text_of(name):
    """What a saved plan says itself, with the marks of Markdown."""
    return re.split(r"<summary>.*?</?details>(?:\s*---\n)?", saved(name), flags=re.S)[1]


def contents_of(name):
    """The contents that stand before the plan, a heading a line."""
    entries = re.search(r"<summary>目录</summary>(.*?)</?details>", saved(name), flags=re.S)[1]
    return re.findall(r"^ *- (.+)$", entries, flags=re.M)


def prepared(name, levels=True):
    """The file as the clerk leaves it."""
    body = text_of(name)
    has_preface = re.match(r"\s*## 序言", body)
    lines = [*information(name, levels), *([] if has_preface else ["前言"])]
    in_box = False
    for line in map(str.strip, body.split("\n")):
        quoted = line.startswith(">")
        words = plain(line)
        if in_box and line and (not quoted or words.startswith("专栏")):
            lines.append(":::")
            in_box = False
        if quoted and words.startswith("专栏"):
            in_box = True
            lines.append(f":::专栏 {words}")
        elif picture := re.match(r"!\[\]\(images/(.+)\.\w+\)", line):
            lines += [f":::图 {picture[1]}", ":::"]
        else:
            lines.append(words)
    return "\n".join([*lines, *([":::"] if in_box else [])]) + "\n"


def plain(line):
    """A line without the marks of Markdown."""
    return re.sub(r"^[>#\s]+|\*\*", "", line)
