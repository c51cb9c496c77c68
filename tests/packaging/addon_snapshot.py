"""What a database holds beside its data: its schema and the records of its add-ons.

Two snapshots that should be equal are compared as sets of short lines, so a test says
by name what was left behind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

Query = Callable[[str], list[str]]

# Name of the kind -> query of the names. ``public`` is Odoo's schema.
QUERIES = {
    "column": """
        SELECT table_name || '.' || column_name FROM information_schema.columns
         WHERE table_schema = 'public'""",
    "index": "SELECT indexname FROM pg_indexes WHERE schemaname = 'public'",
    "constraint": """
        SELECT conrelid::regclass || ' ' || conname FROM pg_constraint
         WHERE connamespace = 'public'::regnamespace AND contype <> 'n'""",
    "function": """
        SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace""",
    "trigger": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    "sequence": "SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'",
    "xml id": "SELECT module || '.' || name FROM ir_model_data",
    "model": "SELECT model FROM ir_model",
    "field": "SELECT model || '.' || name FROM ir_model_fields",
    "selection": """
        SELECT f.model || '.' || f.name || ' ' || s.value
          FROM ir_model_fields_selection s JOIN ir_model_fields f ON f.id = s.field_id
    """,
    "parameter": "SELECT key FROM ir_config_parameter",
    "job": "SELECT cron_name FROM ir_cron",
    "rule": "SELECT name || ' ' || model_id FROM ir_rule",
    "access": "SELECT name || ' ' || model_id FROM ir_model_access",
    "group": "SELECT id FROM res_groups",
    "menu": "SELECT id FROM ir_ui_menu",
    "view": "SELECT name || ' ' || id FROM ir_ui_view",
    "action": "SELECT type || ' ' || id FROM ir_actions",
    "number sequence": "SELECT name || ' ' || coalesce(code, '') FROM ir_sequence",
    "mail template": "SELECT id FROM mail_template",
    "message subtype": "SELECT id FROM mail_message_subtype",
    "activity type": "SELECT id FROM mail_activity_type",
    "asset": "SELECT path FROM ir_asset",
    "default": "SELECT field_id FROM ir_default",
    "product": "SELECT id FROM product_template",
    "unit": "SELECT id FROM uom_uom",
    "analytic plan": "SELECT id FROM account_analytic_plan",
    "stage": "SELECT id FROM project_task_type",
}


def take(query: Query) -> set[str]:
    """Return the snapshot of a database, one line per thing.

    :param query: runs SQL and returns rows as text
    """
    return {f"{kind}: {name}" for kind, text in QUERIES.items() for name in query(text)}


def different(found: Iterable[str], wanted: Iterable[str]) -> list[str]:
    """Return what is too much (+) and what is missing (-), sorted."""
    found, wanted = set(found), set(wanted)
    return sorted(
        [f"+ {line}" for line in found - wanted]
        + [f"- {line}" for line in wanted - found]
    )
