#!/usr/bin/env python3
"""Every fixture as a command line, in JSON: those of the command line's tests, receipts, and the payroll tables.
Usage: cases.py FOLDER-FOR-OUTPUTS"""
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "cli"))
import cases

out = pathlib.Path(sys.argv[1])
template = cases.FIXTURES / "golden/template.zip"


def more():
    for table in sorted((cases.FIXTURES / "payroll").iterdir()):
        if table.suffix in (".csv", ".txt", ".xls", ".xlsx", ".ods", ".xml"):
            yield f"payroll/{table.name}", ["fill", template, table, "-o", out / "o.zip", "--force"]
    for broken in sorted((cases.FIXTURES / "stories").rglob("upload.*")):
        given = broken.parent / "template.zip"
        yield f"fix {broken.parent.name}", ["fix", broken, "--template", given if given.exists() else template,
                                            "-o", out / "o.zip", "--force"]
    for receipt in sorted(cases.FIXTURES.glob("SYS-00[23]/*/receipt.json")):
        upload = next(receipt.parent.glob("upload.*"))
        yield f"receipt {receipt.parent.name}", ["check", upload, "--receipt", receipt]


print(json.dumps([[name, [str(word) for word in args]] for source in (cases.cases(out), more()) for name, args in source]))
