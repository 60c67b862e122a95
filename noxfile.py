"""The tasks of this project, each in an environment of its own: `nox -l` lists them."""

import shutil
from pathlib import Path

import nox

nox.needs_version = ">=2024.10.9"
nox.options.sessions = ["lint", "package", "lowest", "newest", "speed", "tests"]
nox.options.error_on_missing_interpreters = True
ACROSS_VERSIONS = ("reader", "writer", "snapshot", "cli", "sheets", "calendar", "scenarios")
"""The tests of what libraries read and write for us: files, options, sheets, dates."""
EXTRAS = "pdf,font,odt,sheets,documents,calendar"
CONSTRAINTS = Path("constraints.txt")


@nox.session
def lint(session: nox.Session) -> None:
    """Ruff with nearly every rule, its formatter, and mypy in strict mode."""
    session.install("-e", ".[lint]")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("mypy")


@nox.session
def tests(session: nox.Session) -> None:
    """The whole suite, its branch coverage reported."""
    session.install("-e", ".[test]")
    options = ("-n", "auto", "--dist", "worksteal", "--cov", "--cov-report=term")
    session.run("pytest", *options, *session.posargs)


def _built(session: nox.Session, folder: Path) -> tuple[Path, Path]:
    """The wheel and the sdist, made in an empty folder and looked into."""
    session.install("build", "twine", "check-wheel-contents")
    shutil.rmtree(folder, ignore_errors=True)
    session.run("python", "-m", "build", "--quiet", "--outdir", str(folder), ".", silent=True)
    wheel, sdist = next(folder.glob("*.whl")), next(folder.glob("*.tar.gz"))
    session.run("twine", "check", "--strict", str(wheel), str(sdist))
    session.run("check-wheel-contents", str(wheel))
    session.run("python", "tools/release.py", "look", str(folder))
    return wheel, sdist


@nox.session
def package(session: nox.Session) -> None:
    """Wheel and sdist: what is in them, each installed alone, a ledger made and read, the extras added.

    With the extras it is installed as a computer without a network does it: from a folder of wheels.
    """
    wheel, sdist = _built(session, Path(session.create_tmp()) / "dist")
    script = str(Path("tools/package_check.py").resolve())
    whole, wheels = f"{wheel}[{EXTRAS}]", str(Path(session.create_tmp()) / "wheels")
    session.run("python", "-m", "pip", "wheel", "-q", "-c", str(CONSTRAINTS), "-w", wheels, whole)
    for made, options in (
        (str(wheel), ()),
        (str(sdist), ()),
        (f"eppd-track[{EXTRAS}]", ("--no-index", "--find-links", wheels)),
    ):
        alone = Path(session.create_tmp()) / "alone"
        shutil.rmtree(alone, ignore_errors=True)
        session.run("python", "-m", "venv", str(alone))
        python = str(next(alone.glob("[bS]*/python*")))
        session.run(python, "-m", "pip", "install", "-q", *options, made, external=True)
        session.run(python, script, *(["--extras"] if options else []), external=True)


@nox.session
def release(session: nox.Session) -> None:
    """What is handed out, in dist/: looked into, with its sums, and tried with each Python that is here.

    Behind `--` stands the tag, where there is one.
    """
    session.run("python", "tools/release.py", "ready", *session.posargs)
    _built(session, Path("dist"))
    session.run("python", "tools/release.py", "sums", "dist")
    session.run("python", "tools/release.py", "try", "dist")


@nox.session
def changelog(session: nox.Session) -> None:
    """The sentences of changelog.d, as a section of CHANGELOG.md to be put in order by hand."""
    session.install("towncrier")
    made = session.run("python", "tools/release.py", "version", silent=True)
    session.run("towncrier", "build", "--yes", "--version", str(made).strip())


def _with(session: nox.Session, names: tuple[str, ...]) -> None:
    """Runs files of tests, a fifth of the random cases; warnings of old and new libraries are no errors."""
    files = [f"tests/test_{name}.py" for name in names]
    settings = {"PYTHONWARNINGS": "default", "EPPD_CASES": "60"}
    session.run("python", "-m", "pytest", "-n", "auto", "--dist", "worksteal", *files, env=settings)


@nox.session
def lowest(session: nox.Session) -> None:
    """What libraries do for us, with the lowest version of every dependency that is allowed."""
    session.install("uv")
    session.run("uv", "pip", "install", "-q", "--resolution", "lowest-direct", ".[test]")
    _with(session, ACROSS_VERSIONS)


@nox.session
def newest(session: nox.Session) -> None:
    """The command line with the newest Typer, which pyproject.toml passes over.

    Of everything else the newest that is allowed is what the whole suite runs with.
    """
    session.install(".[test]")
    session.install("--upgrade", "--no-deps", "typer")
    _with(session, ("cli", "usage", "scenarios"))


@nox.session
def constraints(session: nox.Session) -> None:
    """The newest releases that pyproject.toml allows, written down for all systems and Pythons."""
    session.install("uv")
    extras = [part for name in EXTRAS.split(",") for part in ("--extra", name)]
    options = ["--universal", "--python-version", "3.11", "--no-header", "--no-annotate", "--upgrade"]
    made = session.run("uv", "pip", "compile", "-q", *options, *extras, "pyproject.toml", silent=True)
    head = [line for line in CONSTRAINTS.read_text("utf-8").splitlines(keepends=True) if line.startswith("#")]
    CONSTRAINTS.write_text("".join(head) + str(made), "utf-8")


@nox.session
def pages(session: nox.Session) -> None:
    """What stands in docs and is made from the program, made anew."""
    session.install("-e", ".[test]")
    for tool in ("completion_grammar", "errors_page", "ledger_page", "commands_page", "api_page"):
        session.run("python", f"tools/{tool}.py")
    session.run("pytest", "tests/test_scenarios.py", env={"SCENARIOS": "write"})
    session.run("pytest", "tests/test_console.py", env={"CONSOLE": "write"})


@nox.session
def pictures(session: nox.Session) -> None:
    """The pictures of README and docs, made anew from examples/friday.toml; name some behind `--`."""
    session.install("-e", ".[test]")
    session.run("python", "tools/pictures.py", *session.posargs)


@nox.session
def reliability(session: nox.Session) -> None:
    """What docs/reliability.md promises, tried at full size and written there; `-- --quick` tries a tenth."""
    session.install("-e", ".[test]")
    session.run("python", "tools/reliability.py", *session.posargs)


@nox.session
def speed(session: nox.Session) -> None:
    """The benchmarks, small, to see that they run."""
    session.install(".")
    session.run("python", "benchmarks/run.py", *(session.posargs or ("--entries", "300", "--runs", "1")))


@nox.session
def bench(session: nox.Session) -> None:
    """The benchmarks at full size, written into docs/performance.md; other numbers stand behind `--`."""
    session.install(".")
    session.run("python", "tools/bench_page.py", *session.posargs)
