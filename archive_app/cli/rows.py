"""The rows that ``--json`` prints: their keys are stable (``docs/command-line.md``)."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from archive_app.core.model import (
    Article,
    Hit,
    ImportReport,
    Outdated,
    PastReports,
    ReextractionReport,
)
from archive_app.search.searcher import Results

Row = dict[str, Any]


def article_row(article: Article) -> Row:
    """Return the keys by which ``--json`` prints any article."""
    metadata = article.metadata
    return {
        "id": article.id,
        "path": article.path,
        "title": metadata.title,
        "date": metadata.date or None,
        "source": metadata.source or None,
    }


def import_row(report: ImportReport) -> Row:
    """Return what ``import --json`` prints."""
    return {
        "imported": [
            {"id": a.id, "path": a.path, "title": a.metadata.title} for a in report.imported
        ],
        "duplicates": [{"path": d.path, "of": d.of} for d in report.duplicates],
        "failed": [{"path": f.path, "reason": f.reason, "detail": f.detail} for f in report.failed],
        "repaired": list(report.repaired),
        "likely": [list(pair) for pair in report.likely],
        "seconds": round(report.seconds, 3),
        "cancelled": report.cancelled,
    }


def reports_row(past: PastReports) -> Row:
    """Return what ``reports --json`` prints: how many of each kind, numbered as ``reports N``."""
    return {
        "reports": [
            {
                "number": number,
                "finished": report.finished,
                "imported": len(report.imported),
                "duplicates": len(report.duplicates),
                "failed": len(report.failed),
                "seconds": report.seconds,
                "cancelled": report.cancelled,
            }
            for number, report in enumerate(past.reports, 1)
        ],
        "unread": [{"path": each.path, "detail": each.detail} for each in past.unread],
    }


def search_row(results: Results) -> Row:
    """Return what ``search --json`` prints for one query."""
    return {
        "query": results.query.text,
        "total": results.total,
        "seconds": round(results.seconds, 6),
        "hits": [_hit_row(hit) for hit in results.hits],
        "facets": {name: dict(results.facets[name]) for name in ("source", "tag", "month")},
        "notices": [{"key": n.key, "text": n.text} for n in results.notices],
        "suggestions": [{"kind": s.kind, "query": s.query} for s in results.suggestions],
    }


def _hit_row(hit: Hit) -> Row:
    return article_row(hit.article) | {
        "score": round(hit.score, 6),
        "snippet": {"text": hit.snippet.text, "spans": [list(span) for span in hit.snippet.spans]},
        "why": str(hit.why) if hit.why is not None else None,
        "partial": hit.partial,
    }


def outdated_row(outdated: Outdated) -> Row:
    """Return what ``reextract --dry-run --json`` prints for each older extractor."""
    return asdict(outdated)


def reextraction_row(report: ReextractionReport) -> Row:
    """Return what ``reextract --json`` prints."""
    return asdict(report) | {"seconds": round(report.seconds, 3)}
