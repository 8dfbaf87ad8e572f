from __future__ import annotations

from pathlib import Path

import pytest

from archive_app.core.errors import NotFound
from archive_app.extract import images
from tests.extract.office.test_docx import RELS, pack
from tests.extract.web.test_html import PNG

BLIP = '<w:p><w:r><w:t>صورة</w:t><a:blip r:embed="rId2"/></w:r></w:p>'


def test_an_image_is_found_by_the_format_of_its_file(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(pack(BLIP))
    assert images(path, "word/media/image1.png") == PNG


def test_members_that_are_no_images_are_not_given_out(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(pack(BLIP))
    assert RELS
    for name in ("word/document.xml", "word/_rels/document.xml.rels", "nothing"):
        with pytest.raises(NotFound):
            images(path, name)


def test_formats_without_images(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("نص", "utf-8")
    with pytest.raises(NotFound):
        images(path, "x.png")


def test_images_beside_a_page_stay_in_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / "page_files"
    folder.mkdir()
    (folder / "a.png").write_bytes(PNG)
    (folder / "b.html").write_text("<script>")
    (tmp_path / "page.html").write_text("<html><p>x</p><img src='page_files/a.png'>")
    assert images(tmp_path / "page.html", "page_files/a.png") == PNG
    for name in ("page_files/b.html", "page_files/../page.html", "/etc/passwd", "page.html"):
        with pytest.raises(NotFound):
            images(tmp_path / "page.html", name)
