"""Tests of fix: what is repaired alone, what waits for a yes, and what is left to a person."""
import itertools
import json
import os
import pathlib
import re
import zipfile

from kit import FILLED, PAYROLL, ROOT, TEMPLATE, golden_text, not_on_windows, of_the_core, people, report, run, says, status, test, untouched


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


@test
def a_yes_to_shifted_wages_is_taken_once(tmp):
    """They show in the broken file and again in what is written: whoever has said yes is not asked again."""
    out = pathlib.Path(tmp) / "o.zip"
    command = ("fix", ROOT / "fixtures/ROS-004/bad-wages.zip", "--template", TEMPLATE, "-o", out)
    says(status(run(*command, "--partial"), 1), "ROS-004")
    assert not out.exists()
    status(run(*command, "--yes", "ROS-004"), 0)
    assert out.exists()


@test
def another_years_wages_are_asked_about(tmp):
    """原工资 is nobody's of the template: what stands in 现工资 may be another year's, or the old ones."""
    case = ROOT / "fixtures/ROS-005/bad-year"
    out, got = fix(tmp, case / "upload.zip", "--partial", template=case / "template.zip", wanted=1)
    says(got, "ROS-005")
    assert not out.exists()
    fix(tmp, case / "upload.zip", "--yes", "ROS-005", template=case / "template.zip")
    assert out.exists()


def other_columns(tmp, change, head=True):
    """The filled text, each line's fields through change(fields, number from 0); the header's too, or none."""
    lines = [line.split("\t") for line in golden_text().decode("gb18030").splitlines()]
    changed = [change(fields, n) for n, fields in enumerate(lines) if n or head]
    path = pathlib.Path(tmp) / "别的列.txt"
    path.write_bytes("".join("\t".join(fields) + "\r\n" for fields in changed).encode("gb18030"))
    return path


def is_golden(out):
    with zipfile.ZipFile(out) as z:
        return z.read(z.namelist()[0]) == golden_text()


@test
def a_header_says_which_column_is_the_wage(tmp):
    """With a column more or less than the template, and nothing else to know the wage by."""
    for change in (lambda f, n: f + ["正常" if n else "备注"], lambda f, n: f + ["350.00" if n else "增长额"],
                   lambda f, n: f[:3] + f[4:], lambda f, n: [f[4]] + f[1:3], lambda f, n: ["岗" if n else "岗位"] + f):
        broken = other_columns(tmp, change)
        listed = json.loads(status(run("fix", broken, "--template", TEMPLATE, "--dry-run", "--report", "json"), 0).stdout)["files"][0]
        assert [r["fix"] for r in listed["repairs"] if r["code"] == "ROW-003"] == ["safe"] and not listed["asks"], listed
        out, _ = fix(tmp, broken, "--force")
        assert is_golden(out)


@test
def the_templates_own_names_say_it_too(tmp):
    """Of which the header words know none."""
    rows = [line.split("\t") for line in golden_text().decode("gb18030").splitlines()]
    def text(change):
        return "".join("\t".join(change(f, n)) + "\r\n" for n, f in enumerate(rows)).encode("gb18030")
    head = ["甲", "乙", "丙", "丁", "戊"]
    template, broken = pathlib.Path(tmp) / "原.txt", pathlib.Path(tmp) / "坏.txt"
    template.write_bytes(text(lambda f, n: f[:4] + [""] if n else head))
    broken.write_bytes(text(lambda f, n: f[:3] + [f[4], "9.50"] if n else head[:3] + ["戊", "己"]))
    out, _ = fix(tmp, broken, template=template)
    with zipfile.ZipFile(out) as z:
        assert z.read(z.namelist()[0]) == text(lambda f, n: f if n else head)


@test
def without_one_a_person_says_it(tmp):
    for change in (lambda f, n: f + ["350.00"], lambda f, n: [f[2], f[4]], lambda f, n: f + ["正常"]):
        broken = other_columns(tmp, change, head=False)
        out, got = fix(tmp, broken, wanted=1)
        says(got, "needs you (--yes ROW-003)")
        assert not out.exists()
        dry = json.loads(status(run("fix", broken, "--template", TEMPLATE, "--dry-run", "--report", "json"), 1).stdout)["files"][0]
        assert dry["asks"] == ["ROW-003"] and [r["fix"] for r in dry["repairs"] if r["code"] == "ROW-003"] == ["confirm"], dry
    out, _ = fix(tmp, broken, "--yes", "ROW-003")
    assert is_golden(out)


@test
def a_word_behind_the_wage_is_not_taken_for_it(tmp):
    """Here and there a line with a field too many: the wage is the last number, never a guess between two."""
    broken = other_columns(tmp, lambda f, n: f + ["病假"] if n % 9 == 1 else f)
    out, _ = fix(tmp, broken, wanted=1)
    assert not out.exists()
    out, _ = fix(tmp, broken, "--yes", "ROW-003")
    assert is_golden(out)
    broken = other_columns(tmp, lambda f, n: f[:4] + ["待定", "病假"] if n == 16 else f)
    got = json.loads(status(run("fix", broken, "--template", TEMPLATE, "--dry-run", "--yes", "ROW-003", "--reveal", "all", "--report", "json"), 1).stdout)
    wrong = [r for r in got["files"][0]["repairs"] if r["code"] == "PAY-004"]
    assert wrong == [{"code": "PAY-004", "line": 17, "fix": "none", "from": "病假"}], wrong


def one_line(tmp, change):
    """The filled text, the fields of line 6 through change; the person's old wage is the fourth of them."""
    return other_columns(tmp, lambda f, n: change(f) if n == 5 else f)


@test
@of_the_core
def an_old_wage_that_was_pushed_along_is_not_taken(tmp):
    """A field too many before it, and the new wage blank or a remark: a yes to the fields is none to that."""
    for change in (lambda f: f[:3] + ["", f[3], "", ""], lambda f: f[:3] + ["在职", f[3], "", ""], lambda f: f[:3] + ["在职", f[3], "未申报"]):
        for more in ((), ("--yes", "ROW-003"), ("--yes", "ROW-003", "--yes", "ROW-015")):
            fix(tmp, one_line(tmp, change), "--force", *more, wanted=1)


@test
@of_the_core
def an_old_wage_for_the_new_one_waits_for_a_yes(tmp):
    """The same wage as before is no mistake where nothing else is odd, or every line is so."""
    for change, code in ((lambda f: f[:4] + [f[3], ""], "ROW-003"), (lambda f: f[:3] + ["在职", f[3]], "ROW-015")):
        broken = one_line(tmp, change)
        _, got = fix(tmp, broken, "--force", wanted=1)
        says(got, f"--yes {code}")
        fix(tmp, broken, "--force", "--yes", code)
    fix(tmp, one_line(tmp, lambda f: f[:4] + [f[3]]), "--force")
    fix(tmp, other_columns(tmp, lambda f, n: (f[:4] + [f[3] if n == 5 else f[4], "", ""]) if n else f), "--force")


@test
@of_the_core
def a_wage_that_commas_cut_up_is_no_wage(tmp):
    """60,333.44 between commas; where nothing is cut up, wages of three digits are wages."""
    def saved(change, *more, wanted=0):
        lines = [line.split("\t") for line in golden_text().decode("gb18030").splitlines()]
        path = pathlib.Path(tmp) / "逗号.csv"
        path.write_bytes("".join(",".join(change(f) if n else f) + "\r\n" for n, f in enumerate(lines)).encode("gb18030"))
        return fix(tmp, path, "--force", *more, wanted=wanted)[1]
    for more in ((), ("--yes", "ROW-003")):
        says(saved(lambda f: f[:4] + [f"{float(f[4]):,.2f}"], *more, wanted=1), "SRC-021")
        saved(lambda f: f[:3] + [f"{float(x):,.2f}" for x in f[3:]], *more, wanted=1)
    saved(lambda f: f[:4] + ["900"])


@test
@of_the_core
def of_several_numbers_none_is_taken(tmp):
    """No header says which is the wage; those that the template explains are none of them."""
    yes = ("--yes", "ROW-003")
    for change in (lambda f: f + ["6000"], lambda f: f[:4] + ["6000", f[4]], lambda f: f[:4] + [f[3], f[4]]):
        for which in (range(1, 80), (5,)):
            broken = other_columns(tmp, lambda f, n: change(f) if n in which else f)  # noqa: B023
            says(fix(tmp, broken, "--force", *yes, wanted=1)[1], "SRC-021")
    for change in (lambda f: f[:3] + ["在职"] + f[3:], lambda f: f[:3] + ["6000"] + f[3:]):
        out, _ = fix(tmp, one_line(tmp, change), "--force", *yes)
        assert is_golden(out)
    shifted = other_columns(tmp, lambda f, n: [""] + f[:4], head=False)
    no_header = ROOT / "fixtures/golden/layouts/no-header/template.zip"
    _, got = fix(tmp, shifted, "--force", template=no_header, wanted=1)
    says(got, "--yes ROW-015")


@test
@of_the_core
def any_order_of_columns_gives_the_wages_or_none(tmp):
    """Without a header, whatever the order: the program never takes one column for another."""
    no_header = ROOT / "fixtures/golden/layouts/no-header"
    with zipfile.ZipFile(no_header / "filled.zip") as z:
        wanted = z.read(z.namelist()[0])
    lines = [line.split("\t") for line in wanted.decode("gb18030").splitlines()]
    orders, taken = list(itertools.permutations(range(5)))[::7], 0
    for order in orders:
        path = pathlib.Path(tmp) / "别的次序.txt"
        path.write_bytes("".join("\t".join(f[i] for i in order) + "\r\n" for f in lines).encode("gb18030"))
        out = pathlib.Path(tmp) / "修好.zip"
        out.unlink(missing_ok=True)
        if run("fix", path, "--template", no_header / "template.zip", "-o", out).returncode == 0:
            with zipfile.ZipFile(out) as z:
                assert z.read(z.namelist()[0]) == wanted, order
            taken += 1
    assert 0 < taken < len(orders), taken


@test
@of_the_core
def in_a_workbook_neither(tmp):
    """A broken file that was saved as a workbook, or as what calls itself one."""
    def saved(change, head=True, *more, wanted=0):
        lines = [line.split("\t") for line in golden_text().decode("gb18030").splitlines()]
        rows = [change(f, n) for n, f in enumerate(lines)][0 if head else 1:]
        path = pathlib.Path(tmp) / "另存.xls"
        path.write_text('<html><meta charset="utf-8"><table>' + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in r) + "</tr>" for r in rows)
                        + "</table></html>", encoding="utf-8")
        return fix(tmp, path, "--force", *more, wanted=wanted)
    assert is_golden(saved(lambda f, n: f)[0])
    for change in (lambda f, n: f[:3] + ["", f[3]] if n == 5 else f, lambda f, n: f[:3] + [f[4], f[3]] if n else f):
        says(saved(change, wanted=1)[1], "--yes ROW-015")
        saved(change, True, "--yes", "ROW-015")
    saved(lambda f, n: f[:4] + ["6000", f[4]] if n else f, True, "--yes", "ROW-003", wanted=1)
    says(saved(lambda f, n: f[:4], False, wanted=1)[1], "--yes ROW-015")


def golden_lines():
    return golden_text().decode("gb18030").splitlines()


def broken_text(tmp, text, name="坏了.txt"):
    path = pathlib.Path(tmp) / name
    path.write_bytes(text.encode("gb18030"))
    return path


@test
@of_the_core
def a_wage_that_was_torn_or_cut_off_is_not_taken(tmp):
    lines = golden_lines()
    for at in (1, 3, 5):
        torn = list(lines)
        torn[6] = torn[6][:-at] + "\r\n" + torn[6][-at:]
        says(fix(tmp, broken_text(tmp, "\r\n".join(torn) + "\r\n"), "--force", wanted=1)[1], "SRC-021")
    whole = "\r\n".join(lines)
    assert is_golden(fix(tmp, broken_text(tmp, whole), "--force")[0])
    says(fix(tmp, broken_text(tmp, whole[:-4]), "--force", wanted=1)[1], "SRC-021")
    middle = "\r\n".join(lines[:41])
    out, got = fix(tmp, broken_text(tmp, middle[:-1]), "--force", "--partial", wanted=1)
    with zipfile.ZipFile(out) as z:
        assert z.read(z.namelist()[0]).decode("gb18030").splitlines()[40].endswith("\t"), got.stdout.decode()


@test
@of_the_core
def neither_ones_own_number_nor_another_unit_is_a_wage(tmp):
    for change in (lambda f: f[:4] + [f[0]], lambda f: [f[4]] + f[1:4] + [f[0]], lambda f: f[:4] + ["$" + f[4]]):
        says(fix(tmp, one_line(tmp, change), "--force", wanted=1)[1], "SRC-021")
    lines = golden_lines()
    for title, head in (("", "现工资（万元）"), ("", "现工资/千元"), ("单位：万元\r\n", "现工资")):
        text = title + "\r\n".join([lines[0].replace("现工资", head)] + lines[1:]) + "\r\n"
        says(fix(tmp, broken_text(tmp, text), "--force", wanted=1)[1], "SRC-032")
    assert is_golden(fix(tmp, one_line(tmp, lambda f: f[:4] + [f'"{f[4]}"']), "--force")[0])


@test
@of_the_core
def only_what_a_yes_would_help_is_asked(tmp):
    """Of fields too few it would not; of a column that moved it is named."""
    lines = golden_lines()
    torn = "\r\n".join(lines[:6] + [lines[6].rsplit("\t", 1)[0], lines[6].rsplit("\t", 1)[1]] + lines[7:]) + "\r\n"
    assert b"--yes" not in fix(tmp, broken_text(tmp, torn), "--force", wanted=1)[1].stdout
    swapped = [line.split("\t") for line in lines]
    swapped[2][0], swapped[3][0] = swapped[3][0], swapped[2][0]
    broken = broken_text(tmp, "\r\n".join("\t".join(f) for f in swapped) + "\r\n")
    says(fix(tmp, broken, "--force", wanted=1)[1], "(--yes ROS-004)")
    assert is_golden(fix(tmp, broken, "--force", "--yes", "ROS-004")[0])
    extra = other_columns(tmp, lambda f, n: f[:2] + ["x"] + f[2:] if n else f)
    for yes in ((), ("ROW-003",), ("ROW-003", "ROW-015")):
        got = fix(tmp, extra, "--force", *(part for code in yes for part in ("--yes", code)), wanted=1)[1]
        assert b"--yes ROW-015" not in got.stdout, got.stdout.decode()


@test
def a_workbook_whose_ids_were_sorted_is_not_taken(tmp):
    lines = [line.split("\t") for line in golden_lines()[1:]]
    ids = sorted(f[2] for f in lines)
    rows = [["姓名", "身份证号", "现工资"]] + [[f[1], i, f[4]] for f, i in zip(lines, ids)]
    path = pathlib.Path(tmp) / "簿.xls"
    path.write_text('<html><meta charset="utf-8"><table>' + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in r) + "</tr>" for r in rows)
                    + "</table></html>", encoding="utf-8")
    says(fix(tmp, path, "--force", wanted=1)[1], "ROS-004")


@test
@of_the_core
def a_column_that_alone_may_be_the_wage_is_it(tmp):
    lines = [line.split("\t") for line in golden_lines()[1:]]
    def table(head, *before):
        return broken_text(tmp, head + "\r\n" + "".join(",".join([*before, f[1], f[2], f[4]]) + "\r\n" for f in lines), "表.csv")
    assert is_golden(fix(tmp, table("姓名,身份证号,工资"), "--force")[0])
    fix(tmp, table("年收入,姓名,身份证号,基本工资", "1000"), "--force", wanted=1)
