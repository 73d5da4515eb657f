"""The same core: what the native program says of every fixture, and the tests of the command line."""
import os
import pathlib
import shutil
import subprocess
import sys

from windows_kit import ENV, EXE, ROOT, WINE, native, run, test, windows_path

sys.path.append(str(ROOT / "tests/cli"))
import cases  # noqa: E402


def quoted(words):
    return " ".join(f'"{w}"' if " " in w else w for w in words)


def asked_again(name, words, theirs, ours):
    """Twice in ten runs of all, one output was empty, of 150 of that one alone none: Wine had not started it. What it
    said is printed, and three in a row must then be right."""
    print(f"  {name} is asked again; it said: {ours[-300:]!r}", flush=True)
    return all(run(*words, "--report", "json").stdout == theirs for _ in range(3))


@test
def every_fixture_gives_the_native_json(tmp):
    """One Windows shell runs them all, since each start of Wine is slow."""
    ours = pathlib.Path(tmp) / "ours"
    ours.mkdir()
    alone, lines = [], ["@echo off"]
    wanted = {}
    for n, (name, args) in enumerate(cases.cases("OUT")):
        words = [str(w).replace(f"{ROOT}/", "") for w in args]
        if len(words) == 2 and words[0] == "check":
            alone.append(words[1])
        elif all(w.isascii() for w in words):
            wanted[n] = (name, words)
            lines.append(f"{EXE.replace('/', chr(92))} {quoted(words)} --report json > {windows_path(ours / str(n))} 2>nul")
    (pathlib.Path(tmp) / "all.bat").write_text("\r\n".join(lines) + "\r\n")
    os.chdir(ROOT)
    pathlib.Path("OUT").mkdir(exist_ok=True)
    try:
        subprocess.run([WINE, "cmd", "/c", windows_path(pathlib.Path(tmp) / "all.bat")], env=ENV, capture_output=True, timeout=400)
        both = [f(*["check", "--files-from", "-", "--report", "json"], input="\n".join(alone).encode()).stdout for f in (run, native)]
        assert len(alone) > 200 and both[0] == both[1], "single files differ"
        pairs = [(name, words, native(*words, "--report", "json").stdout, (ours / str(n)).read_bytes()) for n, (name, words) in wanted.items()]
        different = [name for name, words, theirs, ours in pairs if ours != theirs and not asked_again(name, words, theirs, ours)]
    finally:
        shutil.rmtree("OUT", ignore_errors=True)
    assert len(wanted) > 200 and not different, different


@test
def the_command_line_does_what_it_does_elsewhere(tmp):
    """The tests of the command line, as they are."""
    env = dict(ENV, THROUGH=WINE, PYTHONUNBUFFERED="1")
    assert subprocess.run([str(ROOT / "tests/cli/run.py"), EXE], env=env, timeout=500).returncode == 0
