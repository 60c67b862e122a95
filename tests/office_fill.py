"""Fills a sheet in with LibreOffice, as a person would: run by the system's Python, which has `uno`.

Called with a JSON file: the folder of a profile, and what to do with each file: the file to open, the answers
by id and head, the files to save, each in the format of its suffix, and where to put the heights of the rows.
What careless hands do besides: cells `merged` from one id to another under a head, heads `renamed`, rows
`added` below. Cells are found by their words, as a person finds them.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue

FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".ods": "calc8"}
MOST_ROWS, MOST_COLUMNS = 60, 20


def main(orders: dict) -> None:
    pipe = f"eppd{abs(hash(orders['profile']))}"
    office = subprocess.Popen(
        [
            "soffice",
            "--headless",
            "--norestore",
            f"-env:UserInstallation=file://{orders['profile']}",
            f"--accept=pipe,name={pipe};urp;",
        ]
    )
    try:
        desktop = connect(pipe)
        for job in orders["jobs"]:
            work(desktop, job)
        desktop.terminate()
    finally:
        try:
            office.wait(timeout=30)
        except subprocess.TimeoutExpired:
            office.kill()


def work(desktop: object, job: dict) -> None:
    document = desktop.loadComponentFromURL(url(job["open"]), "_blank", 0, (setting("Hidden", value=True),))
    sheet = document.Sheets.getByIndex(0)
    type_in(sheet, job["answers"])
    mishandle(sheet, job)
    if "heights" in job:
        Path(job["heights"]).write_text(json.dumps(heights(sheet)), encoding="utf-8")
    for path in job["save"]:
        name = FILTERS[Path(path).suffix]
        document.storeToURL(url(path), (setting("FilterName", value=name),))
    document.close(True)  # noqa: FBT003 - as the office declares it


def mishandle(sheet: object, job: dict) -> None:
    if job.keys().isdisjoint({"merged", "renamed", "added"}):
        return
    sheet.unprotect("")
    for first, last, head in job.get("merged", ()):
        place = find_column(sheet, head)
        sheet.getCellRangeByPosition(place, row_of(sheet, first), place, row_of(sheet, last)).merge(True)  # noqa: FBT003
    for number, values in enumerate(job.get("added", ())):
        row = next(row for row in range(MOST_ROWS, 0, -1) if text(sheet, row, 1)) + 1 + number
        for head, value in values.items():
            sheet.getCellByPosition(find_column(sheet, head), row).String = value
    for head, typed in job.get("renamed", {}).items():
        place = find_column(sheet, head)
        row = next(row for row in range(8) if text(sheet, row, place).split("\n")[0] == head)
        sheet.getCellByPosition(place, row).String = typed


def row_of(sheet: object, identifier: str) -> int:
    return next(row for row in range(MOST_ROWS) if text(sheet, row, 1) == identifier)


def connect(pipe: str) -> object:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(240):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except Exception:  # noqa: BLE001 - uno raises its own kinds until the office listens
            time.sleep(0.25)
    raise SystemExit("LibreOffice does not answer")


def type_in(sheet: object, answers: dict) -> None:
    for identifier, values in answers.items():
        row = row_of(sheet, identifier)
        for head, value in values.items():
            column = find_column(sheet, head)
            cell = sheet.getCellByPosition(column, row)
            if isinstance(value, str):
                cell.String = value
            else:
                cell.Value = value


def find_column(sheet: object, head: str) -> int:
    for row in range(8):
        for column in range(MOST_COLUMNS):
            if text(sheet, row, column).split("\n")[0] == head:
                return column
    raise SystemExit(f"no column {head}")


def heights(sheet: object) -> list:
    """Each row's height as it is, and the one LibreOffice would give it for its words."""
    sheet.unprotect("")
    found = []
    for number in range(MOST_ROWS):
        if name := text(sheet, number, 1) or text(sheet, number, 0):
            row = sheet.Rows.getByIndex(number)
            given = row.Height
            row.OptimalHeight = True
            found.append([name[:20], given, row.Height])
    return found


def text(sheet: object, row: int, column: int) -> str:
    return sheet.getCellByPosition(column, row).String


def url(path: str) -> str:
    return uno.systemPathToFileUrl(str(Path(path).resolve()))


def setting(name: str, *, value: object) -> PropertyValue:
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


if __name__ == "__main__":
    main(json.loads(Path(sys.argv[1]).read_text("utf-8")))
