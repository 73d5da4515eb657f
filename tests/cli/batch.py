"""Tests of many files in one call: folders, lists, jobs, memory, Ctrl-C, progress."""
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree

from kit import (
    COMMAND, FILLED, GOLDEN, KINDS, PLAIN, ROOT, TEMPLATE, Skipped, batch_folder, golden_text, not_on_windows, report, run, says,
    status, test, untouched,
)


@test
def several_files_take_the_highest_status(tmp):
    files = report(FILLED, TEMPLATE, "--template", TEMPLATE, wanted=1)
    assert [f["verdict"] for f in files] == ["pass", "fail"]
    got = run("check", FILLED, f"{tmp}/x.zip", TEMPLATE, "--report", "ndjson")
    assert got.returncode == 3
    assert [json.loads(line)["verdict"] for line in got.stdout.splitlines()] == ["pass", "unreadable", "fail"]


@test
def a_folder_is_every_zip_and_txt_in_it(tmp):
    folder, names = batch_folder(tmp)
    files = report(folder, wanted=1)
    assert [f["path"] for f in files] == [f"{folder}/{n}" for n in names], [f["path"] for f in files]
    assert [f["verdict"] for f in files] == ["pass", "pass", "fail", "fail", "pass"] or files[2]["verdict"] == "unreadable"
    got = status(run("check", folder, "--template", TEMPLATE), 1)
    says(got, "5 files", "空白.zip")
    deep = folder
    for _ in range(60):
        deep = deep / "deeper and deeper and deeper"
    try:
        os.makedirs(deep)
        shutil.copy(FILLED, deep / "q.zip")
    except OSError:
        return
    assert len(report(folder, wanted=1)) == 6


@test
def more_jobs_say_the_same_in_the_same_order(tmp):
    paths = sorted(p for p in (ROOT / "fixtures").glob("[A-Z]*-0*/*.zip"))[:60]
    for kind in KINDS:
        one, four = (run("check", *paths, FILLED, "--report", kind, "--jobs", n) for n in (1, 4))
        assert one.returncode == four.returncode == 1 and one.stdout == four.stdout, kind
    assert len(json.loads(run("check", *paths, "-j", "3", "--report", "json").stdout)["files"]) == len(paths)
    assert run("check", *paths, "--report", "csv").stdout.count(b"\xef\xbb\xbf") == 1
    for wrong in ("0", "x", "-1", "100000"):
        status(run("check", FILLED, "--jobs", wrong), 2)


def peak_of(*args):
    """The most memory that a run takes, in KB, as the system tells it of a child that it has waited for."""
    ask = "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL); print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    return int(subprocess.run([sys.executable, "-c", ask, *COMMAND, *map(str, args)], capture_output=True, check=True, timeout=120).stdout)


@test
@not_on_windows("Wine's own memory would be measured")
def memory_grows_with_the_largest_file_not_with_their_number(tmp):
    if not PLAIN:
        raise Skipped("sanitizers hold back what was given up")

    def id_of(n):
        front = f"2399{n // 9000 + 10}1980{n // 9 % 9 + 1:02}{n % 28 + 1:02}{n // 81 % 1000:03}"
        return front + "10X98765432"[sum(int(d) * w for d, w in zip(front, (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2))) % 11]

    head = golden_text().split(b"\r\n")[0].decode("gb18030")
    people = [f"{n:08}\t张三丰\t{id_of(n)}\t60000.00\t{61000 + n % 999}.00" for n in range(40000)]
    path = pathlib.Path(tmp) / "大.txt"
    path.write_bytes("\r\n".join([head, *people, ""]).encode("gb18030"))
    wishes = [word for kind in KINDS for word in ("--report", f"{kind}={tmp}/r.{kind}")]
    one, many = (peak_of("check", *[path] * n, *wishes, "--jobs", 1) for n in (2, 24))
    waiting = sum(file.stat().st_size for file in pathlib.Path(tmp).glob("r.*")) / 1024  # reports that nobody has written yet
    assert many < 1.3 * one + waiting and waiting < one, (one, many, waiting)


@test
def a_document_in_parts_is_one_document(tmp):
    uploads = [FILLED, ROOT / "fixtures/demo/refused.zip", f"{tmp}/nosuch.zip", ROOT / "fixtures/ZIP-003/bad-half.zip"]
    paths = {kind: pathlib.Path(tmp) / f"r.{kind}" for kind in ("sarif", "junit", "html")}
    status(run("check", *uploads, *(word for kind, path in paths.items() for word in ("--report", f"{kind}={path}"))), 3)
    results = json.loads(paths["sarif"].read_text("utf-8"))["runs"][0]["results"]
    assert {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].split("/")[-1] for r in results} == {"refused.zip", "bad-half.zip"}
    suites = xml.etree.ElementTree.parse(paths["junit"]).getroot()
    assert [s.get("name") for s in suites] == [str(u) for u in uploads if "nosuch" not in str(u)]
    page = paths["html"].read_text("utf-8")
    assert re.findall(r"id=(f\d+)", page) == re.findall('href="#(f[0-9]+)"', page) == ["f0", "f1", "f3"], "what cannot be read has no section"
    assert page.count("</html>") == page.count("<title>") == page.count("<nav>") == 1


@test
def names_come_from_a_list(tmp):
    folder, names = batch_folder(tmp)
    wanted = [f"{folder}/{n}" for n in ("z.zip", "b/空白.zip")]
    for between, end in (("\n", "\n"), ("\r\n", ""), ("\0", "\0")):
        text = (between.join(wanted) + end).encode()
        got = status(run("check", "--files-from", "-", "--report", "ndjson", stdin=text), 1)
        assert [json.loads(line)["path"] for line in got.stdout.splitlines()] == wanted
    listed = pathlib.Path(tmp) / "list"
    listed.write_text(f"{folder}/b\n\n{tmp}/nosuch.zip\n")
    got = run("check", FILLED, "--files-from", listed, "--report", "ndjson")
    told = [json.loads(line) for line in got.stdout.splitlines()]
    assert got.returncode == 3 and len(told) == 6 and [f["path"] for f in told if "notOpened" in f] == [f"{tmp}/nosuch.zip"]
    status(run("check", "--files-from", f"{tmp}/nosuch"), 3)


@test
def a_report_never_replaces_a_file_of_a_folder(tmp):
    folder, _ = batch_folder(tmp)
    victim = folder / "b/c/m.txt"
    before = victim.read_bytes()
    status(run("check", folder, "--report", f"text={victim}"), 2)
    assert victim.read_bytes() == before


def as_in_the_foreground():
    """A shell has its background jobs ignore Ctrl-C, and so would a test that runs in one."""
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGPIPE):
        signal.signal(number, signal.SIG_DFL)


def stopped_by(tmp, number):
    pipe, out = pathlib.Path(tmp) / "pipe.zip", pathlib.Path(tmp) / "out.ndjson"
    pipe.unlink(missing_ok=True)
    out.unlink(missing_ok=True)
    os.mkfifo(pipe)
    child = subprocess.Popen([*COMMAND, "check", str(FILLED), str(pipe), str(FILLED), "--report", f"ndjson={out}", "--lang", "en"],
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=as_in_the_foreground)
    child.stdout.readline()
    said = b""
    for _ in range(20):  # a Ctrl-C in the instant before the pipe is opened is pressed again, as a person would
        child.send_signal(number)
        try:
            _, said = child.communicate(timeout=1)
            break
        except subprocess.TimeoutExpired:
            pass
    assert child.returncode == -number and b"1 of 3" in said, (child.returncode, said)
    assert len(out.read_text("utf-8").splitlines()) == 1
    untouched(tmp, "pipe.zip", "out.ndjson")


@test
@not_on_windows("a signal is no Ctrl-C to Wine")
def ctrl_c_leaves_what_is_finished_and_nothing_half(tmp):
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        stopped_by(tmp, number)


@test
@not_on_windows("Wine tells of a closed pipe in its own way")
def a_reader_that_leaves_is_writing_trouble_without_a_word(tmp):
    out = pathlib.Path(tmp) / "out.ndjson"
    for words in (["check", *[FILLED] * 50, "--report", f"ndjson={out}"], ["check", *[FILLED] * 50], ["explain"], ["explain", "--help"],
                  ["inspect", FILLED], ["check", FILLED, "--report", "html"]):
        ours, theirs = os.pipe()
        os.close(ours)
        got = subprocess.run([*COMMAND, *map(str, words)], stdout=theirs, stderr=subprocess.PIPE, timeout=60)
        os.close(theirs)
        assert got.returncode == 3 and not got.stderr, (words[0], got.returncode, got.stderr)
    assert len(out.read_text("utf-8").splitlines()) == 50, "what has a name is whole all the same"
    untouched(tmp, "out.ndjson")


@test
@not_on_windows("a signal is no Ctrl-C to Wine")
def ctrl_c_leaves_no_passing_file_beside_an_editing_sheet(tmp):
    text, sheet = pathlib.Path(tmp) / "long.txt", pathlib.Path(tmp) / "sheet.xlsx"
    header, *lines = (GOLDEN / "template.txt").read_bytes().split(b"\r\n")
    text.write_bytes(b"\r\n".join([header, *[line for line in lines if line] * 700]) + b"\r\n")
    child = subprocess.Popen([*COMMAND, "convert", text, "-o", sheet], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                             preexec_fn=as_in_the_foreground)
    while not list(pathlib.Path(tmp).glob("*.scratch")) and child.poll() is None:
        time.sleep(0.001)
    assert child.poll() is None, "it ended before it could be interrupted"
    child.send_signal(signal.SIGINT)
    child.communicate(timeout=60)
    untouched(tmp, "long.txt", *(["sheet.xlsx"] if sheet.exists() else []))


def everything_said(terminal):
    """What a pseudo-terminal still holds once the program on it has ended, which may be several reads."""
    said = b""
    try:
        while piece := os.read(terminal, 1 << 16):
            said += piece
    except OSError:
        pass  # Linux ends a terminal that nobody holds with an error
    return said.decode()


@test
@not_on_windows("Windows has no such pipes among files")
def progress_is_for_terminals_and_long_work(tmp):
    import pty
    import time
    pipe = pathlib.Path(tmp) / "pipe.zip"
    os.mkfifo(pipe)
    ours, theirs = pty.openpty()
    child = subprocess.Popen([*COMMAND, "check", str(FILLED), str(pipe), "--lang", "en"], stdout=subprocess.DEVNULL, stderr=theirs)
    os.close(theirs)
    time.sleep(1.6)
    pipe.write_bytes(FILLED.read_bytes())
    child.wait(timeout=20)
    said = everything_said(ours)
    os.close(ours)
    assert "1 of 2 files" in said and said.endswith("\033[K"), said
    assert run("check", FILLED, FILLED).stderr == b""
