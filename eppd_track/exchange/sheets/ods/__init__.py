"""The sheet as .ods."""
