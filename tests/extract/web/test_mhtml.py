from __future__ import annotations

from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest

from archive_app.core.errors import DamagedFile, NotFound
from archive_app.extract.runtime.registry import choose
from archive_app.extract.web import mhtml
from tests.extract.helpers import seed, source
from tests.extract.web.test_html import PNG, modern

URL = "https://example.org/news/17"


def saved(markup: str, charset: str = "utf-8") -> bytes:
    message = MIMEMultipart("related", type="text/html")
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = URL
    page = MIMEText(markup, "html", charset)
    page["Content-Location"] = URL
    message.attach(page)
    image = MIMEImage(PNG, "png")
    image["Content-Location"] = "https://example.org/photo.png"
    image["Content-ID"] = "<one@mhtml>"
    message.attach(image)
    return message.as_bytes()


def test_a_saved_page_gives_its_article_its_address_and_its_images() -> None:
    markup = modern(0).replace("</h1>", '</h1><img src="/photo.png"><img src="cid:one@mhtml">', 1)
    file = source(saved(markup), "page.mhtml")
    result = mhtml.Mhtml().extract(file)
    assert result.text.split("\n\n") == seed(0)
    assert result.metadata.identifier == URL
    names = [block.name for block in result.blocks if block.kind == "image"]
    assert names
    assert all(mhtml.image(file, name) == PNG for name in names)
    with pytest.raises(NotFound):
        mhtml.image(file, "https://example.org/other.png")


def test_the_page_s_encoding_is_found_in_the_message() -> None:
    result = mhtml.Mhtml().extract(source(saved(modern(0), "windows-1256"), "a.mht"))
    assert result.text.split("\n\n") == seed(0)


def test_a_message_without_a_page_is_damaged() -> None:
    data = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n\ntext\n--x--\n"
    with pytest.raises(DamagedFile):
        mhtml.Mhtml().extract(source(data, "a.mhtml"))


def test_the_registry_knows_it() -> None:
    chosen = choose(saved(modern(0))[:8192], "a.mhtml")
    assert chosen is not None
    assert chosen.name == "mhtml"
