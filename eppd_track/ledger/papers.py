"""Where the documents of a ledger lie: in its folder or below it, never outside."""

from pathlib import Path, PureWindowsPath


def leads_out(file: str) -> bool:
    """Whether a path, as it stands in the ledger, leads out of the folder it counts from, on any system."""
    path = PureWindowsPath(file)
    depth = 0
    for part in path.parts:
        depth += -1 if part == ".." else 1
        if depth < 0:
            return True
    return bool(path.anchor)


def lies_at(ledger: Path, file: str) -> Path | None:
    """Where a document is that a ledger names; None where no file is there, or a link leads elsewhere."""
    if leads_out(file):
        return None
    folder = ledger.absolute().parent
    path = folder.joinpath(*PureWindowsPath(file).parts)
    try:
        inside = path.resolve().is_relative_to(folder.resolve())
        return path if inside and path.is_file() else None
    except (OSError, ValueError):
        return None
