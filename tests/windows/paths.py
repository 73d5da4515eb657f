"""Paths, folders and locks."""
import json
import pathlib
import shutil
import subprocess

from windows_kit import ENV, GOLDEN, ROOT, WINE, native, run, test, wait_for, windows_path


@test
def chinese_and_long_paths_work(tmp):
    deep = pathlib.Path(tmp, *["很长的文件夹名字，里面有空格 和标点"] * 16)
    deep.mkdir(parents=True)
    assert len(str(deep)) > 260
    shutil.copy(GOLDEN / "template.zip", deep / "原模板.zip")
    shutil.copy(ROOT / "fixtures/payroll/utf8.csv", deep / "工资表.csv")
    got = run("fill", deep / "原模板.zip", windows_path(deep / "工资表.csv"), "-o", windows_path(deep / "上传.zip"), "--lang", "zh")
    assert got.returncode == 0 and "上传.zip" in got.stdout.decode(), got
    assert native("check", deep / "上传.zip", "--template", GOLDEN / "template.zip").returncode == 0
    got = run("check", windows_path(deep), "--report", "json")
    assert json.loads(got.stdout)["files"][0]["path"].startswith("Z:\\"), got
    got = run("convert", deep / "原模板.zip", "-o", deep / "编辑表.xlsx")
    assert got.returncode == 0 and (deep / "编辑表.xlsx").read_bytes()[:2] == b"PK", got
    assert sorted(p.name for p in deep.iterdir()) == ["上传.zip", "原模板.zip", "工资表.csv", "编辑表.xlsx"]


@test
def a_name_that_windows_expands_stands_for_files(tmp):
    for name in ("甲.zip", "乙.zip"):
        shutil.copy(GOLDEN / "filled.zip", pathlib.Path(tmp) / name)
    got = run("check", "*.zip", "--report", "ndjson", cwd=tmp)
    assert got.returncode == 0 and len(got.stdout.splitlines()) == 2, got


@test
def a_locked_output_is_said_and_left_alone(tmp):
    locked = pathlib.Path(tmp) / "上传.zip"
    shutil.copy(GOLDEN / "template.zip", locked)
    holder = subprocess.Popen([WINE, "cmd", "/c", f"ping -n 30 127.0.0.1 >> {windows_path(locked)}"], env=ENV,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    before = locked.read_bytes()
    try:
        def refused():
            got = run("fill", GOLDEN / "template.zip", ROOT / "fixtures/payroll/utf8.csv", "-o", locked, "--force", "--lang", "zh")
            return got if got.returncode == 3 else None
        got = wait_for(refused, 20)
        assert "别的程序正开着它" in got.stderr.decode(), got
        assert locked.read_bytes().startswith(before[:2]) and [p.name for p in pathlib.Path(tmp).iterdir()] == ["上传.zip"]
    finally:
        holder.kill()
        subprocess.run([WINE, "taskkill", "/f", "/im", "ping.exe"], env=ENV, capture_output=True)


@test
def a_read_only_folder_is_said(tmp):
    folder = pathlib.Path(tmp) / "只读"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "ro", "none", str(folder)], capture_output=True).returncode == 0
    if not mounted:
        folder.chmod(0o555)
    try:
        got = run("fill", GOLDEN / "template.zip", ROOT / "fixtures/payroll/utf8.csv", "-o", folder / "o.zip", "--lang", "zh")
        assert got.returncode == 3 and "只读" in got.stderr.decode().split("(")[-1], got
        assert list(folder.iterdir()) == []
    finally:
        if mounted:
            subprocess.run(["umount", str(folder)], check=True)
