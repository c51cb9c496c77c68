import { registry } from "@web/core/registry";

const DIALOG = ".modal .o_form_view";
const field = (name, root = `${DIALOG} .o_inner_group`) =>
    `${root} .o_field_widget[name='${name}']`;

/** Type into a field of the dialog's groups. */
function type(name, value, root) {
    return [
        { trigger: `${field(name, root)} input`, run: `edit ${value}` },
        // leave the field, so that the terms react
        { trigger: `${field(name, root)} input`, run: "press Tab" },
    ];
}

/** Choose an entry of a selection. */
function choose(name, label) {
    return [
        { trigger: `${field(name)} .o_select_menu_toggler`, run: "click" },
        { trigger: `.o_select_menu_item:contains('${label}')`, run: "click" },
    ];
}

/** Choose a record by its name. */
function pick(name, label, root) {
    return [
        { trigger: `${field(name, root)} input`, run: `edit ${label}` },
        {
            trigger: `.o-autocomplete--dropdown-item:not(.o_m2o_dropdown_option):contains('${label}')`,
            run: "click",
        },
    ];
}

/** Add a row to a list of the dialog; values are typed in the order given. */
function addRow(name, values) {
    const list = `${DIALOG} .o_field_widget[name='${name}']`;
    return [
        { trigger: `${list} .o_field_x2many_list_row_add a`, run: "click" },
        ...Object.entries(values).map(([column, value]) => ({
            trigger: `${list} .o_selected_row .o_field_widget[name='${column}'] input`,
            run: `edit ${value}`,
        })),
        // leave the row
        { trigger: `${DIALOG} .o_field_widget[name='name'] input`, run: "click" },
        { trigger: `${list}:not(:has(.o_selected_row))` },
    ];
}

function openPage(label) {
    return [{ trigger: `${DIALOG} .o_notebook .nav-link:contains('${label}')`, run: "click" }];
}

/** Enter a service: its name and pricing, its terms, what the example then says. */
function addService(name, pricing, terms, total) {
    return [
        {
            content: `Add ${name}`,
            trigger: ".o_field_widget[name='line_ids'] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            trigger: `${DIALOG} .o_field_widget[name='name'] input`,
            run: `edit ${name}`,
        },
        ...choose("pricing_model", pricing),
        ...terms,
        {
            content: `The example of ${name} costs ${total}`,
            trigger: `${DIALOG} span[name='example_total']:contains('${total}')`,
        },
        { trigger: ".modal .o_form_button_save", run: "click" },
        {
            trigger: `body:not(:has(.modal)) .o_field_widget[name='line_ids'] .o_data_row:contains('${name}')`,
        },
    ];
}

registry.category("web_tour.tours").add("bpo_contract_with_every_pricing_model", {
    steps: () => [
        ...pick("partner_id", "Acme Claims", ".o_form_view"),
        { trigger: field("date_start", ".o_form_view") + " button", run: "click" },
        { trigger: field("date_start", ".o_form_view") + " input", run: "edit 01/01/2026" },
        ...addService(
            "Claims desk",
            "Time spent",
            [
                ...type("billing_increment", "15"),
                ...openPage("Rates"),
                ...addRow("rate_ids", { price_unit: "20", date_end: "01/14/2026" }),
                ...addRow("rate_ids", { price_unit: "22", date_start: "01/15/2026" }),
                ...openPage("Surcharges"),
                ...addRow("surcharge_ids", {
                    name: "Evening",
                    percent: "15",
                    hour_from: "17:00",
                    hour_to: "22:00",
                }),
            ],
            // 120 entries of 50 minutes bill 60 each at 22.00, 35 of them after 17:00
            "2,871.00"
        ),
        ...addService(
            "Records",
            "Per unit",
            [
                ...pick("product_id", "Data entry"),
                ...choose("tier_mode", "Graduated"),
                ...addRow("tier_ids", { quantity_from: "0", price_unit: "0.20" }),
                ...addRow("tier_ids", { quantity_from: "1000", price_unit: "0.15" }),
                ...type("included_quantity", "500"),
            ],
            "230.00"
        ),
        ...addService(
            "Bookkeeping",
            "Fixed fee",
            [
                ...type("price_unit", "2000"),
                ...type("included_quantity", "40"),
                ...type("overage_price", "55"),
            ],
            "2,440.00"
        ),
        ...addService(
            "Team",
            "Full-time agents",
            type("price_unit", "3200"),
            "4,800.00"
        ),
        ...addService(
            "Tickets",
            "Baseline",
            [
                ...type("price_unit", "50000"),
                ...type("baseline_quantity", "1000"),
                ...type("deadband_percent", "10"),
                ...type("arc_price", "40"),
                ...type("rrc_price", "30"),
            ],
            "52,000.00"
        ),
        ...addService(
            "Study",
            "Milestones",
            addRow("milestone_ids", { name: "Report", amount: "1500" }),
            "1,500.00"
        ),
        ...addService(
            "Postage",
            "Pass-through",
            type("markup_percent", "7.5"),
            "258.00"
        ),
        {
            content: "Agree on a minimum",
            trigger: ".o_form_view .o_notebook .nav-link:contains('Billing')",
            run: "click",
        },
        {
            trigger: field("minimum_commitment", ".o_form_view") + " input",
            run: "edit 61500",
        },
        {
            content: "Bring the contract into force",
            trigger: ".o_form_view button[name='action_activate']",
            run: "click",
        },
        {
            trigger: ".o_statusbar_status .o_arrow_button_current:contains('Active')",
        },
    ],
});
