#!/usr/bin/env python3
"""Whether a release is ready, what is in its files, their sums, and how its wheel does in every Python here.

    python tools/release.py version         the version of the package
    python tools/release.py ready [TAG]     CHANGELOG tells this version, and the tag is of it
    python tools/release.py look FOLDER     wheel and sdist hold what the repository holds, and nothing else
    python tools/release.py sums FOLDER     writes SHA256SUMS beside them
    python tools/release.py try FOLDER      each Python: an empty environment, the wheel, a ledger, its pages

Ends with a sentence and exit code 1 at the first thing that is not as it should be.
"""
# ruff: noqa: S603, T201 - a script that runs programs and prints

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = ",".join(name for name in PROJECT["optional-dependencies"] if name not in {"test", "lint"})
PYTHONS = [found[1] for line in PROJECT["classifiers"] if (found := re.search(r":: (3\.\d+)$", line))]
MADE = {"eppd_track/templates/eppd6.toml", "PKG-INFO"}
"""What is in wheel or sdist and has no file of its name in the repository."""


def version() -> str:
    """The version that the package gives itself."""
    text = (ROOT / "eppd_track" / "__init__.py").read_text("utf-8")
    return re.findall(r'^__version__ = "(.*)"$', text, re.MULTILINE)[0]


def ready(tag: str = "") -> None:
    """The first section of CHANGELOG is of this version, every fragment is in it, and a tag names it."""
    first = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)[0]
    if first != version():
        sys.exit(f"CHANGELOG.md begins with {first}; the package is {version()}.")
    left = sorted(path.name for path in (ROOT / "changelog.d").glob("+*"))
    if left:
        sys.exit(f"CHANGELOG.md does not tell yet what stands in changelog.d: {', '.join(left)}")
    if tag not in {"", f"v{version()}"}:
        sys.exit(f"The tag is {tag}; the package is v{version()}.")


def archives(folder: Path) -> tuple[Path, Path]:
    """The wheel and the sdist in a folder that holds one of each."""
    (wheel,), (sdist,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    return wheel, sdist


def held(archive: Path) -> Iterator[str]:
    """The names of the files in a wheel or an sdist, as they are in the repository."""
    if archive.suffix == ".whl":
        yield from zipfile.ZipFile(archive).namelist()
        return
    with tarfile.open(archive) as opened:
        yield from (name.partition("/")[2] for name in opened.getnames())


def look(folder: Path) -> None:
    """Wheel and sdist hold files of the repository alone, the licence among them."""
    asked = ["git", "ls-files"]
    listed = subprocess.run(asked, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    known = set(listed.splitlines())
    for archive in archives(folder):
        names = set(held(archive))
        strange = sorted(name for name in names - known - MADE - {""} if ".dist-info/" not in name)
        if strange:
            sys.exit(f"{archive.name} holds what is in no commit: {', '.join(strange)}")
        if not any(name.rpartition("/")[2] == "LICENSE" for name in names):
            sys.exit(f"{archive.name} holds no licence.")
        print(f"{archive.name}: {len(names)} files, each of the repository, with the licence.")


def sums(folder: Path) -> None:
    """Puts the tested releases beside wheel and sdist, and SHA256SUMS of the three, for `sha256sum -c`."""
    shutil.copy(ROOT / "constraints.txt", folder)
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
        for path in sorted((*archives(folder), folder / "constraints.txt"))
    ]
    (folder / "SHA256SUMS").write_text("".join(lines), "utf-8", newline="\n")
    print("".join(lines), end="")


def interpreter(wanted: str) -> str | None:
    """A Python of a version: on the path, of the launcher of Windows, or one that pyenv keeps."""
    kept = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    ways = [[f"python{wanted}"], ["py", f"-{wanted}"], [sys.executable]]
    ways += [[str(path)] for path in sorted(kept.glob(f"{wanted}.*/bin/python"), reverse=True)]
    asked = "import sys; print(sys.executable, *sys.version_info[:2], sep='\\n')"
    for way in ways:
        if shutil.which(way[0]) is None:
            continue
        ran = subprocess.run([*way, "-c", asked], check=False, capture_output=True, text=True)
        path, *number = ran.stdout.split("\n")[:3] if ran.returncode == 0 else ("",)
        if ".".join(number) == wanted:
            return path
    return None


def tried(python: str, wheel: Path) -> None:
    """Installs the wheel in an empty environment, then its extras; looks at both as a user would."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([python, "-m", "venv", folder], check=True)
        own = next(str(path) for path in Path(folder).glob("[bS]*/python*"))
        for made, look_for in ((str(wheel), ()), (f"{wheel}[{EXTRAS}]", ("--extras",))):
            install = [own, "-m", "pip", "install", "-q", "-c", str(ROOT / "constraints.txt"), made]
            subprocess.run(install, check=True)
            check = [own, str(ROOT / "tools" / "package_check.py"), *look_for]
            if subprocess.run(check, check=False).returncode:
                sys.exit(f"{python}: the installed wheel does not do what it should.")


def try_all(folder: Path) -> None:
    """Tries the wheel with each Python that is here; says with which, and which are not."""
    wheel, _ = archives(folder)
    found = {wanted: interpreter(wanted) for wanted in PYTHONS}
    for wanted, python in found.items():
        if python is None:
            continue
        tried(python, wheel.resolve())
        print(f"Python {wanted}: installed, a ledger made, read and checked, each page written ({python}).")
    missing = [wanted for wanted, python in found.items() if python is None]
    if missing:
        print(f"Not here, and not tried: Python {', '.join(missing)}.")
    if len(missing) == len(PYTHONS):
        sys.exit("No Python was tried.")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["version"]:
            print(version())
        case ["ready", *tag]:
            ready(*tag)
        case ["look" | "sums" | "try" as what, folder]:
            {"look": look, "sums": sums, "try": try_all}[what](Path(folder))
        case _:
            sys.exit(__doc__)
