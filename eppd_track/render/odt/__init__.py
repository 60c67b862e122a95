"""The report as an OpenDocument text: document.py says what stands where, styles.py how it looks."""
