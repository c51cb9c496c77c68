/** Drag and drop, file list and progress of the upload forms. */
import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

export class BpoUpload extends Interaction {
    static selector = ".o_bpo_upload";
    dynamicContent = {
        ".o_bpo_drop": {
            "t-on-dragover.prevent": () => this.drop.classList.add("is-over"),
            "t-on-dragleave": () => this.drop.classList.remove("is-over"),
            "t-on-drop.prevent": this.onDrop,
        },
        "input[type=file]": { "t-on-change": this.list },
        _root: { "t-on-submit": this.onSubmit },
    };

    setup() {
        this.drop = this.el.querySelector(".o_bpo_drop");
        this.input = this.el.querySelector("input[type=file]");
    }

    /** Files may have been chosen before this code was there. */
    start() {
        this.list();
    }

    onDrop(event) {
        this.drop.classList.remove("is-over");
        const files = new DataTransfer();
        for (const file of [...this.input.files, ...event.dataTransfer.files]) {
            files.items.add(file);
        }
        this.input.files = files.files;
        this.list();
    }

    list() {
        const target = this.el.querySelector(".o_bpo_drop_list");
        target.replaceChildren(
            ...[...this.input.files].map((file) => {
                const row = document.createElement("li");
                row.textContent = `${file.name} (${Math.ceil(file.size / 1024)} kB)`;
                return row;
            })
        );
    }

    /** With files, send by request to show progress; without, as any form. */
    onSubmit(event) {
        if (!this.input.files.length) {
            return;
        }
        event.preventDefault();
        const bar = this.el.querySelector(".progress");
        const request = new XMLHttpRequest();
        bar.classList.remove("d-none");
        request.upload.addEventListener("progress", (step) => {
            const percent = Math.round((100 * step.loaded) / step.total);
            bar.setAttribute("aria-valuenow", percent);
            bar.firstElementChild.style.width = `${percent}%`;
        });
        const form = new FormData(this.el);
        form.append("is_async", "1");
        request.addEventListener("load", () => this.onAnswer(request, bar));
        request.addEventListener("error", () => this.el.submit());
        request.open("POST", this.el.action);
        request.send(form);
    }

    /** Open the page the server names, or show why it refused. */
    onAnswer(request, bar) {
        let answer;
        try {
            answer = JSON.parse(request.responseText);
        } catch {
            this.el.submit();
            return;
        }
        if (answer.url) {
            window.location.assign(answer.url);
            if (answer.url.split("#")[0] === window.location.pathname) {
                window.location.reload();
            }
            return;
        }
        bar.classList.add("d-none");
        this.el.querySelector(".alert-danger")?.remove();
        const alert = document.createElement("div");
        alert.className = "alert alert-danger";
        alert.setAttribute("role", "alert");
        alert.textContent = answer.error;
        this.el.prepend(alert);
        alert.scrollIntoView({ block: "center" });
    }
}

export class BpoOrder extends Interaction {
    static selector = ".o_bpo_order";
    dynamicContent = {
        "select[name=line_id]": { "t-on-change": this.refresh },
    };

    start() {
        this.refresh();
    }

    /** Show what the chosen service allows: earliest day, unit, data class. */
    refresh() {
        const { dataset } = this.el.querySelector("select[name=line_id]").selectedOptions[0];
        this.el.querySelector(".o_bpo_order_earliest").textContent = dataset.earliestText || "-";
        this.el.querySelector(".o_bpo_order_unit").textContent = dataset.unit ? `(${dataset.unit})` : "";
        this.el.querySelector(".o_bpo_order_class").textContent = dataset.class || "";
        this.el.querySelector("input[type=date]").min = dataset.earliest || "";
    }
}

registry.category("public.interactions").add("bpo_client_portal.upload", BpoUpload);
registry.category("public.interactions").add("bpo_client_portal.order", BpoOrder);
