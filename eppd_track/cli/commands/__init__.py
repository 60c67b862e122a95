"""One file a command: it declares its options, resolves them, calls one use case, and prints."""

from collections.abc import Mapping

COMMANDS: Mapping[str, str] = {
    "list": "One row a commitment, by pillar, soonest due first.",
    "show": "Everything on one commitment: dates, slips, milestones, evidence, history.",
    "update": "Record what happened to one or more commitments.",
    "score": "Score what a side made of its promises, before the next dialogue.",
    "add": "Add a commitment; its id is the next of its pillar.",
    "report": "The status report of a week or any period.",
    "agenda": "What to raise at the next meeting and why, the most pressing first.",
    "chase": "A letter to each agency that owes an update.",
    "log": "The records of the whole ledger in time.",
    "export": "Sheets for agencies to fill in, the full data, or a calendar.",
    "import": "Read filled-in sheets or full data back.",
    "intake": "Propose entries for what a document promises.",
    "trace": "Each promising clause of a document and who claims it.",
    "check": "Every fault of the file, with line, column and remedy.",
    "meeting": "Add a meeting, or list them.",
    "carry": "Go on into the next round of the dialogue with all that is open.",
    "undo": "Take the last command back whole.",
    "merge": "Merge two people's work on a ledger; made for git.",
    "sync": "Bring the ledger up to date with its git remote.",
    "edit": "Open the ledger in your editor, and check it afterwards.",
    "init": "Start a new ledger in this folder.",
    "where": "Which ledger is used, why, and with which settings.",
    "schema": "The JSON Schema of the ledger, for editors.",
    "completion": "The script with which a shell completes what you type.",
    "help": "Short pages on dates, ids, statuses, lights and more.",
}
"""Every command and its line in the help; its module has its name."""
