import { Component } from "@odoo/owl";

/** A table of coloured cells: rows against columns, each with value, level and title. */
export class HeatMap extends Component {
    static template = "bpo_timesheets.HeatMap";
    static props = {
        columns: { type: Array },
        rows: { type: Array },
        corner: { type: String, optional: true },
        suffix: { type: String, optional: true },
        onRow: { type: Function, optional: true },
    };
    static defaultProps = { corner: "", suffix: "" };
}
