/* The tools: one stop of the Tab key, with arrows to go through them, and a menu of what can be added. */
(() => {
    "use strict";

    const TOOLS = "[data-wc-menu-toggle], [data-wc-command]";

    class Toolbar {
        constructor(app, bar) {
            Object.assign(this, { app, bar, toggle: bar.querySelector("[data-wc-menu-toggle]") });
            this.list = document.getElementById(this.toggle.getAttribute("aria-controls"));
            for (const tool of bar.querySelectorAll("[data-wc-command]")) tool.tabIndex = -1;
            bar.addEventListener("click", (event) => this.onClick(event));
            bar.addEventListener("keydown", (event) => this.onKey(event));
            document.addEventListener("pointerdown", (event) => {
                if (!this.toggle.parentElement.contains(event.target)) this.open(false);
            });
        }

        onClick(event) {
            const button = event.target.closest("button");
            if (!button || button.getAttribute("aria-disabled") === "true") return;
            const { wcAdd: preset, wcCommand: command } = button.dataset;
            if (button === this.toggle) this.open(this.list.hidden);
            else this.open(false);
            if (preset) this.app.commands.run("add", preset);
            if (command) this.app.commands.run(command);
        }

        open(open) {
            this.toggle.setAttribute("aria-expanded", String(open));
            this.list.hidden = !open;
            if (open) this.list.querySelector("button").focus();
        }

        onKey(event) {
            const inside = this.list.contains(event.target);
            if (event.key === "Escape" && !this.list.hidden) {
                this.open(false);
                this.toggle.focus();
                return;
            }
            const steps = inside ? { ArrowUp: -1, ArrowDown: 1 } : { ArrowLeft: -1, ArrowRight: 1 };
            const step = steps[event.key];
            if (!step) return;
            event.preventDefault();
            const turned = !inside && getComputedStyle(this.bar).direction === "rtl";
            this.walk([...(inside ? this.list.querySelectorAll("button") : this.bar.querySelectorAll(TOOLS))], event.target, turned ? -step : step, !inside);
        }

        walk(buttons, from, step, roving) {
            const next = buttons[(buttons.indexOf(from.closest("button")) + step + buttons.length) % buttons.length];
            if (roving) for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
            next.focus();
        }

        /** Dim what needs more elements than are selected. */
        enable(number) {
            for (const tool of this.bar.querySelectorAll("[data-wc-needs]")) {
                tool.setAttribute("aria-disabled", String(number < Number(tool.dataset.wcNeeds)));
            }
        }
    }

    window.wagtailCredentialsDesigner.Toolbar = Toolbar;
})();
