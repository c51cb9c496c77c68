import { Component, onWillStart, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { formatSeconds, shiftDay } from "../day/day";

/** An agent's week: services against days, hours typed into the cells. */
export class BpoWeek extends Component {
    static template = "bpo_timesheets.Week";
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ data: null, version: 0 });
        onWillStart(() => this.call("get_week"));
    }

    async call(method, args = []) {
        try {
            this.state.data = await this.orm.call("bpo.timer", method, args);
        } finally {
            // Inputs are drawn anew, so that a refused value does not stay.
            this.state.version++;
        }
    }

    async go(step) {
        await this.call("get_week", step ? [shiftDay(this.state.data.first, step * 7)] : []);
    }

    async set(row, index, event) {
        const text = event.target.value.trim();
        if (text !== this.format(row.cells[index].seconds)) {
            await this.call("action_set_cell", [
                row.line.id,
                this.state.data.days[index],
                text,
            ]);
        }
    }

    format(seconds) {
        return seconds ? formatSeconds(seconds) : "";
    }

    dayLabel(day) {
        const date = luxon.DateTime.fromISO(day);
        return date.toLocaleString({ weekday: "short", day: "numeric" });
    }

    get weekLabel() {
        const date = luxon.DateTime.fromISO(this.state.data.first);
        return date.toLocaleString({ day: "numeric", month: "long", year: "numeric" });
    }

    rowTotal(row) {
        return this.format(row.cells.reduce((sum, cell) => sum + cell.seconds, 0));
    }

    get total() {
        return this.format(this.state.data.totals.reduce((sum, each) => sum + each, 0));
    }
}

registry.category("actions").add("bpo_timesheets.week", BpoWeek);
