"""Tests of reports: their kinds and places, and that nobody's data is shown in any."""
import csv
import json
import pathlib
import re
import shutil
import xml.etree.ElementTree
import zipfile

import cases
from kit import FILLED, KINDS, ROOT, TEMPLATE, golden_text, nearly_unfilled, not_on_windows, people, run, says, status, test


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


MISPLACED = {  # field by field what may come to stand where: number, name, ID, old wage, wage
    "an ID for the wage": lambda p: [*p[:4], p[2]],
    "a name for the wage": lambda p: [*p[:4], p[1]],
    "a name before the wage": lambda p: [*p[:4], p[1] + p[4]],
    "an ID behind the wage": lambda p: [*p[:4], p[4] + p[2]],
    "a number behind the wage": lambda p: [*p[:4], p[4] + p[0]],
    "name and ID for the wage": lambda p: [*p[:4], p[1] + p[2]],
    "a telephone number for the wage": lambda p: [*p[:4], "139" + p[0]],
    "an ID that a spreadsheet rounded for the wage": lambda p: [*p[:4], f"{int(p[2][:17] + '0'):.14E}"],
    "a name glued to the ID": lambda p: [*p[:2], p[1] + p[2], *p[3:]],
    "a name glued behind the ID": lambda p: [*p[:2], p[2] + p[1], *p[3:]],
    "an ID for the old wage": lambda p: [*p[:3], p[2], p[4]],
    "name and ID in each other's place": lambda p: [p[0], p[2], p[1], *p[3:]],
    "all a column to the left": lambda p: [*p[1:], p[0]],
    "all turned round": lambda p: p[::-1],
    "all in one field": lambda p: ["".join(p)],
}


def leaks(told, person):
    number, name, id_ = person[:3]
    return [x for x in (id_, id_[6:14], name, name[1:], "139" + number, number, f"{int(id_[:17] + '0'):.14E}"[:8]) if len(x) > 1 and x in told]


@test
@not_on_windows("it is the core's, the same everywhere, and hundreds of processes are slow in Wine")
def people_are_masked_wherever_they_stand(tmp):
    header, *lines = golden_text().decode("gb18030").split("\r\n")
    persons = [line.split("\t") for line in lines if line]
    broken, kinds = pathlib.Path(tmp) / "x.zip", [k for k in KINDS if k != "text"]
    paths = {k: pathlib.Path(tmp) / f"r.{k}" for k in kinds}
    wishes = [w for k, path in paths.items() for w in ("--report", f"{k}={path}")]
    for case, misplace in MISPLACED.items():
        with zipfile.ZipFile(broken, "w", zipfile.ZIP_DEFLATED) as z:
            z.writestr("工资申报.txt", "\r\n".join([header, *("\t".join(misplace(p)) for p in persons), ""]).encode("gb18030"))
        told = {"text": run("check", broken, "--template", TEMPLATE, *wishes).stdout.decode()}
        told |= {k: path.read_text("utf-8") for k, path in paths.items()}
        told["compare"] = run("compare", FILLED, broken).stdout.decode()
        told["fix"] = run("fix", broken, "--template", TEMPLATE, "--dry-run").stdout.decode()
        for kind, shown in told.items():
            assert not [x for p in persons for x in leaks(shown, p)], (case, kind)
        if "for the wage" in case:
            assert "***" in told["json"], case
            shown = run("check", broken, "--template", TEMPLATE, "--reveal", "wage").stdout.decode()
            assert not [x for p in persons for x in leaks(shown, p)], (case, "the wage alone revealed")


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
