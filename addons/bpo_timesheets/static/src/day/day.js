import { Component, onMounted, onWillStart, onWillUnmount, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

const REFRESH_MS = 30000;

/** Seconds as "1:05" (hours and minutes) or, while a timer runs, "1:05:09". */
export function formatSeconds(seconds, withSeconds = false) {
    const two = (number) => String(number).padStart(2, "0");
    const hours = Math.floor(seconds / 3600);
    const minutes = Math.floor((seconds % 3600) / 60);
    const text = `${hours}:${two(minutes)}`;
    return withSeconds ? `${text}:${two(Math.floor(seconds % 60))}` : text;
}

/** An ISO date so many days later. */
export function shiftDay(day, days) {
    const date = luxon.DateTime.fromISO(day);
    return date.plus({ days }).toISODate();
}

/**
 * An agent's day: a timer per service, entries by hand, yesterday again, output.
 *
 * The timer lives on the server; this screen only shows it. It asks again whenever
 * it becomes visible and every half minute, so two tabs agree.
 */
export class BpoDay extends Component {
    static template = "bpo_timesheets.Day";
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.root = useRef("root");
        this.state = useState({
            day: null,
            data: null,
            tick: 0,
            form: null,
            output: "",
            corrected: "",
            reference: "",
            stop: "",
        });
        onWillStart(() => this.refresh());
        onMounted(() => this.listen());
        onWillUnmount(() => this.unlisten());
    }

    listen() {
        this.onKey = this.onKeydown.bind(this);
        this.onVisible = () => document.visibilityState === "visible" && this.refresh();
        document.addEventListener("keydown", this.onKey);
        document.addEventListener("visibilitychange", this.onVisible);
        this.second = setInterval(() => this.state.tick++, 1000);
        this.poll = setInterval(this.onVisible, REFRESH_MS);
    }

    unlisten() {
        document.removeEventListener("keydown", this.onKey);
        document.removeEventListener("visibilitychange", this.onVisible);
        clearInterval(this.second);
        clearInterval(this.poll);
    }

    // ------------------------------------------------------------- server
    async call(method, args = []) {
        this.show(await this.orm.call("bpo.timer", method, args));
    }

    show(data) {
        const started = this.state.data && this.state.data.timer.start;
        if (data.timer && data.timer.start !== started) {
            Object.assign(this.state, {
                reference: data.timer.reference,
                output: "",
                corrected: "",
                stop: "",
            });
        }
        this.state.data = data;
        this.state.day = data.day;
        this.loadedAt = Date.now();
    }

    async refresh() {
        await this.call("get_day", [this.state.day]);
    }

    // -------------------------------------------------------------- shown
    get isToday() {
        return this.state.day === this.state.data.today;
    }

    get dayLabel() {
        const date = luxon.DateTime.fromISO(this.state.day);
        return date.toLocaleString({ weekday: "short", day: "numeric", month: "long" });
    }

    get elapsed() {
        // Reading the tick renders again each second.
        const passed = this.state.tick >= 0 ? (Date.now() - this.loadedAt) / 1000 : 0;
        return this.state.data.timer.elapsed + passed;
    }

    get isTooLong() {
        const { warn_after } = this.state.data.timer;
        return warn_after > 0 && this.elapsed > warn_after;
    }

    get total() {
        const { timer, seconds } = this.state.data;
        return formatSeconds(seconds + (timer && this.isToday ? this.elapsed : 0));
    }

    format(seconds, withSeconds) {
        return formatSeconds(seconds, withSeconds);
    }

    isRunning(line) {
        return this.state.data.timer && this.state.data.timer.line_id === line.id;
    }

    // -------------------------------------------------------------- timer
    async start(line) {
        if (this.isRunning(line)) {
            return this.stop();
        }
        this.state.day = null;
        await this.call("action_start", [line.id]);
    }

    async stop() {
        const { output, corrected, reference, stop } = this.state;
        await this.call("action_stop", [
            {
                output: Number(String(output).replace(",", ".")) || 0,
                corrected: Math.round(Number(corrected)) || 0,
                reference,
                stop,
            },
        ]);
    }

    async discard() {
        await this.call("action_discard");
    }

    // ------------------------------------------------------------ entries
    add() {
        const lines = this.state.data.lines;
        this.state.form = {
            id: false,
            line_id: lines.length === 1 ? lines[0].id : "",
            start: "",
            stop: "",
            hours: "",
            output: "",
            corrected: "",
            reference: "",
            description: "",
        };
    }

    edit(entry) {
        if (!entry.editable) {
            return;
        }
        this.state.form = {
            id: entry.id,
            line_id: entry.line_id,
            start: entry.start,
            stop: entry.stop,
            hours: entry.start ? "" : formatSeconds(entry.seconds),
            output: entry.output || "",
            corrected: entry.corrected || "",
            reference: entry.reference,
            description: entry.description,
        };
    }

    async save() {
        const { id, ...values } = this.state.form;
        values.day = this.state.day;
        if (id) {
            await this.call("action_change_entry", [id, values]);
        } else {
            await this.call("action_add_entry", [values]);
        }
        this.state.form = null;
    }

    async remove() {
        await this.call("action_delete_entry", [this.state.form.id, this.state.day]);
        this.state.form = null;
    }

    async repeat() {
        await this.call("action_repeat_day", [this.state.data.previous, this.state.day]);
    }

    async submit() {
        await this.call("action_submit_day", [this.state.day]);
        this.notification.add(_t("Submitted for approval."), { type: "success" });
    }

    async go(days) {
        this.state.day = days ? shiftDay(this.state.day, days) : null;
        this.state.form = null;
        await this.refresh();
    }

    // ----------------------------------------------------------- keyboard
    onKeydown(event) {
        if (event.ctrlKey || event.metaKey || event.altKey) {
            return;
        }
        if (event.key === "Escape" && this.state.form) {
            this.state.form = null;
            return;
        }
        if (event.target.closest("input, select, textarea, .modal, .o_command_palette")) {
            return;
        }
        const action = this.getKeyAction(event.key);
        if (action) {
            event.preventDefault();
            action();
        }
    }

    getKeyAction(key) {
        const line = /^[1-9]$/.test(key) && this.state.data.lines[Number(key) - 1];
        if (line) {
            return () => this.start(line);
        }
        return {
            s: () => this.state.data.timer && this.stop(),
            n: () => this.add(),
            ArrowLeft: () => this.go(-1),
            ArrowRight: () => !this.isToday && this.go(1),
            t: () => this.go(0),
        }[key];
    }
}

registry.category("actions").add("bpo_timesheets.day", BpoDay);
