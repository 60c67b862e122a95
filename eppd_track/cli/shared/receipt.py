"""How a command that writes answers a script: its receipt as JSON on stdout, and nothing else there."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from eppd_track.cli.shared.emit import emit
from eppd_track.cli.shared.options import RECEIPT_FORMS
from eppd_track.cli.shared.session import Session
from eppd_track.ledger import store
from eppd_track.ledger.batch import Batch
from eppd_track.report.receipt import Done, build
from eppd_track.words.text import Text


def give(
    session: Session,
    before: store.Source | None,
    after: bytes | store.Source,
    *,
    told: tuple[Text, ...] = (),
    batch: Batch | None = None,
    own: Mapping[str, Any] | None = None,
    dry_run: bool = False,
    output: Path | None = None,
    form: str = "json",
) -> None:
    """Writes the receipt of a change from one state of the ledger's file to another (docs/exchange.md).

    The same twice where nothing was changed; `before` is None where there was no ledger. With `dry_run` the
    second is what would be there.
    """
    if isinstance(after, bytes):
        after = store.Source(before.path if before else session.found.path, after)
    done = Done(
        command=session.command,
        before=before,
        after=after,
        dry_run=dry_run,
        told=told,
        batch=batch or Batch(),
        own=own or {},
    )
    lies = before if dry_run and before is not None else after
    report = build(done, session.parse(lies).ledger, session.today)
    emit(session, report, RECEIPT_FORMS, form, output)
