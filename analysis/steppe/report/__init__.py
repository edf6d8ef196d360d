"""One self-contained page that says what a comparison found, and how far to trust it: `steppe.report.page`."""
