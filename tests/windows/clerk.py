"""What a clerk does: a double click, files dropped on the icon."""
import pathlib
import shutil
import subprocess
import time

from windows_kit import ENV, EXE, GOLDEN, ROOT, SHOTS, WINDOWED, WINE, native, run, test, wait_for, windows_path


def shot(name):
    subprocess.run(["import", "-window", "root", str(SHOTS / f"{name}.png")], env=ENV, timeout=30)


def opened():
    notes = SHOTS / "opened"
    return notes.read_text().split() if notes.exists() else []


class Clerk:
    """The program without a console, and a keyboard."""
    def __init__(self, *files, program=EXE):
        (SHOTS / "opened").unlink(missing_ok=True)
        self.child = subprocess.Popen([WINE, program, *map(windows_path, files)], env=ENV, stdin=subprocess.DEVNULL,
                                      stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def windows(self):
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--class", "baopanw?.exe"], env=ENV, capture_output=True, text=True)
        return set(found.stdout.split())

    def wait_window(self, before=frozenset()):
        new = wait_for(lambda: self.windows() - set(before))
        time.sleep(1)
        return new

    def press(self, *keys):
        subprocess.run(["xdotool", "key", "--delay", "150", *keys], env=ENV, check=True)

    def write(self, text):
        subprocess.run(["xdotool", "type", "--delay", "40", text], env=ENV, check=True)
        time.sleep(0.5)

    def end(self):
        try:
            return self.child.wait(30)
        finally:
            self.child.kill()


@test
def a_dropped_zip_is_checked_and_its_report_opened(tmp):
    upload = pathlib.Path(tmp) / "上传.zip"
    shutil.copy(GOLDEN / "filled.zip", upload)
    clerk = Clerk(upload)
    page = wait_for(opened)
    assert clerk.end() == 0
    report = pathlib.Path(tmp) / "上传-报告.html"
    assert page == [report.as_uri()] and "可以上传" in report.read_text("utf-8") or "没有发现问题" in report.read_text("utf-8"), page


@test
def a_second_report_does_not_replace_the_first(tmp):
    upload = pathlib.Path(tmp) / "上传.zip"
    shutil.copy(GOLDEN / "filled.zip", upload)
    (pathlib.Path(tmp) / "上传-报告.html").write_text("mine")
    clerk = Clerk(upload)
    assert wait_for(opened) and clerk.end() == 0
    assert sorted(p.name for p in pathlib.Path(tmp).iterdir()) == ["上传-报告-2.html", "上传-报告.html", "上传.zip"]
    assert (pathlib.Path(tmp) / "上传-报告.html").read_text() == "mine"


@test
def a_dropped_template_with_a_table_is_filled_beside_it(tmp):
    folder = pathlib.Path(tmp)
    shutil.copy(GOLDEN / "template.zip", folder / "原模板.zip")
    shutil.copy(ROOT / "fixtures/payroll/utf8.csv", folder / "工资表.csv")
    (folder / "原模板-上传.zip").write_bytes(b"mine")
    clerk = Clerk(folder / "工资表.csv", folder / "原模板.zip")
    wait_for(opened)
    clerk.wait_window()
    shot("filled")
    clerk.press("Return")
    assert clerk.end() == 0
    made = folder / "原模板-上传-2.zip"
    assert native("check", made, "--template", GOLDEN / "template.zip").returncode == 0
    assert (folder / "原模板-上传.zip").read_bytes() == b"mine"


@test
def a_file_that_cannot_be_read_gives_a_message_that_stays(tmp):
    folder = pathlib.Path(tmp) / "空"
    folder.mkdir()
    clerk = Clerk(folder)
    clerk.wait_window()
    shot("trouble")
    clerk.press("Return")
    assert clerk.end() == 3


@test
def of_several_files_those_that_can_be_read_are_reported(tmp):
    upload = pathlib.Path(tmp) / "上传.zip"
    shutil.copy(GOLDEN / "filled.zip", upload)
    clerk = Clerk(pathlib.Path(tmp) / "没有.zip", upload, pathlib.Path(tmp) / "也没有.zip")
    report = pathlib.Path(tmp) / "没有-报告.html"
    assert wait_for(opened) == [report.as_uri()]
    clerk.wait_window()
    shot("one missing")
    clerk.press("Return")
    assert clerk.end() == 3 and "上传.zip" in report.read_text("utf-8")


@test
def a_double_click_asks_for_a_file_and_what_to_do(tmp):
    upload = pathlib.Path(tmp) / "a.zip"
    shutil.copy(GOLDEN / "filled.zip", upload)
    clerk = Clerk()
    chooser = clerk.wait_window()
    shot("chooser")
    clerk.write(windows_path(upload))
    clerk.press("Return")
    clerk.wait_window(chooser)
    shot("question")
    clerk.press("Tab", "Return")
    wait_for(opened)
    assert clerk.end() == 0 and (pathlib.Path(tmp) / "a-报告.html").exists()


@test
def without_a_console_it_serves_as_well(tmp):
    upload = pathlib.Path(tmp) / "上传.zip"
    shutil.copy(GOLDEN / "filled.zip", upload)
    clerk = Clerk(upload, program=WINDOWED)
    assert wait_for(opened) == [(pathlib.Path(tmp) / "上传-报告.html").as_uri()] and clerk.end() == 0
    clerk = Clerk(pathlib.Path(tmp) / "没有.zip", program=WINDOWED)
    clerk.wait_window()
    shot("windowed")
    clerk.press("Return")
    assert clerk.end() == 3


@test
def a_double_click_may_be_thought_better_of(tmp):
    clerk = Clerk()
    clerk.wait_window()
    clerk.press("Escape")
    assert clerk.end() == 0 and not opened()
