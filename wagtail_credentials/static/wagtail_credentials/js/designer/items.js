/* The elements as things to pick: buttons over the drawn page, and the reading order beside it. */
(() => {
    "use strict";

    const designer = window.wagtailCredentialsDesigner;
    const HANDLES = ["nw", "n", "ne", "e", "se", "s", "sw", "w"];

    class Items {
        constructor(app, holder, order) {
            Object.assign(this, { app, holder, order });
            this.buttons = new Map();
            this.handles = this.makeHandles();
            holder.addEventListener("focusin", (event) => {
                const key = event.target.dataset.key;
                if (key && !this.quiet) app.pick(key);
            });
            holder.addEventListener("click", (event) => {
                // A screen reader's click: the pointer's own are handled where it goes down.
                if (event.detail === 0 && event.target.dataset.key) app.pick(event.target.dataset.key);
            });
            order.addEventListener("click", (event) => this.onOrder(event));
        }

        makeHandles() {
            const frame = document.createElement("div");
            frame.className = "wc-designer__handles";
            frame.setAttribute("aria-hidden", "true");
            for (const name of HANDLES) {
                const handle = document.createElement("span");
                handle.dataset.handle = name;
                frame.append(handle);
            }
            return frame;
        }

        onOrder(event) {
            const button = event.target.closest("button");
            if (!button) return;
            const { key, step } = button.dataset;
            if (step) {
                this.app.reorder(key, Number(step));
                this.order.querySelector(`[data-key="${key}"][data-step="${step}"]`)?.focus();
            } else {
                this.app.pick(key);
            }
        }

        /** Buttons in reading order; those that stay keep their focus. */
        show(elements) {
            const kept = new Set(elements.map((element) => element.key));
            for (const [key, button] of this.buttons) {
                if (!kept.has(key)) {
                    button.remove();
                    this.buttons.delete(key);
                }
            }
            elements.forEach((element, index) => {
                const button = this.buttons.get(element.key) ?? this.make(element.key);
                const there = this.holder.children[index];
                if (there !== button) this.moveTo(button, there);
                button.setAttribute("aria-label", this.name(element));
                this.place(element);
            });
            this.holder.append(this.handles);
            this.list(elements);
        }

        make(key) {
            const button = designer.button("", () => {});
            button.className = "wc-designer__item";
            button.dataset.key = key;
            button.setAttribute("aria-describedby", "wc-designer-hint");
            this.buttons.set(key, button);
            return button;
        }

        moveTo(button, before) {
            const focused = document.activeElement === button;
            this.holder.insertBefore(button, before ?? null);
            if (focused) this.focus(button.dataset.key);
        }

        focus(key) {
            this.quiet = true;
            this.buttons.get(key)?.focus({ preventScroll: true });
            this.quiet = false;
        }

        name(element) {
            const { x, y, width, height } = this.app.numbers(element);
            return this.app.words("element", { name: this.title(element), x, y, width, height });
        }

        title(element) {
            return element.text ? `${element.label}: ${element.text}` : element.label;
        }

        /** In the list, where nothing else tells lines from each other. */
        listed(element) {
            const { width, height } = this.app.numbers(element);
            return element.text ? this.title(element) : `${element.label}, ${width} × ${height} mm`;
        }

        place({ key, x, y, width, height }) {
            const pixels = this.app.pixels;
            const button = this.buttons.get(key);
            Object.assign(button.style, {
                left: `${x * pixels}px`, top: `${y * pixels}px`, width: `${width * pixels}px`, height: `${height * pixels}px`,
            });
            if (this.framed === key) this.frame(key);
        }

        /** Pictures that nobody has chosen yet are seen, too. */
        showEmpty(drawing) {
            for (const [key, button] of this.buttons) {
                const box = drawing.box(key);
                const empty = box?.matches(".image, .qr") && !box.firstElementChild && !box.style.backgroundImage;
                button.classList.toggle("wc-designer__item--empty", Boolean(empty));
            }
        }

        /** Handles stand round the one element that is selected. */
        frame(key) {
            this.framed = key;
            this.handles.hidden = !key;
            const button = this.buttons.get(key);
            if (!button) return;
            const { left, top, width, height } = button.style;
            Object.assign(this.handles.style, { left, top, width, height });
            this.handles.classList.toggle("wc-designer__handles--flat", Number.parseFloat(height) < 36);
            this.handles.classList.toggle("wc-designer__handles--slim", Number.parseFloat(width) < 36);
        }

        mark(selected) {
            for (const [key, button] of this.buttons) {
                const on = selected.includes(key);
                button.setAttribute("aria-pressed", String(on));
                button.classList.toggle("wc-designer__item--on", on);
                this.order.querySelector(`[data-key="${key}"]:not([data-step])`)?.setAttribute("aria-pressed", String(on));
            }
            this.frame(selected.length === 1 ? selected[0] : null);
            const row = selected.length === 1 && this.order.querySelector(`[data-key="${selected[0]}"]`);
            if (row) this.showRow(row.parentElement);
        }

        /** Scrolls the list, and nothing else, to a row. */
        showRow(row) {
            const { order } = this;
            const top = row.offsetTop - order.offsetTop;
            if (top < order.scrollTop) order.scrollTop = top;
            else order.scrollTop = Math.max(order.scrollTop, top + row.offsetHeight - order.clientHeight);
        }

        list(elements) {
            const rows = elements.map((element, index) => this.row(element, index, elements.length));
            const focused = document.activeElement?.closest?.("[data-wc-order] button")?.dataset;
            this.order.replaceChildren(...rows);
            if (focused) {
                const step = focused.step ? `[data-step="${focused.step}"]` : ":not([data-step])";
                this.order.querySelector(`[data-key="${focused.key}"]${step}`)?.focus({ preventScroll: true });
            }
        }

        row(element, index, total) {
            const row = document.createElement("li");
            const title = this.listed(element);
            const words = document.createElement("span");
            words.textContent = title;
            const pick = designer.button("", () => {}, designer.icon(this.app.icon(element.type)), words);
            pick.dataset.key = element.key;
            pick.className = "wc-designer__pick";
            pick.setAttribute("aria-pressed", "false");
            if (element.type === "image" && !element.text) {
                const mark = document.createElement("small");
                mark.textContent = this.app.words("decoration");
                pick.append(mark);
            }
            row.append(pick, this.step(element.key, -1, "sooner", title, index === 0), this.step(element.key, 1, "later", title, index === total - 1));
            return row;
        }

        step(key, step, word, name, isEnd) {
            const button = designer.button(this.app.words(word, { name }), () => {}, designer.icon(step < 0 ? "arrow-up" : "arrow-down"));
            button.className = "wc-designer__step";
            Object.assign(button.dataset, { key, step });
            // Not disabled: that would take the focus away from somebody who moves an element to the end.
            button.setAttribute("aria-disabled", String(isEnd));
            return button;
        }
    }

    designer.Items = Items;
})();
