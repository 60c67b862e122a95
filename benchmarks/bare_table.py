"""The least that a Typer command with a Rich table of six rows costs."""

import typer

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)


@app.command()
def say(word: str = "done") -> None:
    """Says a word six times."""
    from rich.console import Console  # noqa: PLC0415 - as a command that draws only on a terminal does
    from rich.table import Table  # noqa: PLC0415

    table = Table()
    table.add_column("number")
    table.add_column("word")
    for number in range(6):
        table.add_row(str(number), word)
    Console().print(table)


app()
