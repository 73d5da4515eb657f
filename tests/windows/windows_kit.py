"""What all tests of the Windows program share: Wine, a screen, running both programs."""
import contextlib
import os
import pathlib
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXE, NATIVE = (str(pathlib.Path(p).resolve()) for p in sys.argv[1:3])
WINDOWED = EXE.replace(".exe", "w.exe")
GOLDEN = ROOT / "fixtures/golden"
WINE, SERVER = "/usr/lib/wine/wine64", "/usr/lib/wine/wineserver64"
SHOTS = ROOT / "build/windows"  # what the dialogs looked like
ENV = {}
TESTS = []


def test(function):
    TESTS.append(function)
    return function


# ---------------------------------------------------------------- Wine
def wine_env():
    """One prefix, kept in build; the Unix locale must be UTF-8; a browser that only notes what it was to open."""
    notes = ROOT / "build/windows"
    (notes / "bin").mkdir(parents=True, exist_ok=True)
    browser = notes / "bin/xdg-open"
    browser.write_text(f'#!/bin/sh\necho "$1" >> "{notes}/opened"\n')
    browser.chmod(0o755)
    return dict(os.environ, WINEPREFIX=str(ROOT / "build/wine"), WINEDEBUG="-all", WINEDLLOVERRIDES="mscoree,mshtml=",
                LC_ALL="C.UTF-8", PATH=f"{notes}/bin:{os.environ['PATH']}")


REGISTRY = """REGEDIT4

[HKEY_CURRENT_USER\\Software\\Wine\\Fonts\\Replacements]
"MS Shell Dlg"="WenQuanYi Zen Hei"
"MS Shell Dlg 2"="WenQuanYi Zen Hei"
"Microsoft YaHei"="WenQuanYi Zen Hei"
"Tahoma"="WenQuanYi Zen Hei"

[HKEY_CLASSES_ROOT\\.html]
@="htmlfile"

[HKEY_CLASSES_ROOT\\htmlfile\\shell\\open\\command]
@="C:\\\\windows\\\\system32\\\\winebrowser.exe -nohome \\"%1\\""
"""


@contextlib.contextmanager
def screen():
    """One of our own, gone with us."""
    server = subprocess.Popen(["Xvfb", "-displayfd", "1", "-screen", "0", "1024x768x24"], stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL)
    try:
        yield f":{server.stdout.readline().decode().strip()}"
    finally:
        server.terminate()
        server.wait(10)


@contextlib.contextmanager
def wine():
    """A prefix with a Chinese font and a browser, and a server that stays between calls."""
    pathlib.Path(ENV["WINEPREFIX"]).mkdir(parents=True, exist_ok=True)
    subprocess.run([SERVER, "-p600"], env=ENV, check=True)
    try:
        with tempfile.NamedTemporaryFile("w", suffix=".reg") as registry:
            registry.write(REGISTRY)
            registry.flush()
            subprocess.run([WINE, "regedit", registry.name], env=ENV, check=True, stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL, timeout=180)
        yield
    finally:
        subprocess.run([SERVER, "-k"], env=ENV)


def run(*args, **more):
    return subprocess.run([WINE, EXE, *map(str, args)], env=ENV, capture_output=True, timeout=60, **more)


def native(*args, **more):
    return subprocess.run([NATIVE, *map(str, args)], capture_output=True, timeout=60, **more)


def windows_path(path):
    return "Z:" + str(path).replace("/", "\\")


def wait_for(what, seconds=30):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if got := what():
            return got
        time.sleep(0.2)
    raise AssertionError("waited in vain")
