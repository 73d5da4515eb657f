"""The file itself: what it imports, what it was made for, whether it is made the same again."""
import os
import pathlib
import re
import shutil
import subprocess

from windows_kit import EXE, ROOT, WINDOWED, test


@test
def imports_are_in_every_windows_since_7(tmp):
    """windows-7.txt lists what was looked up; a new import fails until it is looked up, too."""
    listing = subprocess.run(["x86_64-w64-mingw32-objdump", "-p", EXE], capture_output=True, text=True, check=True).stdout
    library, imports = None, set()
    for line in listing.splitlines():
        if found := re.match(r"\s*DLL Name: (\S+)", line):
            library = found[1].lower()
        elif library and (found := re.match(r"\t[0-9a-f]+\t\s*\d+\s+(\w+)$", line)):
            imports.add(f"{library} {found[1]}")
    allowed = set((ROOT / "tests/windows/windows-7.txt").read_text().splitlines())
    assert len(imports) > 50 and imports <= allowed, sorted(imports - allowed)


@test
def it_is_made_for_windows_7_and_carries_no_time(tmp):
    head = subprocess.run(["x86_64-w64-mingw32-objdump", "-p", EXE], capture_output=True, text=True, check=True).stdout
    assert re.search(r"MajorSubsystemVersion\s+6\n", head) and re.search(r"MinorSubsystemVersion\s+1\n", head), head[:800]
    assert re.search(r"Time/Date\s+Thu Jan +1 00:00:00 1970", head), "the linker wrote a time"
    assert ROOT.as_posix().encode() not in pathlib.Path(EXE).read_bytes(), "a path of this machine"


@test
def the_one_without_a_console_is_the_same(tmp):
    """But for where it begins, its kind and its checksum."""
    ours, other = pathlib.Path(EXE).read_bytes(), pathlib.Path(WINDOWED).read_bytes()
    head = int.from_bytes(ours[0x3C:0x40], "little")
    begins, checksum, kind = range(head + 40, head + 44), range(head + 88, head + 92), head + 92
    different = {at for at in range(len(ours)) if ours[at] != other[at]}
    assert len(ours) == len(other) and different <= {*begins, *checksum, kind}, different
    assert (ours[kind], other[kind]) == (3, 2), "console, windows"


@test
def building_elsewhere_gives_the_same_bytes(tmp):
    """A folder of another name and length, nothing built yet; only the libraries' sources are taken along."""
    there = pathlib.Path(tmp) / "elsewhere"
    for name in ("src", "formats", "tests/tools"):
        shutil.copytree(ROOT / name, there / name)
    shutil.copy(ROOT / "Makefile", there)
    shutil.copytree(ROOT / "build/parts", there / "build/parts", symlinks=True)
    env = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL", "CC")}
    built = subprocess.run(["make", "-s", "-j2", "windows"], cwd=there, env=env, capture_output=True, timeout=900)
    assert built.returncode == 0, built.stderr.decode()[-800:]
    for program in (EXE, WINDOWED):
        assert (there / "build" / pathlib.Path(program).name).read_bytes() == pathlib.Path(program).read_bytes(), program
