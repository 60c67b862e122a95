"""The least that a Typer command costs: what every command of ours is measured against."""

import typer

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)


@app.command()
def say(word: str = "done") -> None:
    """Says a word."""
    typer.echo(word)


app()
