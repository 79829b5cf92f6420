from django.apps import AppConfig


class ChaptersConfig(AppConfig):
    name = "chapters"
    verbose_name = "规划文本"

    def ready(self):
        # register checks and the making of PDFs, put the public fields under guard
        from chapters.editions import integrity, pdfs  # noqa: F401
        from chapters.finding import checks  # noqa: F401
        from chapters.guard import checking, fields  # noqa: F401
