"""Refusals before Django: small pages of their own, with the headers that every answer has."""

from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, slots=True)
class Refusal:
    """A status, what it says and what to do instead."""

    status: str
    title: str
    remedy: str
    retry_after: int = 0  # seconds

    @property
    def page(self) -> bytes:
        title, remedy = escape(self.title), escape(self.remedy)
        return (
            '<!doctype html><html lang="zh-Hans"><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width">'
            f"<title>{title}</title><h1>{title}</h1><p>{remedy}</p>"
        ).encode()


NO_BODY_HERE = Refusal(
    "413 Content Too Large", "这里不收文件", "请回到上一页，重新打开要用的页面。"
)
TOO_LARGE = Refusal(
    "413 Content Too Large", "文件太大", "最多收 20 MB。请检查选的是不是那份 PDF，或换一份小的。"
)
LENGTH_UNKNOWN = Refusal(
    "411 Length Required", "没有收下", "发来的内容没有写明长度。请换一个浏览器再发一次。"
)
CUT_OFF = Refusal(
    "400 Bad Request", "没有收全", "发送中断了，什么也没有保存。请回到上一页再发一次。"
)
BUSY = Refusal(
    "503 Service Unavailable",
    "现在忙不过来",
    "同时在发内容的人太多，这一次没有收下。请过几秒钟再发一次。",
    retry_after=5,
)


def refuse(refusal: Refusal, start_response) -> list[bytes]:
    """Answer with a refusal, the body being left unread."""
    headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Length", str(len(refusal.page))),
        ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cache-Control", "no-store"),
        ("Connection", "close"),
    ]
    if refusal.retry_after:
        headers.append(("Retry-After", str(refusal.retry_after)))
    start_response(refusal.status, headers)
    return [refusal.page]
