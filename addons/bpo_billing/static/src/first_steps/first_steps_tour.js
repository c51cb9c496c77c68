import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

const ROOT = "bpo_contracts.bpo_menu_root";

/** Open a section of the menu, then one of its entries. */
const screen = (section, sectionText, entry, entryText) => [
    {
        trigger: `.o_menu_sections [data-menu-xmlid='${section}']`,
        content: sectionText,
        tooltipPosition: "bottom",
        run: "click",
    },
    {
        trigger: `.o-dropdown--menu [data-menu-xmlid='${entry}']`,
        content: entryText,
        tooltipPosition: "right",
        run: "click",
    },
];

registry.category("web_tour.tours").add("bpo_outsourcing_tour", {
    url: "/odoo",
    steps: () => [
        stepUtils.showAppsMenuItem(),
        {
            trigger: `.o_app[data-menu-xmlid='${ROOT}']`,
            content: _t("Work for your clients starts here."),
            tooltipPosition: "bottom",
            run: "click",
        },
        { trigger: ".o_bpo_first_steps" },
        ...screen(
            "bpo_contracts.bpo_menu_contracts",
            _t("What you promised, and for which price."),
            "bpo_contracts.bpo_contract_menu",
            _t("One contract per client and agreement.")
        ),
        { trigger: ".o_control_panel:contains(Contracts)" },
        ...screen(
            "bpo_contracts.bpo_menu_time",
            _t("Who works for whom, and what they did."),
            "bpo_timesheets.bpo_timer_menu_day",
            _t("An agent's whole day: timer, time and output.")
        ),
        { trigger: ".o_bpo_day" },
        ...screen(
            "bpo_contracts.bpo_menu_billing",
            _t("From approved work to invoices."),
            "bpo_billing.bpo_billing_run_menu",
            _t("Preview, check every line, invoice.")
        ),
        { trigger: ".o_control_panel:contains(Billing Runs)" },
        ...screen(
            "bpo_contracts.bpo_menu_reporting",
            _t("How it went."),
            "bpo_billing.bpo_margin_report_menu",
            _t("What each client earns and costs.")
        ),
        { trigger: ".o_control_panel:contains(Margin)" },
        {
            trigger: ".o_menu_sections [data-menu-xmlid='bpo_billing.bpo_first_steps_menu']",
            content: _t("Now take the first step yourself."),
            tooltipPosition: "bottom",
            run: "click",
        },
        { trigger: ".o_bpo_first_steps" },
    ],
});
