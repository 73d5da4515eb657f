"""Tests of check, inspect and formats: what is said of one file, and of how its lines are laid out."""
import json
import os
import pathlib
import xml.etree.ElementTree

from kit import FILLED, PAYROLL, ROOT, TEMPLATE, nearly_unfilled, report, run, says, status, test


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
    assert [w for w in off["checksNotRun"] if "PAY-001" in w and "switched off" in w], off["checksNotRun"]
    for kind in ("text", "html"):
        says(run("check", upload, "--template", TEMPLATE, "--severity", "PAY-001=off", "--report", kind), "switched off")
        assert b"switched off" not in run("check", upload, "--template", TEMPLATE, "--report", kind).stdout
    assert off["summary"]["byCode"] == {}, off["summary"]
    for wrong in ("PAY-001", "PAY-001=bad"):
        status(run("check", TEMPLATE, "--severity", wrong), 2)
    got = says(status(run("check", TEMPLATE, "--severity", "PAY-091=off"), 2), "PAY-091", "no such code", "did you mean PAY-0")
    assert str(TEMPLATE) not in got.stderr.decode(), "the file is not to blame"
    says(status(run("fix", upload, "--template", TEMPLATE, "--dry-run", "--yes", "ROW-03"), 2), "ROW-03", "did you mean ROW-003")


@test
def chinese_and_english_say_the_same(tmp):
    says(status(run("check", FILLED, "--template", TEMPLATE, lang="zh"), 0), "可以上传", "参保人数 72", "4,610,757.52")
    says(status(run("check", FILLED, "--template", TEMPLATE, lang="en"), 0), "Ready to upload", "72", "4,610,757.52")
    env = dict(os.environ, LC_ALL="zh_CN.UTF-8")
    says(run("check", FILLED, env=env, lang=None), "没有发现问题")
    env = dict(os.environ, LC_ALL="C")
    says(run("check", FILLED, env=env, lang=None), "No fault found")


@test
def an_empty_file_is_a_finding(tmp):
    path = pathlib.Path(tmp) / "空.zip"
    path.write_bytes(b"")
    says(status(run("check", path), 1), "ZIP-002")
    says(status(run("check", "/dev/null"), 1), "ZIP-002")


@test
def inspect_states_facts(tmp):
    says(status(run("inspect", TEMPLATE), 0), "GBK", "CRLF 73", "TAB", "现工资", "new wage", "Deflate", "by its header")
    got = json.loads(status(run("inspect", TEMPLATE, "--report", "json"), 0).stdout)["files"][0]
    assert "verdict" not in got and got["facts"]["text"]["encoding"] == "GBK", got
    assert {c["encoding"] for c in got["facts"]["text"]["candidates"]} >= {"GBK", "UTF-8", "Big5"}, got
    for kind in ("html", "sarif", "junit", "csv"):
        says(status(run("inspect", TEMPLATE, "--report", kind), 2), "check does")


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
def fail_on_decides_the_status(tmp):
    status(run("check", TEMPLATE, "--fail-on", "never"), 0)
    status(run("check", TEMPLATE, "--allow-undeclared", "--fail-on", "warning"), 1)
