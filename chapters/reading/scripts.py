"""The two addresses of a page of text: as written, and in traditional characters."""

from dataclasses import dataclass

from django.urls import reverse

from tanggu_plan.identity.site import public_address

TRADITIONAL = "hant"  # the namespace of tanggu_plan.pages.traditional_urls


@dataclass(frozen=True, slots=True)
class TextUrls:
    """Paths below the host, and which of the two the reader is at."""

    simplified: str
    traditional: str
    is_traditional: bool

    @property
    def absolute(self):
        """Both addresses as the public reaches them, for search engines."""
        addresses = self.simplified, self.traditional
        simplified, traditional = (public_address(each) or each for each in addresses)
        return {"simplified": simplified, "traditional": traditional}


def text_urls(request) -> TextUrls:
    match = request.resolver_match
    name = f"chapters:{match.url_name}"
    return TextUrls(
        simplified=reverse(name, kwargs=match.kwargs),
        traditional=reverse(name, kwargs=match.kwargs, current_app=TRADITIONAL),
        is_traditional=match.namespace == TRADITIONAL,
    )
