import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("bpo_timesheets_day", {
    url: "/odoo/my-day",
    steps: () => [
        {
            content: "Start the timer of the first client",
            trigger: ".o_bpo_day_line[data-line='Data entry']",
            run: "click",
        },
        {
            content: "Say what is worked on",
            trigger: ".o_bpo_day_timer input[name='timer_reference']",
            run: "edit 4711",
        },
        {
            content: "The clock runs",
            trigger: ".o_bpo_day_clock:contains('0:00:02')",
        },
        {
            content: "Reload: the timer is still there",
            trigger: ".o_bpo_day_timer:contains('Data entry')",
            run: () => browserReload(),
            expectUnloadPage: true,
        },
        {
            content: "Count the units",
            trigger: ".o_bpo_day_timer:contains('Data entry') input[name='timer_output']",
            run: "edit 12",
        },
        {
            content: "Stop",
            trigger: ".o_bpo_day_stop",
            run: "click",
        },
        {
            content: "The time is recorded with its output",
            trigger: ".o_bpo_day_entry[data-line='Data entry']:contains('12 units')",
        },
        {
            content: "Start another service",
            trigger: ".o_bpo_day_line[data-line='Orders']",
            run: "click",
        },
        {
            content: "Switch back: the other one stops",
            trigger: ".o_bpo_day_timer:contains('Orders') .o_bpo_day_clock:contains('0:00:02')",
            run: () => document.querySelector(".o_bpo_day_line[data-line='Data entry']").click(),
        },
        {
            content: "It is recorded",
            trigger: ".o_bpo_day_entry[data-line='Orders']",
        },
        {
            content: "Throw the new timer away",
            trigger: ".o_bpo_day_timer:contains('Data entry') .btn:contains('Discard')",
            run: "click",
        },
        {
            trigger: ".o_bpo_day:not(:has(.o_bpo_day_timer))",
        },
        {
            content: "Go to yesterday and enter time by hand",
            trigger: ".o_bpo_day header button[aria-label='Day before']",
            run: "click",
        },
        {
            trigger: ".o_bpo_day:not(:has(.o_bpo_day_entry)) .o_bpo_day_add",
            run: "click",
        },
        {
            trigger: ".o_bpo_day_form select[name='line_id']",
            run: "selectByLabel Client A – Data entry",
        },
        {
            trigger: ".o_bpo_day_form input[name='hours']",
            run: "edit 1:30",
        },
        {
            trigger: ".o_bpo_day_form button[type='submit']",
            run: "click",
        },
        {
            trigger: ".o_bpo_day_entry .o_bpo_day_hours:contains('1:30')",
        },
        {
            content: "Submit the day",
            trigger: ".o_bpo_day_submit",
            run: "click",
        },
        {
            trigger: ".o_bpo_day_entry .badge:contains('Submitted')",
        },
    ],
});

function browserReload() {
    window.location.reload();
}
