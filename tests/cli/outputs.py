"""Tests of where outputs go: never over an input, never over one another, into pipes and through links as a shell would."""
import pathlib
import shutil

from kit import FILLED, PAYROLL, TEMPLATE, run, says, status, test, untouched

TABLE = PAYROLL / "utf8.csv"


def copied(tmp, source, name):
    path = pathlib.Path(tmp) / name
    shutil.copy(source, path)
    return path


def refused(*args, **more):
    """Wrong usage, in both languages, and nothing on stdout."""
    for lang in ("zh", "en"):
        got = status(run(*args, lang=lang, **more), 2)
        assert got.stdout == b"", f"{args}: {got.stdout}"
        assert got.stderr.startswith(b"baopan: "), got.stderr


@test
def no_command_writes_over_what_it_reads(tmp):
    template = copied(tmp, TEMPLATE, "T.zip")
    learnt = pathlib.Path(tmp) / "f.yaml"
    status(run("formats", "learn", template, "-o", learnt), 0)
    filled = copied(tmp, FILLED, "F.zip")
    listed = pathlib.Path(tmp) / "list"
    listed.write_text(f"{filled}\n")
    receipt = pathlib.Path(tmp) / "R"
    status(run("fill", template, TABLE, "-o", f"{tmp}/Q.zip", "--receipt", receipt), 0)
    paths = (template, learnt, filled, listed, receipt)
    before = [path.read_bytes() for path in paths]
    refused("formats", "learn", template, "-o", template, "--force")
    refused("formats", "lint", learnt, "--report", f"json={learnt}")
    refused("formats", "lint", learnt, "-o", learnt, "--force")
    refused("check", "--files-from", listed, "--report", f"json={listed}")
    refused("check", filled, "--receipt", receipt, "--report", f"json={receipt}")
    refused("check", filled, "--format", learnt, "--report", f"json={learnt}")
    refused("inspect", filled, "--cells", "-o", filled, "--force")
    refused("fill", template, TABLE, "-o", f"{tmp}/n.zip", "--receipt", template, "--force")
    assert before == [path.read_bytes() for path in paths]
    untouched(tmp, "T.zip", "f.yaml", "F.zip", "list", "R", "Q.zip")


@test
def text_outputs_need_force_too(tmp):
    out = pathlib.Path(tmp) / "o"
    out.write_text("mine")
    for command in (("formats", "list"), ("formats", "learn", TEMPLATE), ("explain",), ("inspect", FILLED, "--cells")):
        says(status(run(*command, "-o", out), 2), "--force")
    assert out.read_text() == "mine"


@test
def outputs_are_never_written_over_each_other(tmp):
    fill = ("fill", TEMPLATE, TABLE, "-o")
    out = pathlib.Path(tmp) / "Q.zip"
    refused(*fill, out, "--report", f"json={out}")
    refused(*fill, out, "--receipt", out)
    refused(*fill, out, "--receipt", f"{tmp}/R", "--report", f"json={tmp}/R")
    refused(*fill, f"{tmp}/./Q.zip", "--report", f"json={tmp}//Q.zip")
    refused(*fill, "Q.zip", "--report", f"json={out}", cwd=tmp)
    refused("check", FILLED, "--report", f"json={tmp}/z", "--report", f"sarif={tmp}/z")
    untouched(tmp)
    second = copied(tmp, TEMPLATE, "B.zip")
    folder = pathlib.Path(tmp) / "out"
    folder.mkdir()
    refused("fill", TEMPLATE, second, TABLE, "-o", folder, "--report", f"json={folder}/B.zip")
    untouched(folder)


@test
def standard_output_takes_one_thing(tmp):
    fill = ("fill", TEMPLATE, TABLE, "-o")
    refused(*fill, "-", "--report", "json")
    refused(*fill, "-", "--report", "json=-")
    refused(*fill, "-", "--receipt", "-")
    refused(*fill, f"{tmp}/Q.zip", "--receipt", "-", "--report", "json")
    refused("check", FILLED, "--report", "json=-", "--report", "csv=-")
    refused("check", FILLED, "--report", "json", "--report", "csv=-")
    untouched(tmp)


@test
def standard_input_is_read_once(tmp):
    given = {"stdin": FILLED.read_bytes()}
    refused("check", "-", "-", **given)
    refused("check", "-", "--template", "-", **given)
    refused("check", "-", "--files-from", "-", **given)
    refused("check", "-", "--receipt", "-", **given)
    refused("fill", "-", "-", "-o", f"{tmp}/Q.zip", **given)
    refused("compare", "-", "-", **given)
    untouched(tmp)
    status(run("fill", TEMPLATE, "-", "-o", f"{tmp}/Q.zip", stdin=TABLE.read_bytes()), 0)
