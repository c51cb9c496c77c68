import { Component, onMounted, onWillUnmount, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

const POLL_MS = 1500;

/** Rows done of a check or import that is running, asked for while the form is open. */
export class BpoImportProgress extends Component {
    static template = "bpo_timesheets.ImportProgress";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ progress: false });
        onMounted(() => {
            this.timer = setInterval(() => this.poll(), POLL_MS);
        });
        onWillUnmount(() => clearInterval(this.timer));
    }

    async poll() {
        const id = this.props.record.resId;
        if (!id || document.visibilityState !== "visible") {
            return;
        }
        this.state.progress = await this.orm.silent.call("bpo.import", "get_progress", [id]);
    }

    get done() {
        return this.state.progress.done.toLocaleString();
    }
}

registry.category("view_widgets").add("bpo_import_progress", {
    component: BpoImportProgress,
});
