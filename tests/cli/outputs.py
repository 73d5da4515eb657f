"""Tests of where outputs go: never over an input, never over one another, into pipes and through links as a shell would."""
import json
import os
import pathlib
import shutil
import subprocess
import time

from kit import BAOPAN, FILLED, PAYROLL, TEMPLATE, Skipped, not_on_windows, run, says, status, test, untouched

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


@test
@not_on_windows("Windows has no such pipes among files")
def a_pipe_is_written_and_stays_a_pipe(tmp):
    pipe = pathlib.Path(tmp) / "管"
    os.mkfifo(pipe)
    for args in (("fill", TEMPLATE, TABLE, "-o", pipe),
                 ("fill", TEMPLATE, TABLE, "-o", f"{tmp}/Q.zip", "--force", "--receipt", pipe),
                 ("compare", FILLED, FILLED, "--report", f"json={pipe}"),
                 ("check", FILLED, FILLED, "--report", f"json={pipe}")):
        reader = subprocess.Popen(["timeout", "20", "cat", str(pipe)], stdout=subprocess.PIPE)
        got = run(*args)
        assert pipe.is_fifo(), f"{args}: the pipe was replaced"
        assert len(reader.communicate()[0]) > 200, f"{args}: nothing came through the pipe"
        status(got, 0)
    untouched(tmp, "Q.zip", "管")


@test
@not_on_windows("a shell of POSIX")
def a_shells_substitution_is_written(tmp):
    if not shutil.which("bash"):
        raise Skipped("no bash here")
    command = f"'{BAOPAN}' check '{FILLED}' --report json=>(cat > j) --lang en; echo $?; wait $!"
    got = subprocess.run(["bash", "-c", command], cwd=tmp, capture_output=True, timeout=60)
    assert got.stdout.endswith(b"\n0\n"), got
    for _ in range(100):  # the substitution may outlive the shell
        if (pathlib.Path(tmp) / "j").stat().st_size > 200:
            break
        time.sleep(0.1)
    json.loads((pathlib.Path(tmp) / "j").read_bytes())


@test
@not_on_windows("a link is replaced there")
def a_link_is_followed(tmp):
    folder = pathlib.Path(tmp) / "里"
    folder.mkdir()
    there, new = folder / "there", folder / "new"
    there.write_text("old")
    links = [pathlib.Path(tmp) / name for name in ("a", "b", "c")]
    links[0].symlink_to("里/there")
    links[1].symlink_to(new)
    links[2].symlink_to("a")
    status(run("check", FILLED, "--report", f"json={links[0]}"), 0)
    json.loads(there.read_bytes())
    status(run("fill", TEMPLATE, TABLE, "-o", links[1], "--force"), 0)
    status(run("check", new), 0)
    status(run("compare", FILLED, FILLED, "--report", f"csv={links[2]}"), 0)
    assert not there.read_bytes().startswith(b"{")
    assert all(link.is_symlink() for link in links)
    untouched(folder, "new", "there")
    links[0].unlink()
    links[0].symlink_to("c")
    status(run("compare", FILLED, FILLED, "--report", f"csv={links[0]}"), 3)


@test
def where_one_report_cannot_be_written_none_is_replaced(tmp):
    old = pathlib.Path(tmp) / "old.json"
    old.write_text("of last time")
    got = status(run("check", FILLED, FILLED, "--report", f"json={old}", "--report", f"csv={tmp}/没有/x.csv"), 3)
    assert got.stdout == b"", got.stdout
    assert old.read_text() == "of last time"
    got = status(run("check", FILLED, "--report", "json", "--report", f"csv={tmp}/没有/x.csv"), 3)
    assert got.stdout == b"", got.stdout
    untouched(tmp, "old.json")


@test
def several_things_do_not_go_into_one_file(tmp):
    tables = [PAYROLL / "utf8.csv", PAYROLL / "gbk.csv"]
    for words in (["explain", "PAY-001", "PAY-002", "-o"], ["inspect", "--cells", *tables, "-o"]):
        says(status(run(*words, f"{tmp}/x", "--force"), 2), "do not go into one file")
        assert status(run(*words, "-"), 0).stdout.count(b"PAY-00" if words[0] == "explain" else "姓名".encode()) >= 2
    says(status(run("explain", "PAY-001", "PAY-002", "--report", f"md={tmp}/x"), 2), "do not go into one file")
    untouched(tmp)
    status(run("explain", "PAY-001", "-o", f"{tmp}/x"), 0)
