"""The command line: the only room that knows Typer, asks, prints, or ends the program."""
