"""SARIF 2.1.0 for code scanning: one run, the rules that were broken, fingerprints without line numbers."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from storyboard import __version__
from storyboard.diagnostics.codes import CODES, explanation

if TYPE_CHECKING:
    from typing import TextIO

    from storyboard.diagnostics.diagnostic import Diagnostic, Fix, Report
    from storyboard.model.source import Place

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def write(report: Report, out: TextIO) -> None:
    """Write one SARIF log."""
    codes = sorted({found.code for found in report.diagnostics})
    seen: dict[str, int] = {}
    run = {
        "tool": {
            "driver": {"name": "storyboard", "version": __version__, "rules": [_rule(code) for code in codes]}
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(found, codes, seen) for found in report.diagnostics],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    text = json.dumps(log, ensure_ascii=False, indent=2)
    out.write(text.encode("utf-8", "replace").decode("utf-8") + "\n")


def _rule(code: str) -> dict[str, Any]:
    page = explanation(code)
    return {
        "id": code,
        "shortDescription": {"text": CODES[code].title if code in CODES else code},
        "help": {"text": page or code, "markdown": page or code},
    }


def _result(found: Diagnostic, codes: list[str], seen: dict[str, int]) -> dict[str, Any]:
    text = f"{found.message}\n{found.help}" if found.help else found.message
    result: dict[str, Any] = {
        "ruleId": found.code,
        "ruleIndex": codes.index(found.code),
        "level": found.severity,
        "message": {"text": text},
        "partialFingerprints": {"storyboard/v1": _fingerprint(found, seen)},
    }
    if found.place.file:
        result["locations"] = [{"physicalLocation": _location(found.place)}]
    related = [other for other in found.related if other.place.file]
    if related:
        result["relatedLocations"] = [
            {"id": number, "physicalLocation": _location(other.place), "message": {"text": other.message}}
            for number, other in enumerate(related, 1)
        ]
    if found.fix is not None and found.fix.place.file:
        result["fixes"] = [_fix(found.fix)]
    return result


def _fingerprint(found: Diagnostic, seen: dict[str, int]) -> str:
    """Name a finding by what it says, so that it stays itself when lines move; repeats are counted."""
    name = f"{found.code}\0{found.place.file}\0{found.message}"
    seen[name] = seen.get(name, 0) + 1
    return sha256(f"{name}\0{seen[name]}".encode("utf-8", "replace")).hexdigest()[:32]


def _location(place: Place) -> dict[str, Any]:
    return {"artifactLocation": {"uri": _uri(place.file)}, "region": _region(place)}


def _region(place: Place) -> dict[str, int]:
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }


def _fix(fix: Fix) -> dict[str, Any]:
    replacement = {"deletedRegion": _region(fix.place), "insertedContent": {"text": fix.text}}
    change = {"artifactLocation": {"uri": _uri(fix.place.file)}, "replacements": [replacement]}
    return {"description": {"text": fix.title}, "artifactChanges": [change]}


def _uri(path: str) -> str:
    return quote(path, safe="/", errors="replace")
