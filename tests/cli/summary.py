"""Tests of summary: what check said of many files, or of shards of them, added up."""
import json
import os
import pathlib
import re
import shutil
import subprocess

from kit import BAOPAN, FILLED, ROOT, TEMPLATE, batch_folder, run, says, Skipped, status, test


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


@test
def files_that_could_not_be_opened_are_not_forgotten(tmp):
    listed, whole = pathlib.Path(tmp) / "all.ndjson", pathlib.Path(tmp) / "all.json"
    missing = f"{tmp}/没有.zip"
    for files in ([FILLED, missing], [missing, FILLED], [missing]):
        got = run("check", *files, "--report", f"ndjson={listed}", "--report", f"json={whole}")
        status(got, 3)
        told = [json.loads(line) for line in listed.read_text("utf-8").splitlines()]
        assert told == json.loads(whole.read_text("utf-8"))["files"] and len(told) == len(files)
        assert told[files.index(missing)] == {"path": missing, "verdict": "unreadable", "notOpened": True}
        one = summed(listed, wanted=1)
        assert one["notOpened"] == 1 and one["files"] == len(files) - 1 and one["damagedLines"] == 0, one
    says(status(run("summary", listed), 1), "could not be opened, not counted: 1")


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
# The login there sets SHELL, as sshd does; parallel's other end runs nothing without it.
SSH = """#!/bin/sh
while case $1 in -[oplibcF]) shift 2; true;; -*) shift; true;; *) false;; esac do :; done
echo "$1" >> '{log}'
mkdir -p '{home}'/"$1" && cd '{home}'/"$1" && HOME=$PWD || exit 255
export SHELL=/bin/sh
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
