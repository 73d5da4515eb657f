#!/usr/bin/env python3
"""Drives baopan as a user does: real processes, real files, exit statuses, what is printed.
Usage: run.py BAOPAN [NAME ...]. Closes with "N passed, N failed".
THROUGH=COMMAND runs baopan.exe by it (Wine); tests that ask for what Windows has not are then skipped."""
import concurrent.futures
import csv
import hashlib
import json
import os
import pathlib
import re
import resource
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import xml.etree.ElementTree
import zipfile

import cases
import helpdesk

BAOPAN = str(pathlib.Path(sys.argv[1]).resolve())
COMMAND = [*os.environ.get("THROUGH", "").split(), BAOPAN]
ON_WINDOWS = BAOPAN.endswith(".exe")
ROOT = pathlib.Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "fixtures/golden"
PAYROLL = ROOT / "fixtures/payroll"
TEMPLATE = GOLDEN / "template.zip"
FILLED = GOLDEN / "filled.zip"
TESTS = []


def test(function):
    TESTS.append(function)
    return function


class Skipped(Exception):
    pass


def not_on_windows(why):
    """For tests of what only a POSIX system has."""
    def mark(function):
        function.not_on_windows = why
        return function
    return mark


def run(*args, stdin=None, env=None, cwd=None, lang="en", **more):
    command = [*COMMAND, *map(str, args)]
    if lang:
        command += ["--lang", lang]
    return subprocess.run(command, input=stdin, capture_output=True, timeout=120, cwd=cwd, env=env, **more)


def status(got, wanted):
    """`wanted` None: any."""
    assert wanted is None or got.returncode == wanted, f"exit {got.returncode}, not {wanted}: {got.stdout.decode()}{got.stderr.decode()}"
    return got


def says(got, *words):
    text = got.stdout.decode() + got.stderr.decode()
    for word in words:
        assert word in text, f"{word!r} is not in: {text}"
    return got


def report(*args, wanted):
    got = status(run("check", *args, "--report", "json"), wanted)
    return json.loads(got.stdout)["files"]


def untouched(folder, *names):
    left = sorted(os.listdir(folder))
    assert left == sorted(names), f"left behind: {left}"


# ---------------------------------------------------------------- the main job
@test
def a_filled_template_passes(tmp):
    one = report(FILLED, "--template", TEMPLATE, wanted=0)[0]
    assert one["verdict"] == "pass" and one["comparedWithTemplate"], one
    portal = one["portal"]
    assert (portal["insured"], portal["entered"], portal["notEntered"]) == (72, 72, 0), portal
    assert portal["oldTotal"] == "4610757.52", portal
    assert one["facts"]["text"]["encoding"] == "GBK" and one["facts"]["text"]["rows"] == 72


@test
def an_untouched_template_has_nobody_entered(tmp):
    one = report(TEMPLATE, "--template", TEMPLATE, wanted=1)[0]
    assert one["portal"]["notEntered"] == 72 and one["summary"]["byCode"] == {"PAY-017": 1}, one["summary"]
    assert one["findings"][0]["folded"] == {"PAY-001": 72}, one["findings"]
    warned = report(TEMPLATE, "--template", TEMPLATE, "--allow-undeclared", wanted=0)[0]
    assert warned["verdict"] == "warn"


def nearly_unfilled(tmp):
    """The template with the wage of its first person alone."""
    out = pathlib.Path(tmp) / "一人.zip"
    lines = (GOLDEN / "template.txt").read_bytes().split(b"\r\n")
    lines[1] += b"65000.00"
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("工资申报.txt", b"\r\n".join(lines))
    return out


def fill(tmp, table, *more, wanted=0, template=TEMPLATE):
    out = pathlib.Path(tmp) / "上 传.zip"
    got = status(run("fill", template, table, "-o", out, *more), wanted)
    return out, got


@test
def filling_gives_the_golden_bytes(tmp):
    """Every payroll table in every dress: what scripts made and what office programs made."""
    rows = []
    for listed in ("manifest.tsv", "office.tsv"):
        rows += [line.split("\t") for line in (PAYROLL / listed).read_text("utf-8").splitlines()[1:]]
    complete = [row[0] for row in rows if row[1] == "72"]
    assert len(complete) >= 45, complete
    for name in complete:
        table = PAYROLL / name
        out, _ = fill(tmp, table, "--force")
        with zipfile.ZipFile(out) as mine, zipfile.ZipFile(FILLED) as golden:
            a, b = mine.infolist(), golden.infolist()
            assert [e.filename for e in a] == [e.filename for e in b], table
            assert mine.read(a[0]) == golden.read(b[0]), f"{table}: other bytes than golden/filled.zip"


@test
def every_layout_goes_the_whole_path(tmp):
    folders = sorted(p for p in (GOLDEN / "layouts").iterdir() if (p / "filled.zip").exists())
    assert len(folders) >= 8, folders
    for folder in folders:
        out, _ = fill(tmp, PAYROLL / "utf8.csv", "--force", template=folder / "template.zip")
        with zipfile.ZipFile(out) as mine, zipfile.ZipFile(folder / "filled.zip") as golden:
            a, b = mine.infolist()[0], golden.infolist()[0]
            assert mine.read(a) == golden.read(b), f"{folder}: other bytes than filled.zip"
            assert a.orig_filename == b.orig_filename and a.flag_bits == b.flag_bits, folder
        report(out, "--template", folder / "template.zip", wanted=0)


@test
def the_same_input_gives_the_same_bytes(tmp):
    first, _ = fill(tmp, PAYROLL / "utf8.csv")
    bytes_of_first = first.read_bytes()
    second, _ = fill(tmp, PAYROLL / "utf8.csv", "--force")
    assert second.read_bytes() == bytes_of_first


@test
def other_unpackers_read_what_was_written(tmp):
    out, _ = fill(tmp, PAYROLL / "utf8.csv")
    wanted = zipfile.ZipFile(FILLED).read(zipfile.ZipFile(FILLED).namelist()[0])
    for command in (["unzip", "-p", str(out)], ["7z", "x", "-so", str(out)]):
        got = subprocess.run(command, capture_output=True, timeout=60)
        assert got.returncode == 0 and got.stdout == wanted, command


@test
def the_written_zip_is_the_safe_one(tmp):
    out, _ = fill(tmp, PAYROLL / "utf8.csv")
    head = out.read_bytes()[:30]
    flags, method = int.from_bytes(head[6:8], "little"), int.from_bytes(head[8:10], "little")
    assert method == 8 and not flags & 8, "deflate, no descriptor"
    assert int.from_bytes(head[14:18], "little") and int.from_bytes(head[28:30], "little") == 0, "CRC, no extra"


@test
def somebody_without_a_wage_stops_the_writing(tmp):
    lines = (PAYROLL / "utf8.csv").read_bytes().decode("utf-8-sig").splitlines()
    table = pathlib.Path(tmp) / "少一人.csv"
    table.write_text("\n".join(lines[:-1]) + "\n", encoding="utf-8")
    out, got = fill(tmp, table, wanted=1)
    says(got, "SRC-010")
    assert not out.exists()
    out, got = fill(tmp, table, "--partial", wanted=1)
    assert out.exists()
    one = report(out, "--template", TEMPLATE, wanted=1)[0]
    assert one["portal"]["notEntered"] == 1 and one["portal"]["entered"] == 71


# ---------------------------------------------------------------- joining
def payroll(tmp, change, name="工资表.csv", head="姓名,身份证号,现工资"):
    """The golden wages as CSV, each row through change(number, name, id, wage) → cells or None."""
    with zipfile.ZipFile(FILLED) as z:
        lines = z.read(z.namelist()[0]).decode("gb18030").splitlines()[1:]
    rows = [change(*(line.split("\t")[i] for i in (0, 1, 2, 4))) for line in lines]
    path = pathlib.Path(tmp) / name
    path.write_text("\n".join([head] + [",".join(r) for r in rows if r]) + "\n", encoding="utf-8")
    return path


def golden_text():
    with zipfile.ZipFile(FILLED) as z:
        return z.read(z.namelist()[0])


def fills_golden(tmp, table, *more, code=None):
    out, got = fill(tmp, table, "--force", *more)
    with zipfile.ZipFile(out) as z:
        assert z.read(z.namelist()[0]) == golden_text(), "other bytes than golden/filled.zip"
    if code:
        says(got, code)
    return got


def as_double(id_):
    return str(int(float(id_))) if id_.isdigit() else id_


@test
def damaged_ids_are_recovered(tmp):
    wrecks = {
        "scientific": lambda i: f"{int(i[:17] + '0'):.5E}" if i[17] != "X" else i,
        "rounded": lambda i: i[:15] + "000",
        "double": as_double,
        "fifteen": lambda i: i[:6] + i[8:17] if i[6:8] == "19" else i,
    }
    for how, wreck in wrecks.items():
        fills_golden(tmp, payroll(tmp, lambda n, name, i, w: [name, wreck(i), w]), code="SRC-014")
    spaced = payroll(tmp, lambda n, name, i, w: [name[0] + " " + name[1:], " ".join((i[:6], i[6:14], i[14:])), w])
    fills_golden(tmp, spaced)


@test
def a_damaged_id_without_its_name_is_nobody(tmp):
    table = payroll(tmp, lambda n, name, i, w: ["", i[:15] + "000", w])
    out, got = fill(tmp, table, wanted=1)
    assert not out.exists()


@test
def a_mistyped_id_is_never_guessed(tmp):
    other = {"0": "1"}
    table = payroll(tmp, lambda n, name, i, w: [name, i[:13] + other.get(i[13], "0") + i[14:], w])
    out, got = fill(tmp, table, wanted=1)
    assert "SRC-014" not in got.stdout.decode() and not out.exists()


@test
def names_alone_match_only_when_asked(tmp):
    table = payroll(tmp, lambda n, name, i, w: [name, w], head="姓名,现工资")
    says(fill(tmp, table, wanted=1)[1], "SRC-004")
    fills_golden(tmp, table, "--match-by-name", code="SRC-014")
    first = people()[0][1]
    twice = payroll(tmp, lambda n, name, i, w: [first if n == people()[1][0] else name, w], head="姓名,现工资")
    says(fill(tmp, twice, "--match-by-name", "--force", wanted=1)[1], "SRC-010")


@test
def personal_numbers_are_the_key_where_there_are_no_ids(tmp):
    head = "个人编号,姓名,现工资"
    fills_golden(tmp, payroll(tmp, lambda n, name, i, w: [n, name, w], head=head))
    fills_golden(tmp, payroll(tmp, lambda n, name, i, w: [n.lstrip("0"), name, w], head=head))
    odd = payroll(tmp, lambda n, name, i, w: [n, name, w], head="编码,姓名,现工资")
    fills_golden(tmp, odd, "--id-column", "编码")


@test
def a_wage_below_one_is_not_written(tmp):
    table = payroll(tmp, lambda n, name, i, w: [name, i, "0.50" if n == people()[3][0] else w])
    says(fill(tmp, table, wanted=1)[1], "SRC-024")
    out, _ = fill(tmp, table, "--partial", wanted=1)
    with zipfile.ZipFile(out) as z:
        assert z.read(z.namelist()[0]).decode("gb18030").splitlines()[4].endswith("\t")
    out, _ = fill(tmp, table, "--allow-undeclared", "--force")
    with zipfile.ZipFile(out) as z:
        assert z.read(z.namelist()[0]).decode("gb18030").splitlines()[4].endswith("\t0.50")


@test
def an_ambiguous_template_takes_its_wage_field_from_the_user(tmp):
    ambiguous = GOLDEN / "ambiguous/template.zip"
    says(fill(tmp, PAYROLL / "utf8.csv", template=ambiguous, wanted=1)[1], "ROW-016", "--template-wage-column")
    out, _ = fill(tmp, PAYROLL / "utf8.csv", "--template-wage-column", "5", template=ambiguous)
    status(run("check", out, "--template", ambiguous, "--wage-column", "5"), 0)
    status(run("check", out, "--template", ambiguous, "--wage-column", "9"), 2)
    status(run("check", out, "--template", ambiguous, "--wage-column", "x"), 2)
    learned = pathlib.Path(tmp) / "本单位.yaml"
    status(run("formats", "learn", ambiguous, "--wage-column", "5", "-o", learned), 0)
    status(run("check", out, "--template", ambiguous, "--format", learned), 0)


# ---------------------------------------------------------------- fix
def fix(tmp, broken, *more, wanted=0, template=TEMPLATE, name="修好.zip"):
    out = pathlib.Path(tmp) / name
    return out, status(run("fix", broken, "--template", template, "-o", out, *more), wanted)


# Damage whose code says safe but where something is left for a person: code, case → why.
NOT_FIXED_ALONE = {
    ("ROS-001", "bad"): "the person's wage went with the line",
    ("ROS-001", "bad-last"): "the person's wage went with the line",
    ("ROS-001", "bad-two"): "the people's wages went with their lines",
    ("ROW-012", "bad"): "a line in two halves: which half holds the wage is not taken for granted",
    ("ROW-013", "bad"): "two people on one line: whose the wages are is not taken for granted",
}


def codes_to_fix():
    """Codes marked safe, with the folders of theirs that hold an upload and its template."""
    rows = []
    for path in sorted((ROOT / "src/finding/catalogue").glob("*.def")):
        rows += re.findall(r"^CODE\((\w+), (\d{3}), \w+, \w+, \w+, SAFE,", path.read_text("utf-8"), re.M)
    for layer, number in rows:
        for case in sorted((ROOT / f"fixtures/{layer}-{number}").glob("bad*")):
            upload = case.is_dir() and next(case.glob("upload.*"), None)
            if upload and (case / "template.zip").exists():
                yield f"{layer}-{number}", case, upload


@test
@not_on_windows("it asks a hundred times, and the core is the same")
def whatever_is_safe_is_fixed_and_stays_fixed(tmp):
    done, left = 0, set(NOT_FIXED_ALONE)
    for code, case, upload in codes_to_fix():
        alone = (code, case.name) not in NOT_FIXED_ALONE
        left.discard((code, case.name))
        out, _ = fix(tmp, upload, "--force", template=case / "template.zip", wanted=0 if alone else 1)
        if not alone:
            continue
        status(run("check", out, "--template", case / "template.zip"), 0)
        again, _ = fix(tmp, out, "--force", template=case / "template.zip", name="再修.zip")
        assert again.read_bytes() == out.read_bytes(), f"{case}: fixing twice changes it"
        done += 1
    assert done >= 40 and not left, (done, left)


@test
def fix_takes_wages_out_of_anything(tmp):
    for name in ("utf8-bom.csv", "gbk.csv", "utf16le-bom-tab.txt", "openpyxl.xlsx", "html-gbk.xls", "gnumeric-biff8.xls"):
        out, _ = fix(tmp, PAYROLL / name, "--force")
        with zipfile.ZipFile(out) as z:
            assert z.read(z.namelist()[0]) == golden_text(), name
    half = pathlib.Path(tmp) / "头.zip"
    half.write_bytes(b"junk" + FILLED.read_bytes())
    out, _ = fix(tmp, half, "--force")
    with zipfile.ZipFile(out) as z:
        assert z.read(z.namelist()[0]) == golden_text()


def broken_txt(tmp, change):
    """The filled text with one person's wage changed, as a txt."""
    lines = golden_text().decode("gb18030").splitlines()
    fields = lines[16].split("\t")
    fields[4] = change(fields[4])
    lines[16] = "\t".join(fields)
    path = pathlib.Path(tmp) / "坏.txt"
    path.write_bytes("".join(line + "\r\n" for line in lines).encode("gb18030"))
    return path


@test
def what_is_not_written_never_succeeds(tmp):
    empty = pathlib.Path(tmp) / "空.csv"
    empty.write_bytes(b"\r\n")
    out = f"{tmp}/o.zip"
    for off in ([], ["--severity", "SRC-030=off"], ["--severity", "SRC-030=warning"]):
        says(status(run("fill", TEMPLATE, empty, "-o", out, *off), 1), "Nothing was written")
        assert not os.path.exists(out)
    says(status(run("convert", empty, "-o", out, "--template", TEMPLATE, "--severity", "SRC-030=off"), 1), "Nothing was written")
    bad = pathlib.Path(tmp) / "坏.zip"
    bad.write_bytes(b"PK\3\4")
    got = status(run("check", bad, *(word for n in range(1, 37) for word in ("--severity", f"ZIP-{n:03}=off"))), 1)
    says(got, "✘")


@test
def doubts_wait_for_a_yes(tmp):
    doubts = {"PAY-018": lambda w: "5.79E+04", "PAY-011": lambda w: w + "7", "PAY-003": lambda w: "-" + w}
    for code, change in doubts.items():
        broken = broken_txt(tmp, change)
        out, got = fix(tmp, broken, wanted=1)
        says(got, f"--yes {code}")
        assert not out.exists()
        out, _ = fix(tmp, broken, "--yes", code)
        out.unlink()
    says(status(run("fix", broken, "--template", TEMPLATE, "-o", f"{tmp}/o.zip", "--yes", "PAY-999"), 2))


@test
def small_decorations_need_no_yes(tmp):
    for change in (lambda w: f"{float(w):,.2f}", lambda w: "¥" + w, lambda w: f" {w} ", lambda w: w + "元"):
        out, _ = fix(tmp, broken_txt(tmp, change), "--force")
        with zipfile.ZipFile(out) as z:
            assert z.read(z.namelist()[0]) == golden_text()


WAGE_17 = "57912.00"  # of the filled text's line 17


def choices_of(args, code, wanted=1, *more):
    got = json.loads(status(run(*args, "--report", "json", *more), wanted).stdout)["files"][0]
    return got, [c for f in got["findings"] if f["code"] == code for c in f.get("choices", [])]


def fill_fixture(case, tmp, *options):
    folder = ROOT / "fixtures" / case
    table = next(folder.glob("table.*"))
    return ["fill", folder / "template.zip", table, "-o", f"{tmp}/out.zip", "--force", *options]


@test
def what_is_left_to_a_person_is_listed_as_answers(tmp):
    """Each answer, given, decides; data to choose by is shown only where it is revealed."""
    for case, code, option in [("SRC-006/bad-wage", "SRC-006", "wage-column"), ("SRC-006/bad-id", "SRC-006", "id-column"),
                               ("SRC-026/bad", "SRC-026", "sheet"), ("SRC-005/bad", "SRC-005", "wage-column"),
                               ("SRC-009/bad", "SRC-009", "duplicates"), ("SRC-020/bad", "SRC-020", "person"),
                               ("ROW-016/bad-fill", "ROW-016", "template-wage-column")]:
        got, answers = choices_of(fill_fixture(case, tmp), code)
        assert len(answers) > 1 and all(a["option"] == option for a in answers), (case, answers)
        assert not got["made"]["output"], case
        masked = json.dumps(answers, ensure_ascii=False)
        for number, name, id_, old, *_ in people():
            assert id_ not in masked and name not in masked and old not in masked, (case, masked)
        again, left = choices_of(fill_fixture(case, tmp, f"--{option}", answers[0]["value"]), code, None)
        assert not [a for a in left if a == answers[0]], (case, left)


@test
def a_row_is_whom_a_person_says(tmp):
    _, answers = choices_of(fill_fixture("SRC-020/bad", tmp), "SRC-020", 1, "--reveal", "all")
    assert [a["value"] for a in answers] == ["2=2", "2=3"] and answers[0]["shown"][1] == "张玘修", answers
    says(status(run(*fill_fixture("SRC-020/bad", tmp, "--person", "2=2")), 0), "as you said")
    filled = zipfile.ZipFile(f"{tmp}/out.zip")
    text = filled.read(filled.namelist()[0]).decode("gbk").splitlines()
    assert text[1].endswith("72466.42") and text[2].endswith("60120.75"), text
    for wrong in ["2=1", "2=9999"]: # a header, and beyond the end
        status(run(*fill_fixture("SRC-020/bad", tmp, "--person", wrong)), 2)
    for wrong in ["2", "0=2", "2=x", "2=2x"]:
        says(status(run(*fill_fixture("SRC-020/bad", tmp, "--person", wrong)), 2), "ROW=LINE")


@test
def json_tells_what_a_screen_shows(tmp):
    got = report(ROOT / "fixtures/demo/refused.zip", "--template", TEMPLATE, wanted=1)[0]
    assert got["headline"].startswith("Do not upload"), got["headline"]
    assert [p["line"] for p in got["portal"]["notEnteredPeople"]] == [17, 40] and got["portal"]["notEnteredPeople"][0]["wage"] == "0.5"
    assert "wage" not in got["portal"]["notEnteredPeople"][1]
    assert got["diagnosis"][0]["undo"] and "made" not in got
    fixed = json.loads(status(run("fix", ROOT / "fixtures/demo/refused.zip", "--template", TEMPLATE, "--dry-run", "--report", "json"), 1).stdout)["files"][0]
    assert fixed["asks"] == ["PAY-002"] and fixed["made"] == {"output": False, "partialPossible": True, "wages": 70}, fixed["made"]
    good = report(FILLED, "--template", TEMPLATE, wanted=0)[0]
    assert good["comparison"] == {"onlyWagesChanged": True, "wagesChanged": 72, "lost": 0, "added": 0, "altered": 0}


@test
def the_catalogue_is_data_too(tmp):
    rows = json.loads(status(run("explain", "--report", "json", lang="zh"), 0).stdout)
    assert len(rows) > 100 and all(r["title"] and r["why"] and r["how"] for r in rows)
    for row in rows:
        for step in row["how"]:
            assert ("baopan " in step["step"] or "--" in step["step"]) == step["command"], step
    assert [r["code"] for r in json.loads(status(run("explain", "PAY-001", "--report", "json"), 0).stdout)] == ["PAY-001"]


@test
def a_dry_run_lists_and_writes_nothing(tmp):
    broken = broken_txt(tmp, lambda w: w.replace(".", ",", 0) + "7")
    got = status(run("fix", broken, "--template", TEMPLATE, "--dry-run"), 1)
    says(got, "line 17", "PAY-011", "needs you")
    listed = json.loads(status(run("fix", broken, "--template", TEMPLATE, "--dry-run", "--report", "json"), 1).stdout)
    assert listed["files"][0]["repairs"] == [{"code": "PAY-011", "line": 17, "fix": "confirm", "from": WAGE_17 + "7"}], listed
    got = status(run("fix", broken, "--template", TEMPLATE, "--dry-run", "--yes", "PAY-011", "-o", f"{tmp}/o.zip"), 0)
    says(got, "line 17", "safe")
    untouched(tmp, "坏.txt")
    for _, name, id_, *_ in people():
        assert id_ not in got.stdout.decode() and name not in got.stdout.decode()


@test
def people_without_a_wage_stay_so(tmp):
    broken = broken_txt(tmp, lambda w: "")
    out, got = fix(tmp, broken, wanted=1)
    says(got, "SRC-010")
    assert not out.exists()
    out, _ = fix(tmp, broken, "--partial", wanted=1)
    assert report(out, "--template", TEMPLATE, wanted=1)[0]["portal"]["notEntered"] == 1


# ---------------------------------------------------------------- several insurances
@test
def several_templates_are_filled_from_one_table(tmp):
    names = ["医疗.zip", "工伤.zip", "生育.zip"]
    for name, layout in zip(names, ("comma", "utf8", "fixed-right")):
        shutil.copy(GOLDEN / "layouts" / layout / "template.zip", pathlib.Path(tmp) / name)
    templates = [f"{tmp}/{n}" for n in names]
    out = pathlib.Path(tmp) / "上传"
    got = status(run("fill", *templates, PAYROLL / "utf8.csv", "-o", out), 0)
    assert sorted(os.listdir(out)) == sorted(names)
    for templ, name in zip(templates, names):
        report(out / name, "--template", templ, wanted=0)
    says(status(run("fill", *templates, PAYROLL / "utf8.csv", "-o", out), 2), "--force")
    status(run("fill", *templates, PAYROLL / "utf8.csv", "-o", out, "--force"), 0)
    status(run("fill", *templates, PAYROLL / "utf8.csv", "-o", tmp, "--force"), 2)


@test
def one_template_that_cannot_be_filled_stops_them_all(tmp):
    ambiguous = GOLDEN / "ambiguous/template.zip"
    other = pathlib.Path(tmp) / "另一个.zip"
    shutil.copy(TEMPLATE, other)
    says(status(run("fill", ambiguous, other, PAYROLL / "utf8.csv", "-o", f"{tmp}/上传"), 1), "none was written")
    untouched(tmp, "另一个.zip")
    twice = status(run("fill", TEMPLATE, GOLDEN / "layouts/comma/template.zip", PAYROLL / "utf8.csv", "-o", f"{tmp}/上传"), 2)
    says(twice, "two templates")
    untouched(tmp, "另一个.zip")


@test
def several_insurances_hold_the_same_people(tmp):
    other = GOLDEN / "layouts/comma/filled.zip"
    status(run("check", FILLED, other, "--same-people", "--fail-on", "warning"), 0)
    with zipfile.ZipFile(FILLED) as z:
        lines = z.read(z.namelist()[0]).split(b"\r\n")
    fewer = pathlib.Path(tmp) / "工伤.txt"
    fewer.write_bytes(b"\r\n".join(lines[:9] + lines[10:]).replace(b"58000", b"58001"))
    one, two = report(FILLED, fewer, "--same-people", wanted=0)
    assert one["summary"]["byCode"].get("ROS-006") == 1 and "ROS-006" not in two["summary"]["byCode"], one["summary"]
    files = report(FILLED, fewer, wanted=0)
    assert not any("ROS-006" in f["summary"]["byCode"] for f in files)


# ---------------------------------------------------------------- reports and privacy
def people():
    with zipfile.ZipFile(TEMPLATE) as z:
        text = z.read(z.namelist()[0]).decode("gb18030")
    return [line.split("\t") for line in text.splitlines()[1:]]


@test
def personal_data_is_masked(tmp):
    broken = pathlib.Path(tmp) / "x.zip"
    with zipfile.ZipFile(FILLED) as z:
        text = z.read(z.namelist()[0]).decode("gb18030")
    lines = text.splitlines()
    fields = lines[3].split("\t")
    fields[2] = fields[2][:17] + ("1" if fields[2][17] != "1" else "2")
    del lines[10]
    lines[3] = "\t".join(fields)
    with zipfile.ZipFile(broken, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("工资申报.txt", "\r\n".join(lines).encode("gb18030") + b"\r\n")
    for kind in ("text", "json", "ndjson"):
        got = status(run("check", broken, "--template", TEMPLATE, "--report", kind), 1)
        for number, name, id_, *_ in people():
            assert id_ not in got.stdout.decode() and name not in got.stdout.decode(), (kind, name)
    shown = run("check", broken, "--template", TEMPLATE, "--reveal", "all").stdout.decode()
    assert any(name in shown for _, name, *_ in people())


@test
def reports_go_to_files_and_stdout(tmp):
    path = pathlib.Path(tmp) / "报告.json"
    got = status(run("check", FILLED, "--template", TEMPLATE, "--report", f"json={path}"), 0)
    says(got, "Ready to upload")
    assert json.loads(path.read_text("utf-8"))["schemaVersion"] == 1
    status(run("check", FILLED, "--report", f"json={path}"), 0)
    copy = pathlib.Path(tmp) / "上传.zip"
    shutil.copy(FILLED, copy)
    status(run("check", copy, "--report", f"json={copy}"), 2)
    assert copy.read_bytes() == FILLED.read_bytes(), "a report never replaces an input"


@test
def several_reports_at_once_each_in_its_kind(tmp):
    paths = {kind: pathlib.Path(tmp) / f"r.{kind}" for kind in ("json", "sarif", "junit", "csv", "ndjson", "html")}
    wishes = [word for kind, path in paths.items() for word in ("--report", f"{kind}={path}")]
    first = nearly_unfilled(tmp)
    status(run("check", first, FILLED, "--template", TEMPLATE, *wishes), 1)
    told = json.loads(paths["json"].read_text("utf-8"))["files"]
    runs = json.loads(paths["sarif"].read_text("utf-8"))["runs"]
    lines = [r["locations"][0]["physicalLocation"]["region"]["startLine"] for r in runs[0]["results"]]
    assert lines == [f["line"] for f in told[0]["findings"]] and len(lines) == 71, lines
    assert len({r["partialFingerprints"]["baopanPlace/v1"] for r in runs[0]["results"]}) == 71
    suites = xml.etree.ElementTree.parse(paths["junit"]).getroot()
    assert [len(s.findall("testcase/failure")) for s in suites] == [1, 0], "one case a rule a file"
    assert {len(s) for s in suites} == {len(runs[0]["tool"]["driver"]["rules"])}
    rows = list(csv.reader(paths["csv"].read_text("utf-8-sig").splitlines()))
    assert len(rows) == 72 and rows[1][:4] == [str(first), "PAY-001", "error", "somebody is not declared"], rows[1]
    assert len(paths["ndjson"].read_text("utf-8").splitlines()) == 2


def money(plain):
    return f" {plain} {int(plain.split('.')[0]):,}.{plain.split('.')[1]}"


KINDS = ("text", "json", "ndjson", "sarif", "junit", "csv", "html")


def everybody():
    """IDs, names and numbers of all invented people, and their wages in the ways they may be written."""
    rows = list(csv.DictReader((ROOT / "fixtures/people.csv").read_text("utf-8-sig").splitlines()))
    private = [row[key] for row in rows for key in ("身份证号", "姓名", "个人编号")]
    fen = [row[key] for row in rows for key in ("原工资", "现工资")]
    return private, {form for w in fen for form in money(w).split()}


def own_wages(one):
    """What a report may show of wages: those its findings and its repairs of wages are about, and a sum over one person."""
    shown = "".join(f["message"] + f.get("value", "") for f in one.get("findings", []))
    shown += "".join(r.get("from", "") + r.get("to", "") for r in one.get("repairs", []) if r["code"].startswith("PAY-"))
    return shown + "".join(money(one.get("portal", {}).get(key) or "0.00") for key in ("oldTotal", "newTotal"))


def masked_runs(tmp):
    """Every fixture as the gate runs it, and what else can be said of it: what it is, mended, compared."""
    for name, args in cases.cases(tmp):
        yield name, args, KINDS
        upload = args[1] if args[0] == "check" else None
        if upload is None:
            continue
        yield f"{name} inspected", ["inspect", upload], ("text", "ndjson")
        yield f"{name} compared", ["compare", FILLED, upload], ("text", "ndjson", "html")
        yield f"{name} mended", ["fix", upload, "--template", TEMPLATE, "--dry-run"], ("text", "ndjson", "html")


@test
@not_on_windows("the reports are the native ones, which tests/windows proves")
def nobody_is_shown_in_any_report_of_any_fixture(tmp):
    private, wages = everybody()
    named = re.compile("|".join(map(re.escape, private)))
    status(run("check", FILLED, "--report", "json", "--report", "csv"), 2)
    tried = 0
    for name, args, kinds in masked_runs(tmp):
        files = [pathlib.Path(tmp) / f"report.{kind}" for kind in kinds]
        got = run(*args, *(word for file in files for word in ("--report", f"{file.suffix[1:]}={file}")), lang="zh")
        assert got.returncode in (0, 1), f"{name}: {got.stderr.decode()}"
        text = got.stderr.decode() + "\n".join(file.read_text("utf-8") for file in files)
        own = "".join(own_wages(json.loads(line)) for line in text.splitlines() if line.startswith('{"path":'))
        amounts = set(re.findall(r"[0-9][0-9,]*\.[0-9]{2}(?![0-9])", text)) & wages
        for what in named.findall(text) + [w for w in amounts if w not in own]:
            at = text.find(what)
            raise AssertionError(f"{name} shows {what}: {text[max(0, at - 200):at + 40]}")
        tried += 1
    assert tried > 900, tried


@test
def what_is_revealed_is_shown(tmp):
    for kind in KINDS:
        shown = {}
        for reveal in ("name", "id"):
            got = run("check", ROOT / "fixtures/ID-005/bad.zip", "--report", kind, "--reveal", reveal)
            shown[reveal] = len(re.findall("2399[0-9]{13}[0-9X]", got.stdout.decode()))
        assert shown["name"] == 0 < shown["id"], (kind, shown)


@test
@not_on_windows("Windows has no file names with < and >")
def the_page_stands_alone_and_escapes(tmp):
    path = pathlib.Path(tmp) / "<b>&.txt"
    lines = zipfile.ZipFile(FILLED).read(zipfile.ZipFile(FILLED).namelist()[0]).decode("gb18030").split("\r\n")
    lines[3] = lines[3].rsplit("\t", 1)[0] + "\t<script>alert(1)</script>\u202e"
    path.write_bytes("\r\n".join(lines).encode("gb18030"))
    page = status(run("check", path, "--report", "html", "--reveal", "all"), 1).stdout.decode()
    assert "&lt;script&gt;" in page and "[U+202E]" in page and "&lt;b&gt;&amp;.txt" in page
    for never in ("<script", "<b>&", "\u202e", " src=", "url(", "@import", "<link"):
        assert never not in page, never
    assert not re.findall(r'href="(?!#)', page)
    assert len(re.findall("<tr>", page)) > 70, "old and new wages are listed when revealed"
    masked = run("check", path, "--report", "html").stdout.decode()
    assert len(re.findall("<tr>", masked)) < 5 and "4,610,757.52" in masked and "说明信息" in masked


@test
def the_page_says_what_the_screen_says(tmp):
    broken, path = ROOT / "fixtures/demo/refused.zip", pathlib.Path(tmp) / "页.html"
    def page(*args, **more):
        run(*args, "--report", f"html={path}", **more)
        return path.read_text("utf-8")

    got = page("check", broken, "--template", TEMPLATE, lang="zh")
    for words in ("现在怎么办", "补上第 17、40 行的工资", f"baopan fix {broken} --template {TEMPLATE}", "67 人的身份证号变成了科学计数", "下次避免"):
        assert words in got, words
    assert "the template; the 1 yuan rule" in page("check", FILLED, "--template", TEMPLATE)
    got = page("fix", broken, "--template", TEMPLATE, "--dry-run")
    assert got.count("<td>safe</td>") > 70 and "needs you (--yes PAY-002)" in got and ">0.5<" in got
    assert "67919" not in got and "67919" in page("fix", broken, "--template", TEMPLATE, "--dry-run", "--reveal", "wage")
    got = page("compare", FILLED, broken)
    assert "<td>TAB</td><td><mark>comma ,</mark></td>" in got and "most likely" in got and "说明信息" not in got
    assert f"--template {FILLED}" not in got, "an accepted upload is no template"


@test
def csv_cells_are_no_formulas(tmp):
    path = pathlib.Path(tmp) / "=1+1.txt"
    path.write_text("@x\n", encoding="utf-8")
    got = run("check", path.name, "--report", "csv", cwd=tmp).stdout.decode("utf-8-sig")
    rows = list(csv.reader(got.splitlines()))
    assert len(rows) > 1 and all(cell[:1] not in set("=+-@") for row in rows for cell in row), got


@test
def the_schema_lists_every_code_once(tmp):
    schema = json.loads(status(run("check", "--schema"), 0).stdout)
    listed = [line.split()[0] for line in status(run("explain"), 0).stdout.decode().splitlines()]
    assert schema["definitions"]["code"]["enum"] == listed and len(set(listed)) == len(listed)


@test
def a_code_switched_off_is_skipped_not_passed(tmp):
    def cases_of(*more):
        path = pathlib.Path(tmp) / "j.xml"
        run("check", TEMPLATE, "--report", f"junit={path}", *more)
        suite = xml.etree.ElementTree.parse(path).getroot()[0]
        return {c.get("name").split()[0]: [e.tag for e in c] for c in suite.iter("testcase")}, int(suite.get("skipped"))

    on, skipped = cases_of()
    off, more = cases_of("--severity", "PAY-017=off", "--severity", "ROW-003=off")
    assert on["PAY-017"] == ["failure"] and on["ROW-003"] == [], on
    assert off["PAY-017"] == off["ROW-003"] == ["skipped"] and more == skipped + 2, (off["PAY-017"], off["ROW-003"], more, skipped)


@test
def severities_are_set_by_code(tmp):
    upload = nearly_unfilled(tmp)
    one = report(upload, "--template", TEMPLATE, "--severity", "PAY-001=warning", wanted=0)[0]
    assert one["verdict"] == "warn" and one["summary"]["warning"] == 71, one["summary"]
    off = report(upload, "--template", TEMPLATE, "--severity", "pay-001=off", wanted=0)[0]
    assert off["summary"]["byCode"] == {}, off["summary"]
    for wrong in ("PAY-001", "PAY-001=bad", "PAY-991=off"):
        status(run("check", TEMPLATE, "--severity", wrong), 2)


@test
def chinese_and_english_say_the_same(tmp):
    says(status(run("check", FILLED, "--template", TEMPLATE, lang="zh"), 0), "可以上传", "参保人数 72", "4,610,757.52")
    says(status(run("check", FILLED, "--template", TEMPLATE, lang="en"), 0), "Ready to upload", "72", "4,610,757.52")
    env = dict(os.environ, LC_ALL="zh_CN.UTF-8")
    says(run("check", FILLED, env=env, lang=None), "没有发现问题")
    env = dict(os.environ, LC_ALL="C")
    says(run("check", FILLED, env=env, lang=None), "No fault found")


# ---------------------------------------------------------------- bad input
@test
def an_empty_file_is_a_finding(tmp):
    path = pathlib.Path(tmp) / "空.zip"
    path.write_bytes(b"")
    says(status(run("check", path), 1), "ZIP-002")
    says(status(run("check", "/dev/null"), 1), "ZIP-002")


@test
def a_folder_or_a_missing_file_is_the_systems_affair(tmp):
    says(status(run("check", tmp), 3), "folder")
    says(status(run("check", f"{tmp}/没有.zip"), 3), "没有.zip")
    says(status(run("fill", TEMPLATE, f"{tmp}/没有.csv", "-o", f"{tmp}/o.zip"), 3), "没有.csv")
    untouched(tmp)


def as_nobody():
    os.setgid(65534)
    os.setuid(65534)


@test
@not_on_windows("another user cannot be under Wine")
def no_permission_is_told(tmp):
    path = pathlib.Path(tmp) / "x.zip"
    shutil.copy(FILLED, path)
    path.chmod(0)
    drop = None
    if os.getuid() == 0:
        os.chmod(tmp, 0o755)
        probe = subprocess.run(["test", "-x", BAOPAN], preexec_fn=as_nobody)
        if probe.returncode:
            raise Skipped("nobody may not run the program from here")
        drop = as_nobody
    says(status(run("check", path, preexec_fn=drop), 3), "x.zip")


@test
def a_huge_sparse_file_costs_nothing(tmp):
    path = pathlib.Path(tmp) / "大.zip"
    with open(path, "wb") as f:
        f.truncate(2 << 30)
    says(status(run("check", path), 1), "SYS-001")


@test
@not_on_windows("Windows has no such pipes among files")
def a_fifo_is_read_to_its_end(tmp):
    path = pathlib.Path(tmp) / "管.zip"
    os.mkfifo(path)
    feeder = subprocess.Popen(["sh", "-c", f"cat '{FILLED}' > '{path}'"])
    says(status(run("check", path), 0), "No fault")
    feeder.wait()


@test
def stdin_and_stdout_are_a_dash(tmp):
    status(run("check", "-", "--template", TEMPLATE, stdin=FILLED.read_bytes()), 0)
    got = status(run("fill", TEMPLATE, PAYROLL / "utf8.csv", "-o", "-"), 0)
    out = pathlib.Path(tmp) / "o.zip"
    out.write_bytes(got.stdout)
    report(out, "--template", TEMPLATE, wanted=0)
    with zipfile.ZipFile(FILLED) as z:
        status(run("check", "-", stdin=z.read(z.namelist()[0])), 0)


@test
def the_output_is_never_an_input(tmp):
    copy = pathlib.Path(tmp) / "模板.zip"
    shutil.copy(TEMPLATE, copy)
    before = copy.read_bytes()
    status(run("fill", copy, PAYROLL / "utf8.csv", "-o", copy), 2)
    status(run("fill", copy, PAYROLL / "utf8.csv", "-o", copy, "--force"), 2)
    link = pathlib.Path(tmp) / "另名.zip"
    link.symlink_to(copy)
    status(run("fill", copy, PAYROLL / "utf8.csv", "-o", link, "--force"), 2)
    assert copy.read_bytes() == before


@test
def an_existing_output_needs_force(tmp):
    out = pathlib.Path(tmp) / "o.zip"
    out.write_text("mine")
    says(status(run("fill", TEMPLATE, PAYROLL / "utf8.csv", "-o", out), 2), "--force")
    assert out.read_text() == "mine"
    status(run("fill", TEMPLATE, PAYROLL / "utf8.csv", "-o", out, "--force"), 0)
    untouched(tmp, "o.zip")


def small_files():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (512, 512))


@test
@not_on_windows("Windows has no limit on the size of files")
def a_write_that_fails_leaves_nothing(tmp):
    got = run("fill", TEMPLATE, PAYROLL / "utf8.csv", "-o", f"{tmp}/o.zip", preexec_fn=small_files)
    says(status(got, 3), "o.zip")
    untouched(tmp)
    status(run("fill", TEMPLATE, PAYROLL / "utf8.csv", "-o", f"{tmp}/没有/o.zip"), 3)
    untouched(tmp)


@test
def a_full_disk_leaves_nothing(tmp):
    disk = pathlib.Path(tmp) / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4k", "none", str(disk)], capture_output=True)
    if mounted.returncode:
        raise Skipped("no mounting here")
    try:
        with open(disk / "filler", "wb", buffering=0) as filler:
            filler.write(b"x" * 4096)
        got = run("fill", TEMPLATE, PAYROLL / "utf8.csv", "-o", disk / "o.zip")
        says(status(got, 3), "o.zip")
        untouched(disk, "filler")
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@test
def paths_may_be_chinese_and_hold_blanks(tmp):
    folder = pathlib.Path(tmp) / "我的 文件 夹"
    folder.mkdir()
    shutil.copy(TEMPLATE, folder / "原 模板.zip")
    out = folder / "上 传 文件.zip"
    says(status(run("fill", folder / "原 模板.zip", PAYROLL / "utf8.csv", "-o", out), 0), "上 传 文件.zip")


@test
def inputs_are_never_modified(tmp):
    for file in (TEMPLATE, FILLED, PAYROLL / "utf8.csv"):
        assert file.stat().st_mode & stat.S_IWUSR
    before = [f.read_bytes() for f in (TEMPLATE, PAYROLL / "utf8.csv")]
    fill(tmp, PAYROLL / "utf8.csv")
    assert before == [f.read_bytes() for f in (TEMPLATE, PAYROLL / "utf8.csv")]


# ---------------------------------------------------------------- convert
def only_text(path):
    with zipfile.ZipFile(path) as z:
        return z.read(z.infolist()[0])


def convert(tmp, source, name, *more, wanted=0):
    out = pathlib.Path(tmp) / name
    got = status(run("convert", source, "-o", out, "--force", *more), wanted)
    return out, got


@test
def a_txt_is_zipped_and_a_zip_unpacked(tmp):
    txt, _ = convert(tmp, FILLED, "我的.txt")
    assert txt.read_bytes() == (GOLDEN / "filled.txt").read_bytes()
    plain, _ = convert(tmp, txt, "plain.zip")
    assert zipfile.ZipFile(plain).namelist() == ["gzsb.txt"] and only_text(plain) == txt.read_bytes()
    like, _ = convert(tmp, txt, "like.zip", "--template", TEMPLATE)
    mine, theirs = zipfile.ZipFile(like).infolist(), zipfile.ZipFile(TEMPLATE).infolist()
    assert [(e.orig_filename, e.flag_bits) for e in mine] == [(e.orig_filename, e.flag_bits) for e in theirs]
    report(like, "--template", TEMPLATE, wanted=0)
    shutil.copy(txt, pathlib.Path(tmp) / "2026-07.txt")
    own, _ = convert(tmp, pathlib.Path(tmp) / "2026-07.txt", "own.zip")
    assert zipfile.ZipFile(own).namelist() == ["2026-07.txt"]


@test
def a_zip_made_by_convert_is_judged(tmp):
    _, got = convert(tmp, GOLDEN / "template.txt", "o.zip", "--template", TEMPLATE, wanted=1)
    says(got, "PAY-017")
    convert(tmp, GOLDEN / "template.txt", "o.zip", "--template", TEMPLATE, "--allow-undeclared")


@test
def an_edited_sheet_is_taken_back(tmp):
    for ending in ("xlsx", "csv"):
        for folder in sorted(p for p in (GOLDEN / "layouts").iterdir() if (p / "filled.zip").exists()):
            sheet, _ = convert(tmp, folder / "filled.zip", "编辑表." + ending)
            out, _ = fill(tmp, sheet, "--force", template=folder / "template.zip")
            assert only_text(out) == only_text(folder / "filled.zip"), (folder, ending)


@test
def a_sheet_is_laid_out_as_the_template_or_the_format_says(tmp):
    sheet, _ = convert(tmp, FILLED, "编辑表.xlsx")
    learned = pathlib.Path(tmp) / "f.yaml"
    status(run("formats", "learn", TEMPLATE, "-o", learned), 0)
    for known in (("--template", TEMPLATE), ("--format", learned)):
        out, _ = convert(tmp, sheet, "o.zip", *known)
        assert only_text(out) == only_text(FILLED), known
        text, _ = convert(tmp, sheet, "o.txt", *known)
        assert text.read_bytes() == only_text(FILLED), known
    for known in ((), ("--format", "hlj-shengzhi-gongzi")):
        untold = pathlib.Path(tmp) / "x.zip"
        says(status(run("convert", sheet, "-o", untold, *known), 1), "SRC-027", "formats learn")
        assert not untold.exists()


@test
def every_layout_is_laid_out_again(tmp):
    for folder in sorted(p for p in (GOLDEN / "layouts").iterdir() if (p / "filled.zip").exists()):
        sheet, _ = convert(tmp, folder / "filled.zip", "编辑表.xlsx")
        if folder.name != "spaces":  # runs of blanks have no one width
            out, _ = convert(tmp, sheet, "o.zip", "--template", folder / "template.zip")
            assert only_text(out) == only_text(folder / "filled.zip"), folder


@test
def an_editing_sheet_survives_spreadsheet_programs(tmp):
    sheet, _ = convert(tmp, TEMPLATE, "编辑表.xlsx")
    again, _ = convert(tmp, TEMPLATE, "再来.xlsx")
    assert sheet.read_bytes() == again.read_bytes(), "the same input, the same bytes"
    with zipfile.ZipFile(sheet) as z:
        page = z.read("xl/worksheets/sheet1.xml").decode()
        styles = z.read("xl/styles.xml").decode()
    for part in ("<sheetProtection", "<dataValidation ", 'state="frozen"', "ROUND(E2,2)=E2", 'sqref="E2:E73"'):
        assert part in page, part
    assert 'locked="0"' in styles
    cells = status(run("inspect", "--cells", sheet), 0).stdout.decode().splitlines()
    kinds = {row.split("\t")[1]: row.split("\t")[2] for row in cells}
    assert [kinds[c + "2"] for c in "ABCD"] == ["text", "text", "text", "number"], cells[5:9]
    untouched(tmp, "编辑表.xlsx", "再来.xlsx")
    plain, _ = convert(tmp, TEMPLATE, "编辑表.csv")
    assert plain.read_bytes().startswith(b"\xef\xbb\xbf")


@test
def convert_asks_for_what_it_needs(tmp):
    for words in (["convert"], ["convert", TEMPLATE], ["convert", TEMPLATE, "-o", f"{tmp}/x.pdf"],
                  ["convert", TEMPLATE, TEMPLATE, "-o", f"{tmp}/x.txt"], ["convert", TEMPLATE, "-o", "-"]):
        status(run(*words), 2)
    broken = pathlib.Path(tmp) / "坏.zip"
    broken.write_bytes(FILLED.read_bytes()[:900])
    for name in ("x.txt", "x.zip", "x.xlsx"):
        _, got = convert(tmp, broken, name, wanted=1)
        says(got, "Nothing was written")
    status(run("convert", TEMPLATE, "-o", f"{tmp}/没有/x.xlsx"), 3)
    untouched(tmp, "坏.zip")


# ---------------------------------------------------------------- the other commands
@test
def inspect_states_facts(tmp):
    says(status(run("inspect", TEMPLATE), 0), "GBK", "CRLF 73", "TAB", "现工资", "new wage", "Deflate", "by its header")
    got = json.loads(status(run("inspect", TEMPLATE, "--report", "json"), 0).stdout)["files"][0]
    assert "verdict" not in got and got["facts"]["text"]["encoding"] == "GBK", got
    assert {c["encoding"] for c in got["facts"]["text"]["candidates"]} >= {"GBK", "UTF-8", "Big5"}, got
    for kind in ("html", "sarif", "junit", "csv"):
        says(status(run("inspect", TEMPLATE, "--report", kind), 2), "judges nothing")


@test
def inspect_shows_offending_bytes(tmp):
    bad = ROOT / "fixtures/ENC-004/bad-ff.zip"
    says(status(run("inspect", bad), 0), "line 17, byte 857: FF")
    assert b"[FF]" not in run("inspect", bad).stdout, "what stands round it may be a name"
    says(status(run("inspect", bad, "--reveal", "all"), 0), "[FF]")


@test
def inspect_lists_cells(tmp):
    got = status(run("inspect", "--cells", PAYROLL / "utf8.csv"), 0)
    first = got.stdout.decode().splitlines()[0].split("\t")
    assert len(first) == 4 and first[1] == "A1" and first[2] == "text", first


@test
def explain_tells_one_and_all(tmp):
    says(status(run("explain", "pay-001", lang="zh"), 0), "PAY-001", "用 baopan", "手工")
    listed = status(run("explain"), 0).stdout.decode().splitlines()
    assert len(listed) >= 25, listed
    status(run("explain", "PAY-999"), 2)


@test
def explain_writes_the_manual(tmp):
    for lang, words in [("zh", ["### PAY-001", "用 baopan", "手工（记事本、Excel、WPS）"]), ("en", ["### PAY-001", "With baopan", "By hand"])]:
        says(status(run("explain", "--report", "md", lang=lang), 0), *words)
    status(run("explain", "--report", f"md={tmp}/manual.md"), 0)
    assert "## ROS" in pathlib.Path(tmp, "manual.md").read_text()
    assert "{n}" not in pathlib.Path(tmp, "manual.md").read_text(), "placeholders are left out"
    says(status(run("check", FILLED, "--report", "md"), 2), "explain")
    status(run("explain", "--report", "csv"), 2)


@test
def formats_are_listed_shown_learned_and_linted(tmp):
    says(status(run("formats", "list"), 0), "hlj-shengzhi-gongzi")
    shown = status(run("formats", "show", "hlj-shengzhi-gongzi"), 0).stdout
    copy = pathlib.Path(tmp) / "f.yaml"
    copy.write_bytes(shown)
    status(run("formats", "lint", copy), 0)
    learned = pathlib.Path(tmp) / "本单位.yaml"
    status(run("formats", "learn", TEMPLATE, "-o", learned), 0)
    status(run("formats", "lint", learned), 0)
    status(run("check", FILLED, "--format", learned), 0)
    copy.write_text("nmae: x\n")
    says(status(run("formats", "lint", copy), 1), "FMT-002")
    status(run("formats", "show", "nosuch"), 2)


@test
def usage_errors_are_two(tmp):
    for words in ([], ["chekc"], ["check"], ["fill", TEMPLATE], ["check", "--no-such"], ["check", "--report", "x", FILLED],
                  ["fill", TEMPLATE, PAYROLL / "utf8.csv"]):
        status(run(*words), 2)


@test
def several_files_take_the_highest_status(tmp):
    files = report(FILLED, TEMPLATE, "--template", TEMPLATE, wanted=1)
    assert [f["verdict"] for f in files] == ["pass", "fail"]
    got = run("check", FILLED, f"{tmp}/x.zip", TEMPLATE, "--report", "ndjson")
    assert got.returncode == 3 and len(got.stdout.splitlines()) == 2


@test
def fail_on_decides_the_status(tmp):
    status(run("check", TEMPLATE, "--fail-on", "never"), 0)
    status(run("check", TEMPLATE, "--allow-undeclared", "--fail-on", "warning"), 1)


# ---------------------------------------------------------------- manners
COMMANDS = ["check", "fill", "fix", "convert", "inspect", "explain", "formats", "bundle", "compare", "summary", "completion", "manual"]


@test
def every_command_has_help_with_examples(tmp):
    says(status(run("--help"), 0), "usage:", *COMMANDS)
    says(status(run("--version"), 0), "baopan ")
    for name in COMMANDS:
        says(status(run(name, "--help"), 0), f"baopan {name}", "Examples:", "--lang")
        says(status(run(name, "--help", lang="zh"), 0), "用法：", "例如：")
    says(status(run("check", "--help"), 0), "--template FILE")
    assert run("help", "fill").stdout == run("fill", "--help").stdout and run("help").stdout == run("--help").stdout
    says(status(run("help", "chekc"), 2), "did you mean check?")


@test
def mistyped_words_are_answered_with_the_right_one(tmp):
    says(status(run("chekc"), 2), "did you mean check?")
    says(status(run("check", "--tmeplate", "x"), 2), "did you mean --template?")
    says(status(run("check", FILLED, "--format", "hlj-shengzi-gongzi"), 2), "did you mean hlj-shengzhi-gongzi?")
    says(status(run("formats", "show", "hlj-shenzhi-gongzi"), 2), "did you mean hlj-shengzhi-gongzi?")
    says(status(run("explain", "PYA-001"), 2), "did you mean PAY-001?")
    says(status(run("frobnicate-it-all"), 2), "baopan --help")
    says(status(run("check", FILLED, "--fail-on", "eror"), 2), "error|warning|note|never")
    for words, meant in (("--fail-on eror", "error"), ("--report jsno=x", "json"), ("--severity PAY-001=wraning", "warning"), ("--reveal id,nmae", "name")):
        says(status(run("check", FILLED, *words.split()), 2), f"did you mean {meant}?")
    says(status(run("check", FILLED, "--report", "json", "--report", "csv"), 2), "one report only")
    says(status(run("formats", "lsit"), 2), "did you mean list?")


@test
def options_of_other_commands_are_refused(tmp):
    says(status(run("check", FILLED, "--sheet", "1"), 2), "--sheet", "baopan check --help")
    says(status(run("fill", TEMPLATE, PAYROLL / "utf8.csv", "-o", f"{tmp}/o.zip", "--hash"), 2), "--hash")
    says(status(run("check", FILLED, "--hash=1"), 2), "takes no value")
    untouched(tmp)


def wait_on(terminal, met):
    """Reads what a terminal shows until something is so, or for half a minute."""
    import select
    import time
    until = time.monotonic() + 30
    while not met() and time.monotonic() < until:
        while select.select([terminal], [], [], 0.05)[0]:
            os.read(terminal, 1 << 16)


def zsh_completes(tmp, script, env, asked):
    """What a real zsh on a terminal makes of these words when TAB is pressed: another key keeps its line in a file."""
    import pty
    shown = pathlib.Path(tmp) / "shown"
    shutil.copy(script, pathlib.Path(tmp) / "_baopan")
    keep = f"keep() {{ print -r -- $BUFFER >> '{shown}'; zle kill-whole-line }}; zle -N keep; bindkey '^X' keep"
    child, terminal = pty.fork()
    if child == 0:
        os.execvpe("zsh", ["zsh", "-f", "-i"], dict(env, TERM="dumb", LC_ALL="C.UTF-8"))
    os.write(terminal, f"fpath=('{tmp}' $fpath); autoload -Uz compinit; compinit -u -D; {keep}; : > '{shown}'\r".encode())
    wait_on(terminal, shown.exists)
    for n, words in enumerate(asked, 1):
        os.write(terminal, f"baopan {words}\t\x18".encode())
        wait_on(terminal, lambda: shown.read_text().count("\n") >= n)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(terminal)
    return [line.removeprefix("baopan ").rstrip() for line in shown.read_text().splitlines()]


@test
def shells_complete_words(tmp):
    env = dict(os.environ, PATH=f"{pathlib.Path(BAOPAN).parent}:{os.environ['PATH']}")
    scripts = {}
    for shell in ("bash", "zsh", "fish"):
        scripts[shell] = pathlib.Path(tmp) / shell
        scripts[shell].write_bytes(status(run("completion", shell), 0).stdout)
        if shutil.which(shell):
            assert subprocess.run([shell, "-n", str(scripts[shell])]).returncode == 0, shell
    asked = (". '%s'; COMP_WORDS=(%s); COMP_CWORD=%d; _baopan; echo ${COMPREPLY[@]}" % (scripts["bash"], words, at)
             for words, at in (("baopan che", 1), ("baopan check --tem", 2), ("baopan check --fail-on = w", 4), ("baopan explain PAY-001", 2)))
    got = [subprocess.run(["bash", "-c", q], capture_output=True, env=env, timeout=20).stdout.decode().strip() for q in asked]
    assert got == ["check", "--template", "warning", "PAY-001"], got
    if shutil.which("fish"):
        asked = ("check --templ", "check --fail-on war", "formats lea", "explain PAY-001", "fi")
        query = f"source '{scripts['fish']}'; " + "; ".join(f"complete -C 'baopan {q}'" for q in asked)
        got = subprocess.run(["fish", "-c", query], capture_output=True, env=env, timeout=20).stdout.decode()
        words = [line.split("\t")[0] for line in got.splitlines()]
        assert words[:4] == ["--template", "warning", "learn", "PAY-001"] and set(words[4:6]) == {"fill", "fix"}, got
    if shutil.which("zsh"):
        got = zsh_completes(tmp, scripts["zsh"], env, ("che", "check --tem", "check --report=sa", "formats le", "explain PAY-001"))
        assert got == ["check", "check --template=", "check --report=sarif", "formats learn", "explain PAY-001"], got
    status(run("completion", "tcsh"), 2)


@test
def the_manual_page_is_sound(tmp):
    for lang in ("en", "zh"):
        page = status(run("manual", lang=lang), 0).stdout
        assert page.startswith(b".") and b".TH BAOPAN 1" in page and page.count(b".SS baopan") >= len(COMMANDS)
        if shutil.which("groff"):
            got = subprocess.run(["groff", "-man", "-Kutf8", "-Tutf8", "-ww"], input=page, capture_output=True, timeout=60)
            assert got.returncode == 0 and (lang == "zh" or not got.stderr), got.stderr


@test
def installing_and_uninstalling_leave_nothing(tmp):
    if pathlib.Path(BAOPAN) != ROOT / "build/baopan":
        raise Skipped("only the plain build is installed")
    make = ["make", "-s", "-C", str(ROOT), f"DESTDIR={tmp}/d".replace(" ", ""), "PREFIX=/usr"]
    folder = pathlib.Path(f"{tmp}/d".replace(" ", ""))
    assert subprocess.run([*make, "install"], capture_output=True, timeout=120).returncode == 0
    for name in ("bin/baopan", "share/man/man1/baopan.1", "share/bash-completion/completions/baopan",
                 "share/zsh/site-functions/_baopan", "share/fish/vendor_completions.d/baopan.fish",
                 "share/baopan/formats/hlj-shengzhi-gongzi.yaml"):
        assert (folder / "usr" / name).stat().st_size, name
    assert subprocess.run([*make, "uninstall"], capture_output=True, timeout=120).returncode == 0
    left = [p for p in folder.rglob("*") if p.is_file()]
    shutil.rmtree(folder)
    assert not left, left


@test
def colour_is_asked_for_or_left_out(tmp):
    assert b"\x1b[" in run("check", FILLED, "--color", "always").stdout
    assert b"\x1b[" not in run("check", FILLED).stdout
    env = dict(os.environ, NO_COLOR="1")
    assert b"\x1b[" not in run("check", FILLED, "--color", "auto", env=env).stdout


# ---------------------------------------------------------------- batches
def batch_folder(tmp):
    folder = pathlib.Path(tmp) / "各 单位"
    (folder / "b/c").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    for name in ("z.zip", "b/c/a.ZIP", ".hidden/x.zip", ".y.zip"):
        shutil.copy(FILLED, folder / name)
    shutil.copy(TEMPLATE, folder / "b/空白.zip")
    shutil.copy(GOLDEN / "filled.txt", folder / "b/c/m.txt")
    (folder / "b/坏.zip").write_bytes(b"PK\x03\x04 cut")
    (folder / "readme.md").write_text("no")
    if not ON_WINDOWS:  # Wine shows such a link as the folder itself
        (folder / "circle").symlink_to(folder)
    return folder, ["b/c/a.ZIP", "b/c/m.txt", "b/坏.zip", "b/空白.zip", "z.zip"]


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
    assert got.returncode == 3 and len(got.stdout.splitlines()) == 5
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
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@test
@not_on_windows("a signal is no Ctrl-C to Wine")
def ctrl_c_leaves_what_is_finished_and_nothing_half(tmp):
    pipe, out = pathlib.Path(tmp) / "pipe.zip", pathlib.Path(tmp) / "out.ndjson"
    os.mkfifo(pipe)
    child = subprocess.Popen([*COMMAND, "check", str(FILLED), str(pipe), str(FILLED), "--report", f"ndjson={out}", "--lang", "en"],
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=as_in_the_foreground)
    child.stdout.readline()
    said = b""
    for _ in range(20):  # a Ctrl-C in the instant before the pipe is opened is pressed again, as a person would
        child.send_signal(signal.SIGINT)
        try:
            _, said = child.communicate(timeout=1)
            break
        except subprocess.TimeoutExpired:
            pass
    assert child.returncode == -signal.SIGINT and b"1 of 3" in said, (child.returncode, said)
    assert len(out.read_text("utf-8").splitlines()) == 1
    untouched(tmp, "pipe.zip", "out.ndjson")


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


# ---------------------------------------------------------------- shards, added up
def summed(*paths, wanted=0):
    return json.loads(status(run("summary", *paths, "--report", "json"), wanted).stdout)


@test
def a_summary_adds_up_what_check_said(tmp):
    folder, _ = batch_folder(tmp)
    listed = pathlib.Path(tmp) / "all.ndjson"
    status(run("check", folder, "--template", TEMPLATE, "--report", f"ndjson={listed}"), 1)
    told = [json.loads(line) for line in listed.read_text("utf-8").splitlines()]
    got = summed(listed)
    assert got["files"] == len(told) == sum(got["verdicts"].values()) == 5
    for key in ("insured", "entered", "notEntered"):
        assert got[key] == sum(one["portal"][key] for one in told), key
    for key in ("error", "warning", "note"):
        assert got[key] == sum(one["summary"][key] for one in told), key
    for key in ("oldTotal", "newTotal"):
        known = [one["portal"][key] for one in told if one["portal"][key] is not None]
        fen = sum(int(k.replace(".", "")) for k in known)
        assert got[key] == {"sum": f"{fen // 100}.{fen % 100:02}", "files": len(known)}, key
    for code, one in got["byCode"].items():
        per_file = [t["summary"]["byCode"][code] for t in told if code in t["summary"]["byCode"]]
        assert one == {"count": sum(per_file), "files": len(per_file)}, code
    assert got["damagedLines"] == 0 and set(got["byCode"]) == {c for t in told for c in t["summary"]["byCode"]}
    twice = summed(listed, listed)
    assert twice["insured"] == got["insured"] and twice["files"] == 5, "given twice, counted once"
    assert twice["repeatedLines"] == 5 and twice["repeated"][0] == {"path": str(listed), "line": 1}, twice
    says(run("summary", listed, listed), "counted once", "line 5")
    again = pathlib.Path(tmp) / "again.ndjson"
    again.write_bytes(listed.read_bytes().replace(b'"insured":72', b'"insured":71'))
    other = summed(listed, again, wanted=1)
    assert other["files"] > 5 and other["differingLines"] == other["files"] - 5, "both counted, and told"
    hashed = [line.replace(b'"path":', b'"path":"same","sha256":"%064d","was":' % i) for i, line in enumerate(listed.read_bytes().splitlines(True))]
    again.write_bytes(b"".join(hashed))
    assert summed(again)["differingLines"] == 0, "files of one name that are others"
    assert run("summary", "-", stdin=listed.read_bytes()).stdout == run("summary", listed).stdout
    says(run("summary", listed), "5 files", f"Insured {got['insured']}")
    says(run("summary", listed, lang="zh"), "共 5 个文件", "未录入人数")
    status(run("summary"), 2)
    status(run("summary", listed, "--report", "html"), 2)
    status(run("summary", listed, "--report", f"json={listed}"), 2)
    status(run("summary", listed, f"{tmp}/nosuch"), 3)


@test
def a_summary_tells_damaged_lines(tmp):
    good = status(run("check", FILLED, "--report", "ndjson"), 0).stdout
    path = pathlib.Path(tmp) / "shard.ndjson"
    for bad in (b"{}", b"x", good[:-20], b"[1]", good.strip().replace(b'"pass"', b'"good"'),
                good.strip().replace(b'"4610757.52"', b'"4610757.5"'), good.strip().replace(b'"insured":72', b'"insured":-72'),
                good.strip().replace(b'"oldTotal":"4610757.52",', b"")):
        path.write_bytes(good + bad + b"\r\n\n" + good.replace(b'{"path":"', b'{"path":"another '))
        got = summed(path, wanted=1)
        assert got["files"] == 2 and got["insured"] == 144, (bad, got)
        assert got["damaged"] == [{"path": str(path), "line": 2}] and got["damagedLines"] == 1, bad
        says(status(run("summary", path), 1), "line 2", "not counted")
    path.write_bytes(good + good[:-30])
    assert summed(path, wanted=1)["damaged"][0]["line"] == 2


def recipe(word):
    """The command line of the README in which this word stands."""
    lines = (ROOT / "README.md").read_text("utf-8").splitlines()
    return next(re.sub(r"^\$ |   # exit 1$", "", line) for line in lines if line.lstrip("$ ").startswith("find ") and word in line)


def shards_add_up(tmp, command, path):
    """The recipe over a folder of exports gives the sums that one call gives."""
    folder, _ = batch_folder(tmp)
    shutil.move(folder, f"{tmp}/exports")
    shutil.copy(TEMPLATE, f"{tmp}/原模板.zip")
    env = dict(os.environ, PATH=f"{path}{pathlib.Path(BAOPAN).parent}:{os.environ['PATH']}", LC_ALL="C.UTF-8")
    said = subprocess.run(["sh", "-c", command], cwd=tmp, env=env, capture_output=True, timeout=120).stderr.decode()
    zips = sorted(pathlib.Path(tmp, "exports").rglob("*.zip"))
    one = run("check", *zips, "--template", TEMPLATE, "--report", "ndjson").stdout
    shards = sorted(pathlib.Path(tmp).glob("shard-*.ndjson"))
    assert len(shards) == len(zips) > 1, (shards, said)
    whole = pathlib.Path(tmp) / "whole.ndjson"
    whole.write_bytes(one)
    assert summed(*shards) == summed(whole), (summed(*shards), summed(whole), said)


@test
def shards_of_parallel_add_up_to_the_same(tmp):
    if not shutil.which("parallel"):
        raise Skipped("GNU parallel is not installed")
    shards_add_up(tmp, recipe("parallel -0 -N 1 -j 2"), "")


# Stands in for ssh: another machine is a folder by its name, and what is asked of it is done there.
SSH = """#!/bin/sh
while case $1 in -[oplibcF]) shift 2; true;; -*) shift; true;; *) false;; esac do :; done
echo "$1" >> '{log}'
mkdir -p '{home}'/"$1" && cd '{home}'/"$1" && HOME=$PWD || exit 255
shift
[ "$1" = -- ] && shift
exec sh -c "$*"
"""


@test
def shards_of_other_machines_add_up_to_the_same(tmp):
    if not shutil.which("parallel") or not shutil.which("rsync"):
        raise Skipped("GNU parallel or rsync is not installed")
    tools, home, log = (pathlib.Path(tmp) / name for name in ("tools", "home", "hosts"))
    tools.mkdir()
    home.mkdir()
    (tools / "ssh").write_text(SSH.format(home=home, log=log), "utf-8")
    (tools / "ssh").chmod(0o755)
    shards_add_up(tmp, recipe("--sshlogin"), f"{tools}:")
    hosts = set(log.read_text().split())
    assert hosts and hosts <= {"host1", "host2"}, hosts  # where one is done at once the other may get no work
    left = [p for p in home.rglob("*") if p.is_file() and ".parallel" not in p.parts]
    assert not left, left


# ---------------------------------------------------------------- receipts
@test
def a_receipt_proves_the_file(tmp):
    path = pathlib.Path(tmp) / "回执.json"
    out, _ = fill(tmp, PAYROLL / "utf8.csv", "--receipt", path)
    text = path.read_text("utf-8")
    told = json.loads(text)
    for key, file in (("template", TEMPLATE), ("table", PAYROLL / "utf8.csv"), ("output", out)):
        assert told[key] == {"sha256": hashlib.sha256(file.read_bytes()).hexdigest(), "bytes": file.stat().st_size}, key
    assert told["portal"] == {"insured": 72, "entered": 72, "notEntered": 0, "oldTotal": "4610757.52", "newTotal": "4901071.49"}
    assert told["changed"] == {"field": "现工资", "lines": 72, "nothingElse": True}
    assert not any(p in text for number, name, id_, *_ in people() for p in (name, id_, number)), "no personal data"
    says(status(run("check", out, "--template", TEMPLATE, "--receipt", path), 0), "the very file of the receipt")
    got = report(out, "--receipt", path, wanted=0)[0]
    assert got["receipt"] == "same"
    says(status(run("check", FILLED, "--receipt", path), 1), "SYS-002")
    says(status(run("check", out, "--template", FILLED, "--receipt", path), 1), "SYS-002")
    says(status(run("check", out, "--receipt", out), 1), "SYS-003")
    status(run("check", out, "--receipt", f"{tmp}/nosuch"), 3)
    status(run("check", out, "--receipt", path, "--report", f"json={path}"), 2)
    assert path.read_text("utf-8") == text


@test
def a_receipt_is_an_output_like_others(tmp):
    path = pathlib.Path(tmp) / "r.json"
    path.write_text("mine")
    says(status(run("fill", TEMPLATE, PAYROLL / "utf8.csv", "-o", f"{tmp}/o.zip", "--receipt", path), 2), "--force")
    status(run("fill", TEMPLATE, PAYROLL / "utf8.csv", "-o", f"{tmp}/o.zip", "--receipt", f"{tmp}/o.zip"), 2)
    status(run("fill", TEMPLATE, PAYROLL / "utf8.csv", "-o", f"{tmp}/o.zip", "--receipt", TEMPLATE, "--force"), 2)
    assert path.read_text() == "mine"
    untouched(tmp, "r.json")


# What helpdesks use is tested in a file of its own.
helpdesk.tests(sys.modules[__name__])


def outcome(function):
    """None when it passed; else what is to be said."""
    if ON_WINDOWS and hasattr(function, "not_on_windows"):
        return f"skipped {function.__name__}: {function.not_on_windows}"
    with tempfile.TemporaryDirectory(prefix="baopan 测试 ") as tmp:
        try:
            function(tmp)
        except Skipped as why:
            return f"skipped {function.__name__}: {why}"
        except Exception as why:
            return f"FAILED {function.__name__}: {type(why).__name__}: {why}"
    return None


def main():
    wanted = sys.argv[2:]
    chosen = [function for function in TESTS if not wanted or function.__name__ in wanted]
    with concurrent.futures.ThreadPoolExecutor(2) as hands:  # since Wine is slow to start
        said = list((hands.map if ON_WINDOWS else map)(outcome, chosen))
    for words in filter(None, said):
        print(words)
    failed, skipped = (sum(1 for words in said if words and words.startswith(start)) for start in ("FAILED", "skipped"))
    passed = len(said) - failed - skipped
    print(f"cli: {passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed or not passed else 0


sys.exit(main())
