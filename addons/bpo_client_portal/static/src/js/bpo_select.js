/** Select-all boxes and the counter beside them, for approvals. */
import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

export class BpoSelect extends Interaction {
    static selector = ".o_bpo_select";
    dynamicContent = {
        ".o_bpo_select_all": { "t-on-change": this.onAll },
        ".o_bpo_select_group": { "t-on-change": this.onGroup },
        ".o_bpo_select_one": { "t-on-change": this.refresh },
    };

    /** Boxes may have been ticked before this code was there. */
    start() {
        const ticked = this.el.querySelectorAll(
            ".o_bpo_select_all:checked, .o_bpo_select_group:checked"
        );
        for (const box of ticked) {
            const isAll = box.classList.contains("o_bpo_select_all");
            this.mark(isAll ? this.el : box.closest("tbody"), true);
        }
        this.refresh();
    }

    onAll(event) {
        this.mark(this.el, event.currentTarget.checked);
    }

    onGroup(event) {
        this.mark(event.currentTarget.closest("tbody"), event.currentTarget.checked);
    }

    mark(root, checked) {
        for (const box of root.querySelectorAll("input[type=checkbox]")) {
            box.checked = checked;
        }
        this.refresh();
    }

    refresh() {
        const boxes = [...this.el.querySelectorAll(".o_bpo_select_one")];
        const chosen = boxes.filter((box) => box.checked);
        const sum = chosen.reduce((total, box) => total + Number(box.dataset.amount || 0), 0);
        const output = this.el.querySelector(".o_bpo_select_count");
        if (output) {
            const hours = sum.toLocaleString(document.documentElement.lang || undefined, {
                minimumFractionDigits: 2,
                maximumFractionDigits: 2,
            });
            output.textContent = `${chosen.length} / ${boxes.length}` + (sum ? ` · ${hours} h` : "");
        }
        for (const button of this.el.querySelectorAll(".o_bpo_select_action")) {
            button.disabled = !chosen.length;
        }
    }
}

registry.category("public.interactions").add("bpo_client_portal.select", BpoSelect);
