"""Tests of fill: whose wage goes where, several insurances at once, and receipts of what was written."""
import hashlib
import io
import json
import os
import pathlib
import random
import shutil
import subprocess
import zipfile

from kit import FILLED, GOLDEN, PAYROLL, ROOT, TEMPLATE, fill, golden_text, of_the_core, people, report, run, says, status, test, untouched

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


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


def payroll(tmp, change, name="工资表.csv", head="姓名,身份证号,现工资"):
    """The golden wages as CSV, each row through change(number, name, id, wage) → cells or None."""
    with zipfile.ZipFile(FILLED) as z:
        lines = z.read(z.namelist()[0]).decode("gb18030").splitlines()[1:]
    rows = [change(*(line.split("\t")[i] for i in (0, 1, 2, 4))) for line in lines]
    path = pathlib.Path(tmp) / name
    path.write_text("\n".join([head] + [",".join(r) for r in rows if r]) + "\n", encoding="utf-8")
    return path


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
    says(fill(tmp, table, wanted=1)[1], "SRC-004", "--match-by-name")
    fills_golden(tmp, table, "--match-by-name", code="SRC-014")
    got = status(run("convert", table, "--template", TEMPLATE, "-o", f"{tmp}/c.zip"), 1).stdout.decode()
    assert "SRC-004" in got and "--match-by-name" not in got, got
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
    got = status(run("fill", ambiguous, other, PAYROLL / "utf8.csv", "-o", f"{tmp}/上传"), 1).stdout.decode()
    assert got.count("✘") == 2 and "Filled in" not in got, got
    told = status(run("fill", ambiguous, other, PAYROLL / "utf8.csv", "-o", f"{tmp}/上传", "--report", "json"), 1)
    assert [(f["verdict"], f["made"]["output"]) for f in json.loads(told.stdout)["files"]] == [("fail", False)] * 2
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
    written = path.read_text()
    for key, other in (("insured", 73), ("entered", 71), ("notEntered", 1), ("oldTotal", "1.00"), ("newTotal", None)):
        edited = json.loads(written)
        edited["portal"][key] = other
        path.write_text(json.dumps(edited))
        says(status(run("check", out, "--template", TEMPLATE, "--receipt", path), 1), "SYS-004", str(other or "null"))
        del edited["portal"][key]
        path.write_text(json.dumps(edited))
        says(status(run("check", out, "--receipt", path), 1), "SYS-003")
    path.write_text(written)
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


@test
def what_only_the_old_wages_show_is_told_when_filling(tmp):
    """Monthly wages where the old ones are yearly: a warning; no output where the user ranks it higher."""
    case = ROOT / "fixtures/PAY-013/bad-table-monthly"
    out = pathlib.Path(tmp) / "o.zip"
    command = ("fill", case / "template.zip", case / "table.csv", "-o", out)
    says(status(run(*command), 0), "PAY-013", "monthly")
    assert out.exists()
    says(status(run(*command, "--force", "--severity", "PAY-013=off", "--severity", "PAY-012=off"), 0), "ready to upload")
    out.unlink()
    says(status(run(*command, "--severity", "PAY-013=error"), 1), "Nothing was written", "PAY-013")
    assert not out.exists()
    got = status(run(*command, "--severity", "PAY-013=error", "--partial"), 1)
    assert not out.exists() and "--partial" not in got.stdout.decode(), "it would leave nobody out"


@test
def sorted_ids_give_nobody_a_wage(tmp):
    """Not even in part; whose table has other names on purpose says so."""
    case = ROOT / "fixtures/SRC-012/bad-ids-sorted"
    out = pathlib.Path(tmp) / "o.zip"
    command = ("fill", case / "template.zip", case / "table.csv", "-o", out)
    for more in ((), ("--partial",)):
        says(status(run(*command, *more), 1), "ROS-004")
        assert not out.exists()
    says(status(run(*command, "--severity", "ROS-004=warning"), 0), "ROS-004")
    assert out.exists()


@test
def what_is_written_early_stays_only_if_it_is_the_output(tmp):
    """Large enough that it is written while it is proved; withdrawn where the proof finds what the user ranks as an error."""
    pick = random.Random(7)
    who = [(f"2399{i % 100:02}19{pick.randrange(50, 100)}{pick.randrange(1, 13):02}{pick.randrange(1, 29):02}{pick.randrange(1000):03}",
            pick.randrange(10**8), pick.randrange(3000000, 9000000)) for i in range(60000)]
    who = [(base + "10X98765432"[sum(int(d) * w for d, w in zip(base, WEIGHTS)) % 11], number, old) for base, number, old in who]
    who = list({id: (id, number, old) for id, number, old in who}.values())
    head = "个人编号\t姓名\t证件号码\t原工资\t现工资\r\n"
    lines = [f"{number:08}\t王伟\t{id}\t{old / 100:.2f}\t" for id, number, old in who]
    template, table, out = (pathlib.Path(tmp) / name for name in ("t.zip", "w.csv", "o.zip"))
    with zipfile.ZipFile(template, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("gz.txt", (head + "".join(line + "\r\n" for line in lines)).encode("gb18030"))
    table.write_text("证件号码,现工资\n" + "".join(f"{id},{old / 1200:.2f}\n" for id, _, old in who), "utf-8")
    command = ("fill", template, table, "-o", out)
    why = pathlib.Path(tmp) / "why.json"
    says(status(run(*command, "--severity", "PAY-013=error", "--report", "text", "--report", f"json={why}"), 1), "Nothing was written")
    why.unlink()
    untouched(tmp, "t.zip", "w.csv")
    status(run("fill", template, table, "-o", f"{tmp}/none/o.zip"), 3)
    untouched(tmp, "t.zip", "w.csv")
    status(run(*command), 0)
    assert out.stat().st_size > 1 << 20, "too small for this test"
    made = out.read_bytes()
    status(run(*command), 2)
    status(run(*command, "--force"), 0)
    assert out.read_bytes() == made
    untouched(tmp, "t.zip", "w.csv", "o.zip")
    with zipfile.ZipFile(out) as z:
        assert z.read("gz.txt").decode("gb18030") == head + "".join(f"{line}{old / 1200:.2f}\r\n" for line, (_, _, old) in zip(lines, who))


@test
def below_a_header_in_another_order_nothing_is_read(tmp):
    """However it is ranked: the rows below it are nobody's until a header of the first order comes."""
    case = ROOT / "fixtures/SRC-031/bad-other-name"
    lower = ("--severity", "SRC-031=warning", "--partial")
    got = status(run("fill", case / "template.zip", case / "table.csv", "-o", f"{tmp}/o.zip", *lower, "--report", "json"), 1)
    one = json.loads(got.stdout)["files"][0]
    assert one["portal"]["entered"] == 5 and one["summary"]["byCode"]["SRC-010"] == 7, one["portal"]
    case = ROOT / "fixtures/SRC-031/bad-convert"
    status(run("convert", case / "table.csv", "--template", case / "template.zip", "-o", f"{tmp}/p.zip", *lower[:2]), 1)
    assert not os.path.exists(f"{tmp}/p.zip")


@test
def an_office_is_no_signature(tmp):
    """Where people are known by their personal number alone, in the table as in the template."""
    head, offices = ["个人编号", "姓名", "职务", "原工资", "现工资"], ["审核员", "负责人", "经办", "职员"]
    rows = [[number, name, offices[i % 4], old] for i, (number, name, _, old, *_) in enumerate(people())]
    with zipfile.ZipFile(f"{tmp}/t.zip", "w") as z:
        z.writestr("a.txt", "".join("\t".join(r) + "\r\n" for r in [head] + [r + [""] for r in rows]).encode("gbk"))
    table = pathlib.Path(tmp) / "表.csv"
    table.write_text("".join(",".join(r[:3] + [wage]) + "\n" for r, wage in [(head, "现工资")] + [(r, r[3]) for r in rows]), "utf-8")
    out, _ = fill(tmp, table, template=f"{tmp}/t.zip")
    assert report(out, "--template", f"{tmp}/t.zip", wanted=0)[0]["portal"]["entered"] == 72


@test
def columns_are_listed_with_what_stands_over_them(tmp):
    case = ROOT / "fixtures/SRC-006/bad-two-rows"
    got = status(run("fill", case / "template.zip", case / "table.csv", "-o", f"{tmp}/o.zip"), 1)
    says(got, "现工资/固定部分 (D2)、现工资/浮动部分 (E2)、现工资/全部 (F2)")
    status(run("fill", case / "template.zip", case / "table.csv", "-o", f"{tmp}/o.zip", "--wage-column", "现工资/全部"), 0)


@test
def what_stands_round_a_number_does_no_harm(tmp):
    for round_it in (lambda w: "'" + w, lambda w: f'"{w}\n"', lambda w: f'"\r\n{w}"', lambda w: "’" + w):
        fills_golden(tmp, payroll(tmp, lambda n, name, i, w: [name, i, round_it(w)]))


@test
def what_is_taken_off_counts_in_a_sum(tmp):
    table = payroll(tmp, lambda n, name, i, w: [name, i, f"{float(w) + 500:.2f}"])
    with table.open("a", encoding="utf-8") as more:
        more.writelines(f"{name},{i},-500\n{name},{i},0\n" for _, name, i, *_ in people())
    fills_golden(tmp, table, "--duplicates", "sum")


@test
def traditional_headers_are_headers(tmp):
    table = payroll(tmp, lambda n, name, i, w: [name, i, w], head="姓名,居民身份證號碼,現工資")
    assert b"SRC-" not in fills_golden(tmp, table).stdout
    table = payroll(tmp, lambda n, name, i, w: [n, name, w, "1"], head="個人編號,姓名,現繳費基數,單位")
    assert b"SRC-" not in fills_golden(tmp, table).stdout


@test
@of_the_core
def a_row_that_slipped_gives_no_old_wage(tmp):
    """A cell inserted before it: the old wage stands under 现工资, and something else under 原工资."""
    old = {i: o for _, _, i, o, _ in (line.split("\t") for line in golden_text().decode("gb18030").splitlines()[1:])}
    head = "姓名,身份证号,原工资,现工资,备注"
    table = payroll(tmp, lambda n, name, i, w: [name, i, old[i], w], head=head)
    fills_golden(tmp, table)
    for beside in ("在职", "88.00"):
        rows = iter(range(72))
        slip = lambda n, name, i, w: [name, i, beside, old[i], w] if next(rows) == 40 else [name, i, old[i], w]  # noqa: B023, E731
        _, got = fill(tmp, payroll(tmp, slip, head=head), "--force", wanted=1)
        says(got, "SRC-021", "D42")
    rows = iter(range(72))
    fill(tmp, payroll(tmp, lambda n, name, i, w: [name, i, old[i], old[i] if next(rows) % 3 else w], head=head), "--force")
    fill(tmp, payroll(tmp, lambda n, name, i, w: [name, i, "", old[i]], head=head), "--force")


def in_parts(tmp, *cells):
    """Everybody's wage in several rows, by (what stands beside it, wage → amount)."""
    def rows(n, name, i, w):
        return [f"{name},{i},{beside},{amount(float(w)):.2f}" for beside, amount in cells]
    return payroll(tmp, lambda *one: ["\n".join(rows(*one))], head="姓名,身份证号,项目,现工资")


@test
@of_the_core
def what_only_begins_like_a_sum_is_a_part(tmp):
    rest, more = (lambda w: w - 1000), (lambda w: 1000)
    for first, second in (("工资", "累计补发1至3月差额"), ("总计划部", "总计划部"), ("合计费用处", "奖金")):
        fills_golden(tmp, in_parts(tmp, (first, rest), (second, more)), "--duplicates", "sum")
    fills_golden(tmp, in_parts(tmp, ("工资", rest), ("一季度小计", rest), ("奖金", more), ("二季度小计", more), ("合计（元）", lambda w: w)),
                 "--duplicates", "sum", code="SRC-018")


@test
@of_the_core
def a_sum_that_does_not_fit_its_parts_is_asked_about(tmp):
    """Nor is a part that looks like their sum taken for either."""
    half = lambda w: 30000  # noqa: E731
    for cells in ((("工资", half), ("奖金", half), ("小计", lambda w: 60005)), (("工资", half), ("累计补发", half)),
                  (("工资", half), ("补发合计", lambda w: 500))):
        out, got = fill(tmp, in_parts(tmp, *cells), "--duplicates", "sum", "--force", wanted=1)
        says(got, "SRC-009")


@test
def a_sum_has_the_limits_of_a_wage(tmp):
    most = in_parts(tmp, ("工资", lambda w: 9999999998), ("奖金", lambda w: 1.99))
    fill(tmp, most, "--duplicates", "sum", "--force")
    _, got = fill(tmp, in_parts(tmp, ("工资", lambda w: 9999999998), ("奖金", lambda w: 2)), "--duplicates", "sum", "--force", wanted=1)
    says(got, "SRC-021")


@test
def text_that_is_written_as_a_formula_is_read(tmp):
    """="…" is how exports keep Excel from rounding an ID."""
    fills_golden(tmp, payroll(tmp, lambda n, name, i, w: [name, f'="{i}"', f'="{w}"']))
    fills_golden(tmp, payroll(tmp, lambda n, name, i, w: [f'"=""{n}"""', name, f'"=""{float(w):,.2f}"""'], head="个人编号,姓名,现工资"))


def two_rows_each(cell, below, halves=False):
    """Everybody in two rows, the ID and the name standing over both; by cell(text, rows) and, for what lies under it, below(column)."""
    for _, name, i, _, wage in (line.split("\t") for line in golden_text().decode("gb18030").splitlines()[1:]):
        first = f"{float(wage) - 1000:.2f}"
        yield cell(name, 2) + cell(i, 2) + cell("工资", 1) + cell(first, 1)
        yield below(3) + cell("奖金", 1) + cell(first if halves else "1000", 1)


HEADS = ("姓名", "身份证号", "项目", "现工资")


def html_merged(halves=False):
    def cell(text, rows):
        return f"<td rowspan={rows}>{text}</td>"
    rows = ["".join(cell(h, 1) for h in HEADS), *two_rows_each(cell, lambda at: "", halves)]
    return ('<html><meta charset="utf-8"><table>' + "".join(f"<tr>{r}</tr>" for r in rows) + "</table></html>").encode()


def ss2003_merged():
    def cell(text, rows):
        return f'<Cell ss:MergeDown="{rows - 1}"><Data ss:Type="String">{text}</Data></Cell>'
    rows = ["".join(cell(h, 1) for h in HEADS), *two_rows_each(cell, lambda at: "")]
    rows = [r if r.count("<Cell") == 4 else r.replace("<Cell", '<Cell ss:Index="3"', 1) for r in rows]
    return ('<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:'
            'spreadsheet"><Worksheet ss:Name="a"><Table>' + "".join(f"<Row>{r}</Row>" for r in rows) + "</Table></Worksheet></Workbook>").encode()


def ods_merged():
    def cell(text, rows):
        return f'<c:table-cell c:number-rows-spanned="{rows}" o:value-type="string"><t:p>{text}</t:p></c:table-cell>'
    rows = ["".join(cell(h, 1) for h in HEADS), *two_rows_each(cell, lambda at: "<c:covered-table-cell/>" * 2)]
    made, name = io.BytesIO(), "urn:oasis:names:tc:opendocument:xmlns:"
    with zipfile.ZipFile(made, "w") as z:
        z.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        z.writestr("content.xml", f'<o:document-content xmlns:o="{name}office:1.0" xmlns:c="{name}table:1.0" xmlns:t="{name}text:1.0"><o:body>'
                   '<o:spreadsheet><c:table c:name="a">' + "".join(f"<c:table-row>{r}</c:table-row>" for r in rows)
                   + "</c:table></o:spreadsheet></o:body></o:document-content>")
    return made.getvalue()


@test
def rows_below_a_merged_id_are_the_same_persons(tmp):
    """In every notation that knows merged cells; workbooks stand in fixtures/SRC-016."""
    for ending, table in (("xls", html_merged()), ("xml", ss2003_merged()), ("ods", ods_merged())):
        path = pathlib.Path(tmp) / f"合并.{ending}"
        path.write_bytes(table)
        fills_golden(tmp, path, "--duplicates", "sum")
        _, got = fill(tmp, path, "--force", wanted=1)
        says(got, "SRC-009")
    path = pathlib.Path(tmp) / "一样.xls"
    path.write_bytes(html_merged(halves=True))
    _, got = fill(tmp, path, "--force", wanted=1)
    says(got, "SRC-009")


@test
def insurances_are_compared_by_what_both_know_people_by(tmp):
    """Where one has IDs and the other personal numbers only; with nothing in common nobody is told to be missing."""
    rows = [line.split("\t") for line in golden_text().decode("gb18030").splitlines()]

    def upload(name, *columns):
        path = pathlib.Path(tmp) / name
        path.write_bytes("".join("\t".join(r[i] for i in columns) + "\r\n" for r in rows).encode("gb18030"))
        return path

    def compared(*files):
        return [(f["summary"]["byCode"].get("ROS-006", 0), "the comparison with the other insurances" not in f["checksNotRun"])
                for f in report(*files, "--same-people", wanted=0)]
    numbers = upload("编号.txt", 0, 1, 3, 4)
    assert compared(FILLED, numbers) == [(0, True)] * 2
    assert compared(upload("身份证号.txt", 1, 2, 3, 4), numbers) == [(0, False)] * 2
    del rows[40]
    assert compared(FILLED, upload("少.txt", 0, 1, 3, 4)) == [(1, True), (0, True)]


@test
def wages_of_another_word_further_down_are_not_read_for_those_asked_for(tmp):
    table = pathlib.Path(tmp) / "t.csv"
    rows = [["姓名", "身份证号", "申报工资", "现工资"], *([p[1], p[2], "60000.00", "61000.00"] for p in people())]
    rows.insert(31, ["姓名", "身份证号", "现工资", "申报工资"])
    table.write_text("\n".join(",".join(row) for row in rows), encoding="utf-8")
    _, got = fill(tmp, table, "--wage-column", "现工资", wanted=1)
    says(got, "SRC-031", "line 32")
