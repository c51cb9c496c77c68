import { Component, onWillStart, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

const MODEL = "bpo.first.steps";
const CONTRACTS = "bpo_contracts.bpo_contract_action";

/** The way from an empty database to the first invoice, ticked by what exists. */
export class BpoFirstSteps extends Component {
    static template = "bpo_billing.FirstSteps";
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.menu = useService("menu");
        this.state = useState({ data: null });
        onWillStart(() => this.load());
    }

    async load() {
        this.state.data = await this.orm.call(MODEL, "get_steps");
    }

    async open(step) {
        const action = await this.orm.call(MODEL, "action_open", [step.key]);
        await this.action.doAction(action, {
            // The dialog waits for what this returns, and would wait for ever for a
            // screen that another action has replaced by then.
            onClose: () => {
                this.load();
            },
        });
    }

    async hide(hidden) {
        this.state.data = await this.orm.call(MODEL, "action_hide", [hidden]);
        await this.menu.reload();
        if (hidden) {
            await this.action.doAction(CONTRACTS, { clearBreadcrumbs: true });
        }
    }

    /** The first step that is not done: the one to take now. */
    get next() {
        return this.state.data.steps.find((step) => !step.done)?.key;
    }

    get percent() {
        const { done, steps } = this.state.data;
        return Math.round((100 * done) / steps.length);
    }
}

registry.category("actions").add("bpo_billing.first_steps", BpoFirstSteps);
