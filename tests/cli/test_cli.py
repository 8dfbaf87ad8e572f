"""The command line as a script would use it: real processes, documented keys, exit statuses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from archive_app import Archive, cli
from tests.archive.older import files, import_as_before


class Runner:
    """Runs ``khizana`` in this process on one archive."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    def __call__(self, command: str, *arguments: str, status: int = 0) -> str:
        code = cli.main([command, "--archive", str(self.folder), *arguments])
        out = self._capsys.readouterr()
        assert code == status, out.err + out.out
        return out.out

    def json(self, command: str, *arguments: str, status: int = 0) -> dict[str, Any]:
        value = json.loads(self(command, "--json", *arguments, status=status))
        assert isinstance(value, dict)
        return value


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Runner:
    folder = tmp_path / "archive"
    assert cli.main(["new", str(folder), "--name", "صحف"]) == 0
    capsys.readouterr()
    return Runner(folder, capsys)


@pytest.fixture
def filled(run: Runner, seeds: list[Path]) -> Runner:
    run("import", *map(str, seeds))
    return run


def test_import_prints_its_keys(run: Runner, seeds: list[Path], tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    report = run.json("import", *map(str, seeds), str(tmp_path / "empty.txt"), status=1)
    assert {"imported", "duplicates", "failed", "seconds"} <= report.keys()
    assert {frozenset(row) for row in report["imported"]} == {frozenset({"id", "path", "title"})}
    assert report["failed"][0]["reason"] == "empty"
    again = run.json("import", str(seeds[0]))
    assert set(again["duplicates"][0]) == {"path", "of"}


def test_import_refuses_what_it_knows_no_more(
    run: Runner, seeds: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as refused:
        run("import", "--in-place", str(seeds[0]))
    assert refused.value.code == 2
    assert "--in-place" in capsys.readouterr().err


def test_search_prints_its_keys(filled: Runner) -> None:
    result = filled.json("search", "سوريا", "--limit", "2")
    assert {"query", "total", "seconds", "hits", "facets"} <= result.keys()
    assert result["total"] == 5
    assert len(result["hits"]) == 2
    keys = {"id", "path", "title", "date", "source", "score", "snippet", "why"}
    assert all(keys <= hit.keys() for hit in result["hits"])
    assert set(result["facets"]) == {"source", "tag", "month"}


def test_batch_prints_one_object_a_line(filled: Runner, tmp_path: Path) -> None:
    queries = tmp_path / "queries.txt"
    queries.write_text('سوريا\nالارهاب\n\n"وزير الدفاع\n', encoding="utf-8")
    rows = [json.loads(line) for line in filled("search", "--batch", str(queries)).splitlines()]
    assert [row["query"] for row in rows] == ["سوريا", "الارهاب", "", '"وزير الدفاع']
    assert all(row["total"] for row in rows)


def test_tag_annotate_show_verify(filled: Runner) -> None:
    article = filled.json("search", "مكة")["hits"][0]["id"]
    assert filled.json("tag", article, "--add", "دين")["articles"][0]["tags"] == ["دين"]
    made = filled.json(
        "annotate", article, "--quote", "مكة المكرمة", "--note", "**هام**", "--color", "blue"
    )
    shown = filled.json("show", article)
    assert shown["text"][made["start"] : made["end"]] == "مكة المكرمة"
    assert shown["annotations"][0]["note"] == "**هام**"
    assert filled.json("verify") == {"articles": 5, "findings": []}
    assert filled.json("rebuild")["articles"] == 5
    assert filled.json("show", article) == shown
    filled("annotate", article, "--quote", "ليس في المقال", status=1)


def test_errors_have_a_sentence_and_a_status(
    run: Runner, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["search", "--archive", str(tmp_path / "nowhere"), "x"]) == 1
    assert "not connected" in capsys.readouterr().err
    run("show", "nothing", status=1)
    with pytest.raises(SystemExit) as stopped:
        cli.main(["search", "--lens", "wide"])
    assert stopped.value.code == 2


def test_the_last_archive_is_remembered(filled: Runner, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["search", "--json", "مكة"]) == 0
    assert json.loads(capsys.readouterr().out)["total"] >= 1


def test_errors_speak_arabic_in_an_arabic_locale(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KHIZANA_LANGUAGE", "ar")
    assert cli.main(["search", "--archive", str(tmp_path / "nowhere"), "x"]) == 1
    assert "أرشيف" in capsys.readouterr().err


@pytest.mark.slow
def test_piped_output_is_plain_logical_text(filled: Runner) -> None:
    environment = {**os.environ, "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "archive_app", "search", "--archive", str(filled.folder), "شويغو"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        check=True,
    )
    assert "شويغو" in done.stdout
    assert "\x1b" not in done.stdout
    assert done.stderr == ""


def test_shaping_can_be_asked_for(filled: Runner) -> None:
    assert "ﺷﻮﻳﻐﻮ"[::-1] in filled("search", "--shape", "always", "شويغو").replace("\n", " ")


def test_the_demo_does_the_main_job(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["demo"]) == 0
    out = capsys.readouterr().out
    assert "imported 5" in out
    assert "The originals are untouched." in out


def test_the_demo_prints_json_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["demo", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["ok"] is True
    assert all(search["hits"] for search in told["searches"])


def test_everything_for_people_is_arabic_in_an_arabic_locale(
    filled: Runner, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KHIZANA_LANGUAGE", "ar")
    assert filled("search", "سوريا", "--limit", "1").startswith("5 مقالات، ")
    assert filled("verify") == "5 مقالات، لا ملاحظات\n"
    assert filled("refresh") == "لم يتغيّر أي مقال\n"
    with pytest.raises(SystemExit):
        cli.main(["import", "--help"])
    shown = capsys.readouterr().out
    assert "المعاينة من دون تغيير شيء" in shown
    assert "FOLDER" not in shown


@pytest.mark.slow
def test_reextract_prints_its_keys(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Archive.open(run.folder) as archive:
        paths = files(tmp_path, "a.txt", "same.txt", "noise.txt")
        import_as_before(archive, paths, monkeypatch)
    older = {"extractor": "text/0", "present": "text/1", "count": 3}
    assert run.json("reextract", "--dry-run") == {"outdated": [older]}
    assert "text/0 → text/1: 3" in run("reextract", "--dry-run")
    (finding,) = run.json("verify")["findings"]
    assert (finding["severity"], finding["key"]) == ("info", "outdated")
    assert "text/0 → text/1: 3" in run("verify")
    report = run.json("reextract", status=1)
    assert report.keys() == {"changed", "unchanged", "failed", "seconds", "cancelled"}
    keys = {"id", "path", "title", "text", "metadata", "moved", "review", "orphans"}
    assert [set(row) for row in report["changed"]] == [keys]
    assert report["unchanged"] == 1
    assert [set(row) for row in report["failed"]] == [{"path", "reason", "detail", "id"}]
    text = run("reextract", status=1)
    assert "unchanged 0" in text
    assert "noise.txt: " in text


def test_reports_of_past_imports(filled: Runner, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    filled("import", str(tmp_path / "empty.txt"), status=1)
    broken = filled.folder / ".reports" / "import-9999.json"
    broken.write_text("{", encoding="utf-8")
    listed = filled.json("reports")
    assert [row["number"] for row in listed["reports"]] == [1, 2]
    assert [row["imported"] for row in listed["reports"]] == [0, 5]
    assert [row["failed"] for row in listed["reports"]] == [1, 0]
    assert [row["path"] for row in listed["unread"]] == [".reports/import-9999.json"]
    whole = filled.json("reports", "2")
    assert len(whole["imported"]) == 5
    assert whole["finished"] == listed["reports"][1]["finished"]
    assert "imported 5" in filled("reports")
    assert "empty.txt: The file is empty." in filled("reports", "1")
    assert filled.json("reports", "3", status=1)["error"] == "not-found"


def test_verbose_tells_on_standard_error_what_is_done(
    filled: Runner, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = filled.json("search", "سوريا", "--limit", "1")
    assert cli.main(["search", "--archive", str(filled.folder), "--json", "-v", "سوريا"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["total"] == plain["total"]
    assert "opened: 5 articles" in err
    assert str(filled.folder) not in err
    assert cli.main(["search", "--archive", str(filled.folder), "-vv", "سوريا"]) == 0
    assert str(filled.folder) in capsys.readouterr().err


def test_a_word_with_a_minus_is_left_out(filled: Runner) -> None:
    every = filled.json("search", "سوريا")["total"]
    without = filled.json("search", "سوريا", "-موسكو")["total"]
    assert 0 < without < every
    assert without == filled.json("search", "سوريا -موسكو")["total"]
    assert without == filled.json("search", "--limit", "1", "سوريا", "-موسكو", "-v")["total"]
    left = filled.json("search", "-سوريا")["total"]
    assert left == filled.json("search", "")["total"] - every
    dates = [hit["date"] for hit in filled.json("search", "سوريا", "--sort", "-date")["hits"]]
    assert dates == sorted(dates, key=lambda date: date or "", reverse=True)


def test_an_unknown_id_is_told_of(filled: Runner, capsys: pytest.CaptureFixture[str]) -> None:
    for command in (["show"], ["tag", "--add", "x"], ["annotate", "--note", "x"]):
        status = cli.main([*command, "--archive", str(filled.folder), "nobody"])
        assert status == 1
        assert capsys.readouterr().err == "khizana: nobody: There is no article with this id.\n"


def test_tagging_an_unknown_article_changes_no_other(filled: Runner) -> None:
    known = filled.json("search", "")["hits"][0]["id"]
    error = filled.json("tag", known, "nobody", "--add", "جديد", status=1)
    assert error["error"] == "not-found"
    assert filled.json("search", "وسم:جديد")["total"] == 0


@pytest.mark.parametrize(
    ("wrong", "arabic"),
    [
        (["nothing"], "ليس من الخيارات"),
        (["search", "--lens", "wide"], "ليس من الخيارات"),
        (["search", "--limit", "many"], "اكتب عددًا"),
        (["search", "--limit"], "تلزم قيمة"),
        (["search", "--nothing"], "لا معطيات"),
        (["search", "--json=1"], "لا يأخذ قيمة"),
        (["search", "--l", "1"], "أكثر من خيار"),
        (["annotate", "--start", "x", "id"], "ليس عددًا"),
        (["import"], "لازمة"),
        ([], "لازمة"),
    ],
)
def test_wrong_usage_is_told_in_the_users_language(
    wrong: list[str],
    arabic: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("KHIZANA_LANGUAGE", "ar")
    with pytest.raises(SystemExit) as ended:
        cli.main([*wrong, "--json"])
    said = capsys.readouterr()
    assert ended.value.code == 2
    assert arabic in said.err
    assert said.err.startswith("الاستعمال")
    assert json.loads(said.out)["error"] == "usage"


def _in_shell(filled: Runner, command: str) -> subprocess.CompletedProcess[str]:
    """Run a line of the shell in which $K searches the archive."""
    search = f'"{sys.executable}" -m archive_app search --archive "{filled.folder}" ""'
    return subprocess.run(
        ["sh", "-c", command.replace("$K", search)], capture_output=True, text=True, check=False
    )


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="has no disk that is always full")
@pytest.mark.parametrize("where", [">&-", "--json >&-", ">/dev/full", "--json >/dev/full"])
def test_output_that_goes_nowhere_is_told_in_a_sentence(filled: Runner, where: str) -> None:
    ended = _in_shell(filled, f"$K {where}")
    assert ended.returncode == 1
    assert (
        ended.stderr == "khizana: The result could not be printed; check where the output goes.\n"
    )


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="a shell's redirection")
def test_nobody_to_complain_to(filled: Runner) -> None:
    ended = _in_shell(filled, "$K --sort title 2>&-")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "5" in ended.stdout


@pytest.mark.parametrize(
    "where", ["archive_app.cli.commands.main", "archive_app.cli.commands._run"]
)
def test_interrupted_at_any_moment_it_ends_with_a_sentence_at_most(
    where: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(where, interrupted)
    assert cli.main(["search", "--json", "مكة"]) == 130
    said = capsys.readouterr()
    assert json.loads(said.out)["error"] == "cancelled"
    assert said.err.count("\n") <= 1
