"""Password rule (等保二级): three of four classes of characters."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError

NEEDED = 3


class LengthValidator(MinimumLengthValidator):
    """Django's own, whose message has lost its translation in 5.2."""

    def get_error_message(self):
        return f"密码太短：至少要有 {self.min_length} 个字符。"


class CharacterClassesValidator:
    def validate(self, password, user=None):
        classes = {(c.isdecimal(), c.isupper(), c.islower()) for c in password}
        if len(classes) < NEEDED:
            message = f"密码太简单：{self.get_help_text()}"
            raise ValidationError(message, code="password_too_uniform")

    def get_help_text(self):
        return "大写字母、小写字母、数字、其他符号四类里至少要有三类。"
