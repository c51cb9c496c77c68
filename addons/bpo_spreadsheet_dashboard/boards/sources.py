"""Where boards get their figures: pivots, lists and charts over records.

A source tells, per global filter, the field that the filter narrows. Ids of filters are
words, so that a file can be read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

# filter: type of the field that it narrows
FIELD_TYPES = {
    "period": "date",
    "client": "many2one",
    "company": "many2one",
    "team": "many2one",
    "location": "many2one",
}
MODELS = {
    "client": ("Client", "res.partner", "[('bpo_contract_ids', '!=', False)]"),
    "company": ("Company", "res.company", "[]"),
    "team": ("Team", "hr.department", "[]"),
    "location": ("Location", "hr.work.location", "[]"),
}


@dataclass(frozen=True)
class Source:
    """Records of a model, narrowed by a domain and by filters.

    :param model: name of the model
    :param filters: ``filter -> field``; a filter that is missing narrows nothing here
    :param domain: an Odoo domain as a list
    :param offset: -1 for the period before the one chosen
    """

    model: str
    filters: dict[str, str]
    domain: list = field(default_factory=list)
    offset: int = 0

    def matching(self) -> dict[str, Any]:
        """How o-spreadsheet wants to be told which field a filter narrows."""
        result: dict[str, Any] = {}
        for name, chain in self.filters.items():
            match: dict[str, Any] = {"chain": chain, "type": FIELD_TYPES[name]}
            if name == "period":
                match["offset"] = self.offset
            result[name] = match
        return result


def filter_definitions(names: list[str], period: str) -> list[dict[str, Any]]:
    """Global filters of a board.

    :param names: filters after the period
    :param period: the period shown first, such as ``last_90_days``
    """
    definitions: list[dict[str, Any]] = [
        {
            "id": "period",
            "type": "date",
            "label": "Period",
            "defaultValue": period,
        }
    ]
    for name in names:
        label, model, allowed = MODELS[name]
        definition = {
            "id": name,
            "type": "relation",
            "label": label,
            "modelName": model,
            "defaultValueDisplayNames": [],
        }
        if allowed != "[]":
            definition["domainOfAllowedValues"] = allowed
        definitions.append(definition)
    return definitions


def pivot(
    name: str,
    source: Source,
    measures: list[str | tuple],
    rows: tuple[str, ...] = (),
    columns: tuple[str, ...] = (),
    sort: str | None = None,
) -> dict[str, Any]:
    """A pivot over a source.

    :param measures: ``field``, ``field:aggregator`` or a pair of that and the title
    :param sort: measure by which rows fall
    """
    definitions = []
    for measure in measures:
        spec, title = (measure, None) if isinstance(measure, str) else measure
        field_name, _mark, aggregator = spec.partition(":")
        definition = {"id": spec, "fieldName": field_name}
        if aggregator:
            definition["aggregator"] = aggregator
        if title:
            definition["userDefinedName"] = title
        definitions.append(definition)
    result = {
        "type": "ODOO",
        "name": name,
        "model": source.model,
        "domain": source.domain,
        "context": {},
        "measures": definitions,
        "rows": [_dimension(row) for row in rows],
        "columns": [_dimension(column) for column in columns],
        "fieldMatching": source.matching(),
    }
    if sort:
        result["sortedColumn"] = {"measure": sort, "order": "desc", "domain": []}
    return result


def _dimension(spec: str) -> dict[str, Any]:
    field_name, _mark, granularity = spec.partition(":")
    dimension = {"fieldName": field_name}
    if granularity:
        dimension.update(granularity=granularity, order="asc")
    return dimension


def record_list(
    name: str, source: Source, columns: list[str], order: str
) -> dict[str, Any]:
    """A list of records, first those with the least ``order``."""
    return {
        "name": name,
        "model": source.model,
        "domain": source.domain,
        "context": {},
        "columns": columns,
        "orderBy": [{"name": order, "asc": True}],
        "fieldMatching": source.matching(),
    }


def chart(
    kind: str,
    source: Source,
    measure: str,
    groups: list[str],
    stacked: bool = False,
) -> dict[str, Any]:
    """A chart over a source; the paper gives it its title.

    :param kind: bar, line or pie
    """
    return {
        "type": f"odoo_{kind}",
        "background": "#FFFFFF",
        "legendPosition": "top" if len(groups) > 1 or kind == "pie" else "none",
        "metaData": {
            "groupBy": groups,
            "measure": measure,
            "order": None,
            "resModel": source.model,
            "mode": kind,
            "cumulatedStart": False,
        },
        "searchParams": {
            "comparison": None,
            "context": {},
            "domain": source.domain,
            "groupBy": groups,
            "orderBy": [],
        },
        "dataSets": [{}],
        "verticalAxisPosition": "left",
        "stacked": stacked,
        "axesDesign": {},
        "fieldMatching": source.matching(),
    }
