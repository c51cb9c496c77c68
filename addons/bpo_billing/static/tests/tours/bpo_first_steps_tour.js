import { registry } from "@web/core/registry";
import { inputFiles } from "@web/../tests/utils";

const FORM = ".o_form_view";
const DIALOG = ".modal .o_form_view";
const STEP = ".o_bpo_first_step";
const TIME = [
    "Employee,Date,Hours,Reference",
    "Mia Maritime,2026-01-12,2,HL-1",
    "Mia Maritime,2026-01-13,1.5,HL-2",
].join("\n");

const input = (root, name) => `${root} .o_field_widget[name='${name}'] input`;

/** Open a step that is not done yet; the one to take now is the blue one. */
const open = (key) => ({
    content: `Take the step ${key}`,
    trigger: `${STEP}[data-step='${key}']:not(.o_bpo_first_step_done) button.btn-primary`,
    run: "click",
});

const done = (key) => ({
    content: `${key} is done`,
    trigger: `${STEP}[data-step='${key}'].o_bpo_first_step_done`,
});

/** Back to the list of steps. */
const back = () => ({
    trigger: ".o_control_panel .breadcrumb-item:contains('First Steps') a",
    run: "click",
});

const type = (root, name, value) => ({
    trigger: input(root, name),
    run: `edit ${value}`,
});

/** Choose a record by its name. */
const pick = (root, name, label) => [
    type(root, name, label),
    {
        trigger: `.o-autocomplete--dropdown-item:not(.o_m2o_dropdown_option):contains('${label}')`,
        run: "click",
    },
];

const press = (root, name) => ({
    trigger: `${root} button[name='${name}']`,
    run: "click",
});

const save = () => [
    { trigger: ".o_form_button_save:enabled", run: "click" },
    { trigger: ".o_form_view .o_form_saved, .o_form_saved" },
];

const state = (label) => ({
    trigger: `.o_statusbar_status .o_arrow_button_current:contains('${label}')`,
});

const confirm = () => ({
    trigger: ".modal .modal-footer .btn-primary",
    run: "click",
});

registry.category("web_tour.tours").add("bpo_first_steps", {
    steps: () => [
        done("company"),
        open("holidays"),
        press(".modal", "action_load"),
        { trigger: "body:not(:has(.modal))" },
        { trigger: ".o_list_view .o_data_row" },
        back(),
        done("holidays"),

        open("client"),
        {
            trigger: `${FORM} .o_field_widget[name='name'] :is(input, textarea)`,
            run: "edit Harbour Logistics",
        },
        ...save(),
        back(),
        done("client"),

        open("card"),
        {
            trigger: `${FORM} .o_field_widget[name='line_ids'] .o_field_x2many_list_row_add a`,
            run: "click",
        },
        type(DIALOG, "name", "Freight desk"),
        type(DIALOG, "price_unit", "40"),
        { trigger: ".modal .o_form_button_save", run: "click" },
        { trigger: `${FORM} .o_data_row:contains('Freight desk')` },
        ...save(),
        back(),
        done("card"),

        open("contract"),
        { trigger: `${DIALOG} .o_field_widget[name='date_start'] button`, run: "click" },
        type(DIALOG, "date_start", "01/01/2026"),
        press(".modal", "action_create"),
        press(FORM, "action_activate"),
        state("Active"),
        back(),
        done("contract"),

        open("assignment"),
        ...pick(FORM, "employee_id", "Mia Maritime"),
        ...save(),
        back(),
        done("assignment"),

        open("work"),
        {
            content: "Choose a file",
            trigger: `${FORM} .o_field_widget[name='file']`,
            async run() {
                const file = new File([TIME], "january.csv", { type: "text/csv" });
                await inputFiles(`${FORM} [name='file'] input[type='file']`, [file]);
            },
        },
        press(FORM, "action_check"),
        press(FORM, "action_import"),
        state("Imported"),
        back(),
        done("work"),

        open("approval"),
        { trigger: ".o_list_view .o_group_header:first", run: "click" },
        { trigger: ".o_list_view .o_group_header:eq(1)", run: "click" },
        { trigger: ".o_list_view .o_data_row" },
        { trigger: ".o_list_view thead .o_list_record_selector input", run: "click" },
        press(".o_control_panel", "action_bpo_approve"),
        { trigger: ".o_list_view:not(:has(.o_data_row)), .o_view_nocontent" },
        back(),
        done("approval"),

        open("billing"),
        press(FORM, "action_preview"),
        state("Previewed"),
        press(FORM, "action_invoice"),
        confirm(),
        state("Invoiced"),
        press(FORM, "action_post"),
        state("Posted"),
        back(),
        done("billing"),

        {
            content: "Put the steps away",
            trigger: ".o_bpo_first_steps footer button:contains('away')",
            run: "click",
        },
        { trigger: ".o_control_panel:contains('Contracts')" },
    ],
});
