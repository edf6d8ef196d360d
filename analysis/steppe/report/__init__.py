"""One self-contained page that says what a comparison found, and how far to trust it."""

from steppe.report.command import main
from steppe.report.findings import Findings
from steppe.report.page import build_report

__all__ = ["Findings", "build_report", "main"]
