"""Tests of the command line itself: usage, help, explain, completion, manual page, installing, colour."""
import json
import os
import pathlib
import shutil
import signal
import subprocess

from kit import BAOPAN, FILLED, KINDS, PAYROLL, PLAIN, ROOT, TEMPLATE, not_on_windows, run, says, Skipped, status, test, untouched


@test
def the_catalogue_is_data_too(tmp):
    rows = json.loads(status(run("explain", "--report", "json", lang="zh"), 0).stdout)
    assert len(rows) > 100 and all(r["title"] and r["why"] and r["how"] for r in rows)
    for row in rows:
        for step in row["how"]:
            assert ("baopan " in step["step"] or "--" in step["step"]) == step["command"], step
    assert [r["code"] for r in json.loads(status(run("explain", "PAY-001", "--report", "json"), 0).stdout)] == ["PAY-001"]


@test
def the_schema_lists_every_code_once(tmp):
    schema = json.loads(status(run("check", "--schema"), 0).stdout)
    listed = [line.split()[0] for line in status(run("explain"), 0).stdout.decode().splitlines()]
    assert schema["definitions"]["code"]["enum"] == listed and len(set(listed)) == len(listed)


@test
def explain_tells_one_and_all(tmp):
    says(status(run("explain", "pay-001", lang="zh"), 0), "PAY-001", "用 baopan", "手工")
    listed = status(run("explain"), 0).stdout.decode().splitlines()
    assert len(listed) >= 25, listed
    status(run("explain", "PAY-999"), 2)


@test
def explain_writes_the_manual(tmp):
    for lang, words in [("zh", ["### PAY-001", "用 baopan", "手工（记事本、Excel、WPS）"]), ("en", ["### PAY-001", "With baopan", "By hand"])]:
        says(status(run("explain", "--report", "md", lang=lang), 0), *words)
    status(run("explain", "--report", f"md={tmp}/manual.md"), 0)
    assert "## ROS" in pathlib.Path(tmp, "manual.md").read_text()
    assert "{n}" not in pathlib.Path(tmp, "manual.md").read_text(), "placeholders are left out"
    says(status(run("check", FILLED, "--report", "md"), 2), "explain does")
    status(run("explain", "--report", "csv"), 2)


@test
def usage_errors_are_two(tmp):
    for words in ([], ["chekc"], ["check"], ["fill", TEMPLATE], ["check", "--no-such"], ["check", "--report", "x", FILLED],
                  ["fill", TEMPLATE, PAYROLL / "utf8.csv"]):
        status(run(*words), 2)


COMMANDS = ["check", "fill", "fix", "convert", "inspect", "explain", "formats", "bundle", "compare", "summary", "completion", "manual"]


@test
def every_command_has_help_with_examples(tmp):
    says(status(run("--help"), 0), "usage:", *COMMANDS)
    says(status(run("--version"), 0), "baopan ")
    for name in COMMANDS:
        says(status(run(name, "--help"), 0), f"baopan {name}", "Examples:", "--lang")
        says(status(run(name, "--help", lang="zh"), 0), "用法：", "例如：")
    says(status(run("check", "--help"), 0), "--template FILE")
    assert run("help", "fill").stdout == run("fill", "--help").stdout and run("help").stdout == run("--help").stdout
    says(status(run("help", "chekc"), 2), "did you mean check?")


@test
def mistyped_words_are_answered_with_the_right_one(tmp):
    says(status(run("chekc"), 2), "did you mean check?")
    says(status(run("check", "--tmeplate", "x"), 2), "did you mean --template?")
    says(status(run("check", FILLED, "--format", "hlj-shengzi-gongzi"), 2), "did you mean hlj-shengzhi-gongzi?")
    says(status(run("formats", "show", "hlj-shenzhi-gongzi"), 2), "did you mean hlj-shengzhi-gongzi?")
    says(status(run("explain", "PYA-001"), 2), "did you mean PAY-001?")
    says(status(run("frobnicate-it-all"), 2), "baopan --help")
    says(status(run("check", FILLED, "--fail-on", "eror"), 2), "error|warning|note|never")
    for words, meant in (("--fail-on eror", "error"), ("--report jsno=x", "json"), ("--severity PAY-001=wraning", "warning"), ("--reveal id,nmae", "name")):
        says(status(run("check", FILLED, *words.split()), 2), f"did you mean {meant}?")
    says(status(run("check", FILLED, "--report", "json", "--report", "csv"), 2), "one report only")
    says(status(run("formats", "lsit"), 2), "did you mean list?")


@test
def options_of_other_commands_are_refused(tmp):
    says(status(run("check", FILLED, "--sheet", "1"), 2), "--sheet", "baopan check --help")
    says(status(run("fill", TEMPLATE, PAYROLL / "utf8.csv", "-o", f"{tmp}/o.zip", "--hash"), 2), "--hash")
    says(status(run("check", FILLED, "--hash=1"), 2), "takes no value")
    untouched(tmp)


def wait_on(terminal, met):
    """Reads what a terminal shows until something is so, or for half a minute."""
    import select
    import time
    until = time.monotonic() + 30
    while not met() and time.monotonic() < until:
        while select.select([terminal], [], [], 0.05)[0]:
            os.read(terminal, 1 << 16)


def zsh_completes(tmp, script, env, asked):
    """What a real zsh on a terminal makes of these words when TAB is pressed: another key keeps its line in a file."""
    import pty
    shown = pathlib.Path(tmp) / "shown"
    shutil.copy(script, pathlib.Path(tmp) / "_baopan")
    keep = f"keep() {{ print -r -- $BUFFER >> '{shown}'; zle kill-whole-line }}; zle -N keep; bindkey '^X' keep"
    child, terminal = pty.fork()
    if child == 0:
        os.execvpe("zsh", ["zsh", "-f", "-i"], dict(env, TERM="dumb", LC_ALL="C.UTF-8"))
    os.write(terminal, f"fpath=('{tmp}' $fpath); autoload -Uz compinit; compinit -u -D; {keep}; : > '{shown}'\r".encode())
    wait_on(terminal, shown.exists)
    for n, words in enumerate(asked, 1):
        os.write(terminal, f"baopan {words}\t\x18".encode())
        wait_on(terminal, lambda: shown.read_text().count("\n") >= n)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(terminal)
    return [line.removeprefix("baopan ").rstrip() for line in shown.read_text().splitlines()]


@test
def shells_complete_words(tmp):
    env = dict(os.environ, PATH=f"{pathlib.Path(BAOPAN).parent}:{os.environ['PATH']}")
    scripts = {}
    for shell in ("bash", "zsh", "fish"):
        scripts[shell] = pathlib.Path(tmp) / shell
        scripts[shell].write_bytes(status(run("completion", shell), 0).stdout)
        if shutil.which(shell):
            assert subprocess.run([shell, "-n", str(scripts[shell])]).returncode == 0, shell
    asked = (". '%s'; COMP_WORDS=(%s); COMP_CWORD=%d; _baopan; echo ${COMPREPLY[@]}" % (scripts["bash"], words, at)
             for words, at in (("baopan che", 1), ("baopan check --tem", 2), ("baopan check --fail-on = w", 4), ("baopan explain PAY-001", 2)))
    got = [subprocess.run(["bash", "-c", q], capture_output=True, env=env, timeout=20).stdout.decode().strip() for q in asked]
    assert got == ["check", "--template", "warning", "PAY-001"], got
    if shutil.which("fish"):
        asked = ("check --templ", "check --fail-on war", "formats lea", "explain PAY-001", "fi")
        query = f"source '{scripts['fish']}'; " + "; ".join(f"complete -C 'baopan {q}'" for q in asked)
        got = subprocess.run(["fish", "-c", query], capture_output=True, env=env, timeout=20).stdout.decode()
        words = [line.split("\t")[0] for line in got.splitlines()]
        assert words[:4] == ["--template", "warning", "learn", "PAY-001"] and set(words[4:6]) == {"fill", "fix"}, got
    if shutil.which("zsh"):
        got = zsh_completes(tmp, scripts["zsh"], env, ("che", "check --tem", "check --report=sa", "formats le", "explain PAY-001"))
        assert got == ["check", "check --template=", "check --report=sarif", "formats learn", "explain PAY-001"], got
    status(run("completion", "tcsh"), 2)


@test
def the_manual_page_is_sound(tmp):
    for lang in ("en", "zh"):
        page = status(run("manual", lang=lang), 0).stdout
        assert page.startswith(b".") and b".TH BAOPAN 1" in page and page.count(b".SS baopan") >= len(COMMANDS)
        if shutil.which("groff"):
            got = subprocess.run(["groff", "-man", "-Kutf8", "-Tutf8", "-ww"], input=page, capture_output=True, timeout=60)
            assert got.returncode == 0 and (lang == "zh" or not got.stderr), got.stderr


@test
@not_on_windows("it is the core's, the same everywhere, and hundreds of processes are slow in Wine")
def each_command_offers_the_reports_that_it_writes(tmp):
    one = FILLED
    words = {"check": [one], "compare": [one, one], "fill": [TEMPLATE, PAYROLL / "utf8.csv", "-o", f"{tmp}/o.zip", "--force"],
             "fix": [one, "--template", TEMPLATE, "-o", f"{tmp}/o.zip", "--force"], "inspect": [one], "explain": ["ZIP-001"],
             "convert": [TEMPLATE, "-o", f"{tmp}/o.csv", "--force"], "formats": ["list"], "summary": [os.devnull]}
    bash = run("completion", "bash", lang=None).stdout.decode()
    for command, given in words.items():
        line = next(w for w in run(command, "--help").stdout.decode().split() if w.startswith("text|"))
        offered = line.split("[")[0].split("|")
        for kind in (*KINDS, "md"):
            got = run(command, *given, "--report", kind)
            assert (got.returncode < 2) == (kind in offered), (command, kind, got.stderr)
            assert kind in offered or offered[-1] in got.stderr.decode(), got.stderr
        assert f"{command}) COMPREPLY=($(compgen -W '{' '.join(offered)}'" in bash, command
    assert "md" not in run("fill", "--help").stdout.decode().split("--report")[1].split("\n")[0]


@test
def installing_and_uninstalling_leave_nothing(tmp):
    if not PLAIN:
        raise Skipped("only the plain build is installed")
    make = ["make", "-s", "-C", str(ROOT), f"DESTDIR={tmp}/一 处 d", "PREFIX=/usr"]
    folder = pathlib.Path(tmp) / "一 处 d"
    assert subprocess.run([*make, "install"], capture_output=True, timeout=120).returncode == 0
    for name in ("bin/baopan", "share/man/man1/baopan.1", "share/bash-completion/completions/baopan",
                 "share/zsh/site-functions/_baopan", "share/fish/vendor_completions.d/baopan.fish",
                 "share/baopan/formats/hlj-shengzhi-gongzi.yaml"):
        assert (folder / "usr" / name).stat().st_size, name
    assert subprocess.run([*make, "uninstall"], capture_output=True, timeout=120).returncode == 0
    left = [p for p in folder.rglob("*") if p.is_file()]
    shutil.rmtree(folder)
    assert not left, left


@test
def colour_is_asked_for_or_left_out(tmp):
    assert b"\x1b[" in run("check", FILLED, "--color", "always").stdout
    assert b"\x1b[" not in run("check", FILLED).stdout
    env = dict(os.environ, NO_COLOR="1")
    assert b"\x1b[" not in run("check", FILLED, "--color", "auto", env=env).stdout
