"""Lists of portal pages: whitelisted sorting, filtering, grouping and search."""

from dataclasses import dataclass, field

from odoo.fields import Domain
from odoo.http import request
from odoo.tools import groupby

from odoo.addons.portal.controllers.portal import pager as portal_pager

PAGE_SIZE = 40
SEARCH_LENGTH = 80


@dataclass(frozen=True)
class ListSpec:
    """What a visitor may choose on a list page.

    :param url: address of the list
    :param sorts: key -> (label, order clause); the first is the default
    :param filters: key -> (label, domain); the first is the default
    :param groups: key -> (label, order clause, function record -> label)
    :param search_fields: fields the search box looks into
    """

    url: str
    sorts: dict
    filters: dict = field(default_factory=dict)
    groups: dict = field(default_factory=dict)
    search_fields: tuple = ()
    page_size: int = PAGE_SIZE


def _pick(choices, wanted):
    """Return ``wanted`` where it is one of ``choices``, else the first choice."""
    return wanted if wanted in choices else next(iter(choices), "")


def search_domain(spec, text):
    """Return the domain of the search box; empty text finds everything."""
    text = (text or "").strip()[:SEARCH_LENGTH]
    if not text or not spec.search_fields:
        return Domain.TRUE
    return Domain.OR(Domain(name, "ilike", text) for name in spec.search_fields)


def _group_rows(rows, group):
    """Split sorted rows into ``(label, rows)`` pairs."""
    if not group:
        return [("", rows)] if rows else []
    return list(groupby(rows, key=group[2]))


def list_values(model, spec, page=1, domain=Domain.TRUE, **params):
    """Search one page of a list.

    :param model: empty recordset with ``_bpo_portal_domain``
    :param ListSpec spec: the choices of this list
    :param int page: page number, 1-based
    :param Domain domain: further restriction by the page itself
    :param params: raw query parameters; unknown values fall back to defaults
    :return: values for the ``bpo_client_portal.list_bar`` and the list template
    """
    sortby = _pick(spec.sorts, params.get("sortby"))
    filterby = _pick(spec.filters, params.get("filterby"))
    groupby_key = params.get("groupby")
    group = spec.groups.get(groupby_key)
    search = (params.get("search") or "").strip()[:SEARCH_LENGTH]
    chosen = {
        "sortby": sortby,
        "filterby": filterby,
        "groupby": groupby_key if group else "",
        "search": search,
    }
    scope = Domain(domain) & search_domain(spec, search)
    if filterby:
        scope &= Domain(spec.filters[filterby][1])
    total = model.sudo().search_count(model._bpo_portal_domain() & scope)
    pager = portal_pager(
        url=spec.url,
        total=total,
        page=page,
        step=spec.page_size,
        url_args={key: value for key, value in chosen.items() if value},
    )
    order = ", ".join(
        part for part in (group and group[1], spec.sorts[sortby][1]) if part
    )
    rows = model._bpo_portal_search(
        scope, order=order, limit=spec.page_size, offset=max(pager["offset"], 0)
    )
    return {
        "spec": spec,
        "chosen": chosen,
        "pager": pager,
        "total": total,
        "groups": _group_rows(rows, group),
        "rows": rows,
        "is_filtered": bool(search or request.params.get("filterby")),
    }
