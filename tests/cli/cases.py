"""Every fixture as a command line: what the gate runs in C, run as a user would. Used where something
must hold of all reports: that they are valid, and that they show nobody's data."""
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "fixtures"


def options(folder):
    lines = (folder / "job").read_text("utf-8").splitlines() if (folder / "job").exists() else []
    return [word for line in lines if line.strip() for word in line.split(" ", 1)]


def from_folder(folder, out):
    files = {p.name.split(".")[0]: p for p in folder.iterdir() if p.name not in ("job", "expect", "expect-story")}
    more = options(folder)
    command = "convert" if "--convert" in more else "fill" if "table" in files else "check"
    more = [word for word in more if word != "--convert"]
    if "format" in files and len(files) > 1:
        more += ["--format", files["format"]]
    if command == "fill":
        return ["fill", files["template"], files["table"], "-o", out / "o.zip", "--force", *more]
    if command == "convert":
        if "template" in files:
            more += ["--template", files["template"]]
        return ["convert", files["table"], "-o", out / "o.zip", "--force", *more]
    if "upload" not in files:
        return ["formats", "lint", files["format"], *more]
    return ["check", files["upload"], *(["--template", files["template"]] if "template" in files else []), *more]


def from_file(path):
    return ["formats", "lint", path] if path.suffix == ".yaml" else ["check", path]


def cases(out):
    """(name, arguments) of each; what is written goes to the folder `out`."""
    out = pathlib.Path(out)
    for folder in sorted(FIXTURES.glob("*-[0-9][0-9][0-9]")) + [FIXTURES / "stories"]:
        for case in sorted(folder.iterdir()) if folder.exists() else []:
            yield f"{folder.name}/{case.name}", from_folder(case, out) if case.is_dir() else from_file(case)
    for filled in sorted(FIXTURES.glob("golden/**/filled.zip")):
        name = str(filled.parent.relative_to(FIXTURES))
        template = filled.parent / "template.zip"
        if template.exists():
            yield name, ["check", filled, "--template", template]
            yield f"{name} alone", ["check", template]
