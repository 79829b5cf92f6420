"""Forms of readers, answered by GET."""

from typing import Any

from django import forms

from chapters.finding import search

LONGEST_QUERY = 64


class AskedForm(forms.Form):
    """Form over a reader's query without unseen characters: a refusal repeats it."""

    fields: dict[str, Any]  # django-stubs knows them as Field only

    def __init__(self, data):
        super().__init__({name: search.without_unseen(asked) for name, asked in data.items()})


class SearchForm(AskedForm):
    """Search by words, chapter and kind; `kinds` are those of chapters.finding.entries."""

    q = forms.CharField(
        widget=forms.SearchInput,
        max_length=LONGEST_QUERY,
        required=False,
        label="找什么",
        error_messages={
            "max_length": "最多%(limit_value)d个字，现在有%(show_value)d个。请只留最要紧的几个字。"
        },
    )
    chapter = forms.TypedChoiceField(
        coerce=int,
        empty_value=None,
        required=False,
        label="哪一章",
        error_messages={"invalid_choice": "没有这一章，请从列表里选。"},
    )
    kind = forms.ChoiceField(
        required=False,
        label="哪一类",
        error_messages={"invalid_choice": "没有这一类，请从列表里选。"},
    )

    def __init__(self, document, kinds, data):
        super().__init__(data)
        labels = [(chapter.number, chapter.label) for chapter in document.chapters]
        self.fields["chapter"].choices = [("", "全部章节"), *labels]
        self.fields["kind"].choices = [("", "全部类别"), *((kind, kind) for kind in kinds)]
        self.fields["q"].widget.attrs["list"] = "suggestions"
