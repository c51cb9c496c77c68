import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { shiftDay } from "../day/day";
import { HeatMap } from "./heat_map";

/** Who works for whom in the weeks ahead, and which service hours of a client are covered. */
export class BpoPlanning extends Component {
    static template = "bpo_timesheets.Planning";
    static components = { HeatMap };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({
            mode: "employee",
            first: false,
            contractId: false,
            contracts: [],
            data: null,
        });
        onWillStart(async () => {
            this.state.contracts = await this.orm.searchRead(
                "bpo.contract",
                [["state", "=", "active"]],
                ["display_name"]
            );
            this.state.contractId = this.state.contracts[0]?.id || false;
            await this.load();
        });
    }

    async load() {
        const { mode, first, contractId } = this.state;
        if (mode === "coverage" && !contractId) {
            this.state.data = { columns: [], rows: [], first };
            return;
        }
        this.state.data =
            mode === "coverage"
                ? await this.orm.call("bpo.assignment", "get_coverage", [contractId, first])
                : await this.orm.call("bpo.assignment", "get_planning", [first, mode]);
        this.state.first = this.state.data.first;
    }

    async setMode(mode) {
        Object.assign(this.state, { mode, first: false });
        await this.load();
    }

    async setContract(event) {
        this.state.contractId = Number(event.target.value);
        await this.load();
    }

    async go(step) {
        const days = this.state.mode === "coverage" ? 7 : 28;
        this.state.first = step ? shiftDay(this.state.first, step * days) : false;
        await this.load();
    }

    get columns() {
        if (this.state.mode === "coverage") {
            return this.state.data.columns;
        }
        return this.state.data.columns.map((day) => {
            const date = luxon.DateTime.fromISO(day);
            return date.toLocaleString({ day: "numeric", month: "short" });
        });
    }

    get rows() {
        if (this.state.mode !== "coverage") {
            return this.state.data.rows;
        }
        const shown = { weekday: "short", day: "numeric", month: "short" };
        return this.state.data.rows.map((row) => ({
            ...row,
            cells: this.shown(row.cells),
            name: luxon.DateTime.fromISO(row.id).toLocaleString(shown),
        }));
    }

    /** Hours from the first to the last one that is open on any day of the week. */
    shown(hours) {
        const open = hours
            .map((_hour, index) => index)
            .filter((index) =>
                this.state.data.rows.some((row) => row.cells[index].level !== "closed")
            );
        return open.length ? hours.slice(open[0], open.at(-1) + 1) : hours;
    }

    /** What the colours mean. */
    get legend() {
        return {
            employee: [
                { level: "full", text: _t("Fully assigned") },
                { level: "some", text: _t("Has free time") },
                { level: "over", text: _t("More than all of their time") },
            ],
            contract: [{ level: "staffed", text: _t("Agents at work, 100% is one") }],
            coverage: [
                { level: "covered", text: _t("Covered") },
                { level: "partly", text: _t("Less than one agent") },
                { level: "uncovered", text: _t("Not covered") },
                { level: "closed", text: _t("Outside of service hours") },
            ],
        }[this.state.mode];
    }

    openRow(row) {
        if (this.state.mode === "coverage") {
            return;
        }
        const name = this.state.mode === "employee" ? "employee_id" : "contract_id";
        this.action.doAction({
            type: "ir.actions.act_window",
            name: _t("Assignments of %s", row.name),
            res_model: "bpo.assignment",
            views: [
                [false, "list"],
                [false, "form"],
            ],
            domain: [[name, "=", row.id]],
            context: { [`default_${name}`]: row.id },
        });
    }
}

registry.category("actions").add("bpo_timesheets.planning", BpoPlanning);
