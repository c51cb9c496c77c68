import { registry } from "@web/core/registry";

const { DateTime } = luxon;
const TODAY = DateTime.now().toFormat("MM/dd/yyyy");
const OK = { content: "Confirm", trigger: ".modal-footer .btn-primary", run: "click" };

/** Press a button of the open form by the method it calls. */
const press = (name, root = ".o_form_view") => ({
    trigger: `${root} button[name='${name}']:enabled`,
    run: "click",
});

/** Open a menu of the app. */
const menu = (section, entry) => [
    { trigger: `.o_menu_sections [data-menu-xmlid='${section}']`, run: "click" },
    { trigger: `.o-dropdown--menu [data-menu-xmlid='${entry}']`, run: "click" },
];

/** Wait for a state in the status bar. */
const state = (value) => ({
    trigger: `.o_statusbar_status button.o_arrow_button_current[data-value='${value}']`,
});

registry.category("web_tour.tours").add("bpo_accountant_month", {
    steps: () => [
        { trigger: ".o_navbar_apps_menu button", run: "click" },
        {
            trigger: ".o-dropdown--menu [data-menu-xmlid='bpo_contracts.bpo_menu_root']",
            run: "click",
        },
        ...menu("bpo_contracts.bpo_menu_billing", "bpo_billing.bpo_accrual_menu"),
        {
            content: "Accrue what is not billed",
            trigger: ".o_control_panel button:contains('Accrue and Defer')",
            run: "click",
        },
        press("action_post", ".modal"),
        { trigger: ".o_list_view .o_data_row:contains('50.00'):contains('Posted')" },

        ...menu("bpo_contracts.bpo_menu_billing", "bpo_billing.bpo_billing_run_menu"),
        { content: "Bill", trigger: ".o_list_button_add", run: "click" },
        {
            trigger: ".o_field_widget[name='invoice_date'] input, .o_field_widget[name='invoice_date'] button",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name='invoice_date'] input",
            run: `edit ${TODAY} && press Tab`,
        },
        press("action_preview"),
        state("previewed"),
        press("action_invoice"),
        OK,
        state("invoiced"),
        press("action_post"),
        state("posted"),

        press("action_view_statements"),
        { content: "The client disputes", trigger: ".o_data_row:contains('50.00') .o_data_cell", run: "click" },
        press("action_dispute"),
        state("disputed"),

        press("action_view_invoice"),
        { content: "Credit two of five hours", trigger: ".o_form_view .o_field_widget[name='invoice_line_ids']" },
        press("action_reverse"),
        press("refund_moves", ".modal"),
        state("draft"),
        {
            content: "Quantities are hidden until somebody wants them",
            trigger: ".o_field_widget[name='invoice_line_ids'] .o_optional_columns_dropdown button",
            run: "click",
        },
        { trigger: ".o-dropdown--menu .dropdown-item:contains('Quantity')", run: "click" },
        {
            trigger: ".o_field_widget[name='invoice_line_ids'] .o_data_row:contains('Desk') td[name='quantity']",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name='invoice_line_ids'] .o_selected_row td[name='quantity'] input",
            run: "edit 2 && press Tab",
        },
        { trigger: ".o_form_view", run: "click" },
        press("action_post"),
        state("posted"),
        {
            content: "It knows its statement",
            trigger: ".o_form_view button[name='action_view_bpo_statements']",
            run: "click",
        },
        { trigger: ".o_data_row:contains('50.00') .o_data_cell", run: "click" },
        { content: "Settle", trigger: ".o_form_view button[name='action_resolve']", run: "click" },
        state("invoiced"),

        ...menu("bpo_contracts.bpo_menu_reporting", "bpo_billing.bpo_reconciliation_menu"),
        { content: "Close", trigger: ".modal .alert-success:contains('0.00')" },
        press("action_audit", ".modal"),
        { trigger: ".modal .alert-success:contains('found nothing')" },
        press("action_close", ".modal"),
        {
            trigger: ".modal:contains('Nothing can be booked') .modal-footer .btn-primary",
            run: "click",
        },
        { trigger: ".o_notification:contains('closed until')" },
    ],
});
