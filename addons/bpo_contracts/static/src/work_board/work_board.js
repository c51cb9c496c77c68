import { onWillUnmount } from "@odoo/owl";

import { registry } from "@web/core/registry";
import { KanbanController } from "@web/views/kanban/kanban_controller";
import { kanbanView } from "@web/views/kanban/kanban_view";

// Deadlines move items between the columns while nobody touches the page.
const RELOAD_MS = 60_000;

/** Board of open work that reloads itself every minute while it is visible. */
export class WorkBoardController extends KanbanController {
    setup() {
        super.setup();
        const timer = setInterval(() => this.reloadBoard(), RELOAD_MS);
        onWillUnmount(() => clearInterval(timer));
    }

    async reloadBoard() {
        const busy = document.querySelector(".o_kanban_quick_create, .modal");
        if (document.visibilityState === "visible" && !busy) {
            await this.model.load();
        }
    }
}

registry.category("views").add("bpo_work_board", {
    ...kanbanView,
    Controller: WorkBoardController,
});
