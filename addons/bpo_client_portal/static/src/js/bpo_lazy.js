/** Parts of a page that come after it, and printing it. */
import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

export class BpoLazy extends Interaction {
    static selector = ".o_bpo_lazy";

    start() {
        this.load();
    }

    /** Fill in the part of the page named; on any failure the link to it stays. */
    async load() {
        const answer = await this.waitFor(fetch(this.el.dataset.src));
        if (!answer.ok) {
            return;
        }
        const text = await this.waitFor(answer.text());
        const page = new DOMParser().parseFromString(text, "text/html");
        const part = page.querySelector(".o_bpo_part");
        if (part) {
            this.el.replaceChildren(...part.childNodes);
        }
    }
}

/** On a phone the row of tabs is wider than the screen: show where the reader is. */
export class BpoTabs extends Interaction {
    static selector = ".o_bpo_tabs";

    start() {
        const active = this.el.querySelector(".active");
        active?.scrollIntoView({ block: "nearest", inline: "center" });
    }
}

export class BpoPrint extends Interaction {
    static selector = ".o_bpo_print";
    dynamicContent = {
        _root: { "t-on-click": () => window.print() },
    };
}

registry.category("public.interactions").add("bpo_client_portal.lazy", BpoLazy);
registry.category("public.interactions").add("bpo_client_portal.tabs", BpoTabs);
registry.category("public.interactions").add("bpo_client_portal.print", BpoPrint);
