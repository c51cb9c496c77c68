import { registry } from "@web/core/registry";

const PATIENCE = 30000;
const WAITING = "Loading...";

/** Cells of the open board that are an error or still wait for their figure. */
function unfinished() {
    const loader = odoo.__WOWL_DEBUG__.root.env.services.spreadsheet_dashboard_loader;
    const { getters } = loader.getActiveDashboard().model;
    return getters.getSheetIds().flatMap((sheetId) =>
        Object.values(getters.getEvaluatedCells(sheetId))
            .filter((cell) => cell.type === "error" || cell.value === WAITING)
            .map((cell) => `${cell.value}: ${cell.message || ""}`)
    );
}

/** Wait until every cell has its figure; an error that stays fails the tour. */
async function checkCells() {
    const until = Date.now() + PATIENCE;
    while (unfinished().length && Date.now() < until) {
        await new Promise((resolve) => setTimeout(resolve, 200));
    }
    const cells = unfinished();
    if (cells.length) {
        throw new Error(`Cells without a figure: ${cells.slice(0, 5).join("; ")}`);
    }
}

/** The board is drawn, and every one of its cells has a figure. */
const board = (name) => [
    {
        content: `${name} is open`,
        trigger: `.o_search_panel_category_value.active:contains("${name}")`,
    },
    { trigger: ".o_spreadsheet_dashboard_action .o-figure canvas" },
    {
        content: `${name} has all its figures`,
        trigger: ".o_spreadsheet_dashboard_action .o-scorecard",
        run: checkCells,
    },
];

registry.category("web_tour.tours").add("bpo_spreadsheet_dashboard", {
    steps: () => [
        ...board("Outsourcing"),
        {
            content: "Go to the next board",
            trigger: ".o_search_panel_category_value:contains(Time)",
            run: "click",
        },
        ...board("Time"),
    ],
});
