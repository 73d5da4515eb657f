"""The console: what it shows, and Ctrl-C."""
import contextlib
import json
import os
import pathlib
import pty
import re
import shutil
import subprocess

from windows_kit import ENV, EXE, GOLDEN, ROOT, WINE, test, windows_path


def on_a_console(*command, stderr=None):
    """What stands on the screen after it, and its exit status."""
    ours, theirs = pty.openpty()
    child = subprocess.Popen([WINE, *map(str, command)], env=dict(ENV, TERM="xterm"), stdin=theirs, stdout=theirs,
                             stderr=stderr or theirs, start_new_session=True)
    os.close(theirs)
    seen = b""
    with contextlib.suppress(OSError):  # Linux ends a terminal that nobody holds with an error
        while piece := os.read(ours, 4096):
            seen += piece
    status = child.wait(60)
    os.close(ours)
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", seen.decode(errors="replace")), status


@test
def a_gbk_console_shows_chinese(tmp):
    """What was typed out shows that the code page is in force: GBK is read as such, and UTF-8 is not."""
    folder = pathlib.Path(tmp)
    (folder / "gbk.txt").write_bytes("对照文字\r\n".encode("gbk"))
    (folder / "utf8.txt").write_bytes("乱成一团\r\n".encode())
    words = ["@chcp 936 >nul", *(f"@type {windows_path(folder / name)}" for name in ("gbk.txt", "utf8.txt")),
             f"@{windows_path(EXE)} check {windows_path(GOLDEN / 'filled.zip')} --lang zh", "@chcp"]
    (folder / "gbk.bat").write_text("".join(f"{line}\r\n" for line in words))
    text, _ = on_a_console("cmd", "/c", windows_path(folder / "gbk.bat"))
    assert "对照文字" in text and "乱成一团" not in text and text.rstrip().endswith("936"), text
    assert "没有发现问题" in text and "参保人数" in text and "4,610,757.52" in text, text


@test
def ctrl_c_leaves_what_is_finished_and_nothing_half(tmp):
    """Pressed by press_ctrl_c.exe as soon as the report is begun, of far more files than are done by then."""
    folder, files = pathlib.Path(tmp), 20000
    press = folder / "press_ctrl_c.exe"
    subprocess.run(["x86_64-w64-mingw32-gcc", "-std=c17", "-O2", "-Wall", "-Wextra", "-Werror", "-municode", "-o", press,
                    ROOT / "tests/windows/press_ctrl_c.c"], check=True, timeout=60)
    (folder / "exports").mkdir()
    for n in range(files):
        os.link(folder / "exports/0.zip", folder / f"exports/{n}.zip") if n else shutil.copy(GOLDEN / "filled.zip", folder / "exports/0.zip")
    (folder / "reports").mkdir()
    report = windows_path(folder / "reports/r.ndjson")
    command = f"{windows_path(EXE)} check {windows_path(folder / 'exports')} --jobs 1 --lang en --report ndjson={report}"
    with open(folder / "stderr", "wb") as stderr:  # what is written last of all, Wine's console may lose
        text, status = on_a_console(press, report + "*", command, stderr=stderr)
    assert status == 0x3A, (status, text[-800:])  # of 0xC000013A, as Windows calls it, Linux keeps the last byte
    said = (folder / "stderr").read_text("utf-8")
    stopped = re.search(r"stopped: (\d+) of (\d+) files", said)
    assert stopped and 0 < int(stopped[1]) < int(stopped[2]) == files, said
    assert [path.name for path in (folder / "reports").iterdir()] == ["r.ndjson"]
    lines = (folder / "reports/r.ndjson").read_text("utf-8").splitlines()
    assert len(lines) == int(stopped[1]) and all(json.loads(line)["verdict"] == "pass" for line in lines)
