"""Tests of files as systems have them: missing, empty, huge, forbidden, pipes, full disks; nothing lost, nothing half."""
import os
import pathlib
import resource
import shutil
import signal
import stat
import subprocess
import zipfile

from kit import BAOPAN, FILLED, ON_WINDOWS, PAYROLL, TEMPLATE, fill, not_on_windows, report, run, says, Skipped, status, test, untouched


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


@test
def why_the_system_would_not_is_said_in_the_language_asked_for(tmp):
    names = [("没有.zip", "没有这个文件或文件夹", "no such file or folder"), ("长" * 200 + ".zip", "文件名太长", "the name is too long")]
    for name, zh, en in names[:1] if ON_WINDOWS else names:  # which counts characters, and takes 200
        path = f"{tmp}/{name}"
        says(status(run("check", path, lang="zh"), 3), zh)
        says(status(run("check", path, lang="en"), 3), en)
