"""Checks that every module imports only what layers.txt allows, and that the table itself has layers."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
TABLE = pathlib.Path(__file__).with_name("layers.txt")
IMPORT = re.compile(r"^\s*(?:@\w+\s+)*(?:public |internal |package |fileprivate |private )?import\s+(?:\w+\s+)?([A-Za-z_][\w-]*)", re.M)


def read_table():
    """{module: set of allowed modules}, in the order of the file."""
    table = {}
    for number, line in enumerate(TABLE.read_text().splitlines(), 1):
        line = line.split("#")[0].strip()
        if not line:
            continue
        name, _, allowed = line.partition(":")
        table[name] = set(allowed.split())
        above = table[name] - set(table)
        if above:
            sys.exit(f"{TABLE.name}:{number}: {name} may not import {', '.join(sorted(above))}: not below it")
    return table


def main():
    table = read_table()
    problems = []
    folders = sorted(path for path in (ROOT / "Sources").iterdir() if path.is_dir())
    for folder in folders:
        if folder.name not in table:
            problems.append(f"Sources/{folder.name}: not in {TABLE.name}; give it a layer")
            continue
        for file in sorted(folder.rglob("*.swift")):
            for name in IMPORT.findall(file.read_text()):
                if name in table and name not in table[folder.name] and name != folder.name:
                    problems.append(f"{file.relative_to(ROOT)}: imports {name}, which {TABLE.name} does not allow to {folder.name}")
    gone = set(table) - {folder.name for folder in folders}
    problems += [f"{TABLE.name}: {name} has no folder in Sources" for name in sorted(gone)]
    print("\n".join(problems) or f"layers: {len(folders)} modules import only what they may")
    return 1 if problems else 0


sys.exit(main())
