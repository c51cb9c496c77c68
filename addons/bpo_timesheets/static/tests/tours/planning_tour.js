import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("bpo_timesheets_planning", {
    url: "/odoo/bpo-planning",
    steps: () => [
        {
            content: "Agents against weeks",
            trigger: ".o_bpo_heat_full:contains('100%')",
        },
        {
            trigger: ".o_bpo_planning button[data-mode='coverage']",
            run: "click",
        },
        {
            content: "Hours of the client's week",
            trigger: ".o_bpo_planning:contains('service hours are covered')",
        },
        {
            trigger: ".o_bpo_planning button[data-mode='contract']",
            run: "click",
        },
        {
            content: "A row leads to its assignments",
            trigger: ".o_bpo_heat tbody button:contains('Client A')",
            run: "click",
        },
        {
            trigger: ".o_list_view .o_data_row",
        },
    ],
});
