"""Findings for people and programs."""

from storyboard.diagnostics.diagnostic import Diagnostic, Fix, Related, Report, Severity

__all__ = ["Diagnostic", "Fix", "Related", "Report", "Severity"]
