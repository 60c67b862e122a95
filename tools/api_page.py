#!/usr/bin/env python3
"""Makes the signatures of docs/api.md from the program: what scripts may use, with types and what it gives.

`python tools/api_page.py` writes them between `<!-- api: MODULE -->` and `<!-- /api -->`; `--check` exits
with 1 when they are not current. The words around them are written by hand.
"""

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from inspect import cleandoc, getsource

from pages import ROOT, Page, filled, settle

HOW = "python tools/api_page.py"
PUBLIC = {
    "eppd_track": ("load",),
    "eppd_track.model.due": ("Due",),
    "eppd_track.rules.lights": ("Item", "assess_all", "stale"),
    "eppd_track.rules.transitions": ("Need", "next_statuses", "needs"),
    "eppd_track.rules.history": ("Slip", "as_of", "ledger_as_of", "slips", "updates_between"),
    "eppd_track.words.errors": ("ExitCode", "EppdError", "LedgerUnreadable"),
    "eppd_track.words.text": ("Text",),
}
"""What stays within a minor version; of these modules everything besides:"""
CLASSES, LISTS = ("eppd_track.model.records", "eppd_track.model.settings"), "eppd_track.model.vocabulary"
METHODS = {"Text": ("say",)}
"""Of a class whose other methods are the program's own business: those that are not."""


def pages() -> Iterator[Page]:
    """The page with every signature as it is today."""
    classes = {
        module: [name for name, node in defined(module).items() if isinstance(node, ast.ClassDef)]
        for module in CLASSES
    }
    made = {
        f"api: {module}": "\n\n".join(parts(module, names)) for module, names in (PUBLIC | classes).items()
    }
    yield filled(ROOT / "docs" / "api.md", {**made, f"api: {LISTS}": "\n".join(lists())})


def defined(module: str) -> dict[str, ast.ClassDef | ast.FunctionDef]:
    """The classes and functions that stand in a module."""
    nodes = ast.parse(getsource(import_module(module))).body
    return {node.name: node for node in nodes if isinstance(node, ast.ClassDef | ast.FunctionDef)}


def parts(module: str, names: Iterable[str]) -> Iterator[str]:
    """Each name with its signature and what it is. Ends the tool when one is not there."""
    known = defined(module)
    for name in names:
        if name not in known:
            raise SystemExit(f"{module} has no {name}: name what scripts may use in {HOW.split()[1]}")
        block = "\n".join(signature(known[name]))
        yield f"```text\n{block}\n```\n\n{told(known[name])}"


def told(node: ast.ClassDef | ast.FunctionDef) -> str:
    """What a name is, in the words of its docstring."""
    return cleandoc(ast.get_docstring(node) or "")


def signature(node: ast.ClassDef | ast.FunctionDef) -> Iterator[str]:
    """A function as it is called, or a class with its fields and what may be asked of it."""
    if isinstance(node, ast.FunctionDef):
        returns = f" -> {words(node.returns)}" if node.returns and node.name != "__init__" else ""
        arguments = re.sub(r"(: [^=,]+)=", r"\1 = ", words(node.args))
        yield f"def {node.name}({arguments}){returns}"
        return
    bases = [ast.unparse(base) for base in node.bases if ast.unparse(base) != "Struct"]
    yield f"class {node.name}" + (f"({', '.join(bases)})" if bases else "")
    for inner in node.body:
        if isinstance(inner, ast.AnnAssign):
            yield f"    {field(inner)}"
        elif isinstance(inner, ast.Assign) and isinstance(inner.value, ast.Constant):
            yield f"    {words(inner)}"
        elif isinstance(inner, ast.FunctionDef) and shown(node.name, inner.name):
            yield from (f"    {line}" for line in asked(inner))


def shown(owner: str, name: str) -> bool:
    """Whether a method is for scripts."""
    return name in METHODS.get(owner, (name,)) and (name == "__init__" or not name.startswith("_"))


def words(node: ast.AST) -> str:
    """Code as a reader writes it: names of classes without quotation marks, texts in double ones."""
    return re.sub(r"'([A-Z][\w. |]*)'", r"\1", ast.unparse(node)).replace("'", '"')


def field(node: ast.AnnAssign) -> str:
    """A field with its type and what holds without one; bounds and the name in the file are left out."""
    kind = words(node.annotation)
    if "Annotated[" in kind:
        inner = next(one for one in ast.walk(node.annotation) if isinstance(one, ast.Tuple))
        kind = words(inner.elts[0]) + (" | None" if kind.endswith("| None") else "")
    value = node.value
    if isinstance(value, ast.Call):
        value = next((word.value for word in value.keywords if word.arg == "default"), None)
    return f"{words(node.target)}: {kind}" + (f" = {words(value)}" if value else "")


def asked(node: ast.FunctionDef) -> Iterator[str]:
    """A method or a property of a class."""
    decorators = {ast.unparse(one) for one in node.decorator_list}
    if decorators & {"property", "cached_property"}:
        yield f"{node.name} -> {words(node.returns)}" if node.returns else node.name
    else:
        yield from signature(node)


def lists() -> Iterator[str]:
    """The closed lists: each with its members."""
    yield from ("| list | members | what it is |", "|---|---|---|")
    for node in defined(LISTS).values():
        if isinstance(node, ast.ClassDef):
            assigned = [ast.unparse(one.targets[0]) for one in node.body if isinstance(one, ast.Assign)]
            members = [name for name in assigned if not name.startswith("_")]
            listed = ", ".join(f"`{member}`" for member in members) or "as the ledger has them"
            yield f"| `{node.name}` | {listed} | {told(node).splitlines()[0]} |"


if __name__ == "__main__":
    sys.exit(settle(HOW, sys.argv[1:], pages()))
