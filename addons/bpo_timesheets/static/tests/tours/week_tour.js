import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("bpo_timesheets_week", {
    url: "/odoo/my-week",
    steps: () => [
        {
            content: "Write hours into a cell",
            trigger: ".o_bpo_week_cell[data-cell='Data entry0']",
            run: "edit 7:30 && press Tab",
        },
        {
            trigger: ".o_bpo_week_total:contains('7:30')",
        },
        {
            content: "Change them",
            trigger: ".o_bpo_week_cell[data-cell='Data entry0']",
            run: "edit 6 && press Tab",
        },
        {
            trigger: ".o_bpo_week_total:contains('6:00')",
        },
    ],
});
