from django.apps import AppConfig


class ChaptersConfig(AppConfig):
    name = "chapters"
    verbose_name = "规划文本"

    def ready(self):
        from chapters.finding import checks  # noqa: F401 registers a check
