"""What all tests of the command line share: running baopan, asking what it said, and making its inputs."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import zipfile

BAOPAN = str(pathlib.Path(sys.argv[1]).resolve())
COMMAND = [*os.environ.get("THROUGH", "").split(), BAOPAN]
ON_WINDOWS = BAOPAN.endswith(".exe")
ROOT = pathlib.Path(__file__).resolve().parents[2]
PLAIN = pathlib.Path(BAOPAN) == ROOT / "build/baopan"  # as handed on, neither under sanitizers nor for Windows
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


# It asks often, and what answers is the same in every program; Wine is slow to start one.
of_the_core = not_on_windows("the core is the same")


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


def golden_text():
    with zipfile.ZipFile(FILLED) as z:
        return z.read(z.namelist()[0])


def people():
    with zipfile.ZipFile(TEMPLATE) as z:
        text = z.read(z.namelist()[0]).decode("gb18030")
    return [line.split("\t") for line in text.splitlines()[1:]]


KINDS = ("text", "json", "ndjson", "sarif", "junit", "csv", "html")


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
