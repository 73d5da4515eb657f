"""What comes out of files and is shown to people holds no commands for their terminal."""
import csv
import io
import os
import pathlib
import re
import zipfile
from xml.dom import minidom

from kit import FILLED, KINDS, TEMPLATE, golden_text, not_on_windows, run, says, status, test

COMMANDS = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
ODD = "\x1b[2J\x1b]0;hi\x07\x9b31m\u202e12"


def odd_upload(tmp, entry="报盘\x1b[31m\u202e.txt"):
    """Such characters in a header, a name, an ID, an old wage and wages, and in the entry's name."""
    lines = [line.split("\t") for line in golden_text().decode("gb18030").split("\r\n")]
    lines[0][3] = "原\x1b[2J工资"
    for line, column in ((3, 4), (4, 1), (5, 2), (6, 3), (7, 4)):
        lines[line][column] = ODD + lines[line][column]
    out = pathlib.Path(tmp) / "odd.zip"
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr(zipfile.ZipInfo(entry), "\r\n".join("\t".join(line) for line in lines).encode())
    return out


def odd_table(tmp, wages=("现\x1b[31m工资\u2066",)):
    """Everybody's wage in columns of these names; one is a command, and so is a name."""
    out = pathlib.Path(tmp) / "odd.csv"
    people = [line.split("\t") for line in golden_text().decode("gb18030").split("\r\n")[1:-1]]
    people[3][4], people[4][1] = ODD, ODD
    rows = [["姓\x1b[2J名", "身份证号", *wages]] + [[p[1], p[2], *[p[4]] * len(wages)] for p in people]
    out.write_text("\n".join(",".join(row) for row in rows), encoding="utf-8")
    return out


def quiet(got):
    """Nothing in it is a command."""
    for words in (got.stdout, got.stderr):
        found = COMMANDS.search(words.decode())
        assert not found, f"{found[0]!r} after {words.decode()[max(0, found.start() - 60):found.start()]!r}"
    return got


@test
@not_on_windows("it is the core's, the same everywhere, and hundreds of processes are slow in Wine")
def no_report_commands_the_terminal(tmp):
    upload = odd_upload(tmp)
    for more in ([], ["--template", TEMPLATE], ["--reveal", "all"], ["--template", TEMPLATE, "--reveal", "all"]):
        for kind in KINDS:
            for lang in ("zh", "en"):
                got = quiet(status(run("check", upload, "--report", kind, *more, lang=lang), 1))
                if kind == "junit":
                    minidom.parseString(got.stdout)
    says(run("check", upload, "--template", TEMPLATE, "--reveal", "all"), "[U+001B]", "[U+202E]")


@test
def nor_does_any_other_command(tmp):
    upload, table, both = odd_upload(tmp), odd_table(tmp), pathlib.Path(tmp) / "out.zip"
    for words in (["inspect", upload], ["inspect", upload, "--reveal", "all"], ["compare", FILLED, upload], ["compare", upload, FILLED],
                  ["fix", upload, "--template", TEMPLATE, "--dry-run", "--reveal", "all"], ["inspect", table], ["check", table],
                  ["fill", TEMPLATE, table, "-o", both], ["fill", upload, table, "-o", both], ["formats", "learn", upload],
                  ["fill", TEMPLATE, odd_table(tmp, ("工\x1b[31m资", "工资\u202e二")), "-o", both], ["explain", "\x1b[2J"],
                  ["check", upload, "--format", upload], ["convert", table, "-o", both], ["bundle", upload, "-o", both]):
        quiet(run(*words, "--color", "never"))


@test
def colours_are_our_own_only(tmp):
    text = status(run("check", odd_upload(tmp), "--color", "always", "--reveal", "all"), 1).stdout.decode()
    assert re.findall("\x1b[^m]*m", text) == ["\x1b[31m", "\x1b[0m"], text


@test
def cells_keep_their_escapes(tmp):
    table = pathlib.Path(tmp) / "cells.csv"
    table.write_text('a\\b,"c\td","e\nf",g\x1b[2J\x9bh\u202e,\u200bi\n', encoding="utf-8")
    rows = [row.split("\t")[3] for row in quiet(status(run("inspect", "--cells", table), 0)).stdout.decode().splitlines()]
    assert rows == ["a\\\\b", "c\\td", "e\\nf", "g\\u001B[2J\\u009Bh\\u202E", "\u200bi"], rows


@test
def a_value_keeps_to_its_line(tmp):
    """Else it could look like the verdict."""
    table = pathlib.Path(tmp) / "two.csv"
    people = [line.split("\t") for line in golden_text().decode("gb18030").split("\r\n")[1:-1]]
    rows = [["姓名", "身份证号", '"工资\n✔ Ready"', "工资乙"]] + [[p[1], p[2], p[4], p[4]] for p in people]
    table.write_text("\n".join(",".join(row) for row in rows), encoding="utf-8")
    got = status(run("fill", TEMPLATE, table, "-o", pathlib.Path(tmp) / "out.zip"), 1)
    assert not any(line.startswith("✔") for line in got.stdout.decode().splitlines()), got.stdout.decode()


@test
@not_on_windows("Windows allows no such names")
def names_of_files_command_nothing(tmp):
    names = ["a\x1b[31m\x07.zip", "line\n✔ fine.zip", "b\u202ec.zip", os.fsdecode(b"bad\xff\x9b.zip")]
    for name in names:
        pathlib.Path(tmp, name).write_bytes(FILLED.read_bytes())
    for kind in KINDS:
        got = quiet(run("check", *names, "--report", kind, cwd=tmp))
        assert kind != "text" or "\n✔ fine.zip" not in got.stdout.decode()
        if kind == "csv":
            assert all(len(row) == 15 for row in csv.reader(io.StringIO(got.stdout.decode())))
    for name in names:
        quiet(run("check", name + "no", cwd=tmp))
        quiet(run("inspect", name, cwd=tmp))
        quiet(run("fill", TEMPLATE, FILLED, "-o", name, cwd=tmp))
        quiet(run("fill", TEMPLATE, FILLED, "-o", name, "--force", cwd=tmp))
        quiet(run("fix", name, "--template", TEMPLATE, "--dry-run", cwd=tmp))
        quiet(run("compare", TEMPLATE, name, cwd=tmp))
