#!/usr/bin/env python3
"""Drives baopan as a user does: real processes, real files, exit statuses, what is printed.
Usage: run.py BAOPAN [NAME ...]. Closes with "N passed, N failed".
THROUGH=COMMAND runs baopan.exe by it (Wine); tests that ask for what Windows has not are then skipped.
The tests stand in the files beside this one, by command or topic; all of them are taken up."""
import concurrent.futures
import importlib
import pathlib
import sys
import tempfile

from kit import ON_WINDOWS, Skipped, TESTS

for beside in sorted(pathlib.Path(__file__).resolve().parent.glob("*.py")):
    if beside.stem != "run":
        importlib.import_module(beside.stem)


def outcome(function):
    """None when it passed; else what is to be said."""
    if ON_WINDOWS and hasattr(function, "not_on_windows"):
        return f"skipped {function.__name__}: {function.not_on_windows}"
    with tempfile.TemporaryDirectory(prefix="baopan 测试 ") as tmp:
        try:
            function(tmp)
        except Skipped as why:
            return f"skipped {function.__name__}: {why}"
        except Exception as why:
            return f"FAILED {function.__name__}: {type(why).__name__}: {why}"
    return None


def main():
    wanted = sys.argv[2:]
    chosen = [function for function in TESTS if not wanted or function.__name__ in wanted]
    with concurrent.futures.ThreadPoolExecutor(2) as hands:
        said = list(hands.map(outcome, chosen))
    for words in filter(None, said):
        print(words)
    failed, skipped = (sum(1 for words in said if words and words.startswith(start)) for start in ("FAILED", "skipped"))
    passed = len(said) - failed - skipped
    print(f"cli: {passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed or not passed else 0


sys.exit(main())
