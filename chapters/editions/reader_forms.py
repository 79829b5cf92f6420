"""The form with which a reader compares editions, answered by GET."""

from django import forms


class OtherEditionForm(forms.Form):
    """Choice of the edition that a comparison starts from: its one field is named `from`."""

    def __init__(self, numbers, data):
        super().__init__(data)
        self.fields["from"] = forms.TypedChoiceField(
            choices=[(number, f"第{number}版") for number in numbers],
            label="从哪一版比起",
            coerce=int,
            required=False,
        )
