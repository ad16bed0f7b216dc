/* The selected element's values beside the page: each control mirrors the input of the form that it stands for. */
(() => {
    "use strict";

    const designer = window.wagtailCredentialsDesigner;
    const CONTROLS = "textarea, select, input:not([type=hidden])";
    let number = 0;

    /** What the form calls an input. */
    function labelOf(input) {
        const label = input.closest("[data-contentpath]")?.querySelector("label")?.cloneNode(true);
        label?.querySelectorAll(".w-required-mark, .w-sr-only").forEach((mark) => mark.remove());
        return label?.textContent.trim() ?? "";
    }

    class Inspector {
        constructor(holder, app) {
            Object.assign(this, { holder, app, updates: [], key: null });
        }

        show(key) {
            const child = key && this.app.store.child(key);
            if (key === this.key && child && this.updates.length) return this.refresh();
            this.key = key;
            this.updates = [];
            this.holder.replaceChildren(...(child ? this.form(child) : [this.nothing()]));
            return this.refresh();
        }

        nothing() {
            const text = document.createElement("p");
            const many = this.app.selected().length;
            text.className = "wc-designer__hint";
            text.textContent = many > 1 ? this.app.words("selected", { number: many }) : this.app.words("nothing");
            return text;
        }

        form(child) {
            const box = document.createElement("div");
            const rest = document.createElement("div");
            box.className = "wc-designer__box";
            rest.className = "wc-designer__values";
            for (const name of Object.keys(child.block.childBlocks ?? {})) {
                const input = this.app.store.input(child, name);
                const chooser = this.chooser(child, name);
                if (chooser) rest.append(this.choice(child, name, chooser));
                if (chooser || !input?.matches(CONTROLS)) continue;
                const isBox = designer.BOX.includes(name);
                (isBox ? box : rest).append(this.control(child, name, input));
            }
            return [this.heading(child), box, rest, this.jump(child)];
        }

        /** The button of the form that opens Wagtail's list of pictures to choose from. */
        chooser(child, name) {
            return this.app.store.field(child, name).element.querySelector("[data-chooser-action-choose]");
        }

        choice(child, name, chooser) {
            const { element } = this.app.store.field(child, name);
            const field = document.createElement("div");
            const label = document.createElement("span");
            const words = document.createElement("span");
            label.className = "wc-designer__label";
            label.textContent = labelOf(element) || child.blockDef.meta.label;
            const open = designer.button("", () => chooser.click(), designer.icon("image"), words);
            this.updates.push(() => {
                const input = element.querySelector("input[type=hidden]");
                words.textContent = (input?.value && element.querySelector("[data-chooser-title]")?.textContent.trim()) || this.app.words("choose");
                open.setAttribute("aria-label", `${label.textContent}: ${words.textContent}`);
            });
            open.className = "button button-small button-secondary wc-designer__jump";
            field.className = "wc-designer__field wc-designer__field--wide";
            field.append(label, open);
            return field;
        }

        heading(child) {
            const heading = document.createElement("p");
            heading.className = "wc-designer__name";
            heading.append(designer.icon(child.blockDef.meta.icon), child.blockDef.meta.label);
            return heading;
        }

        control(child, name, input) {
            const field = document.createElement("div");
            const mirror = input.cloneNode(true);
            for (const attribute of [...mirror.attributes]) {
                if (/^(name|data-|aria-|required|class|style)/.test(attribute.name)) mirror.removeAttribute(attribute.name);
            }
            mirror.id = `wc-designer-value-${++number}`;
            mirror.dataset.wcValue = name;
            if (mirror.matches("textarea")) mirror.rows = 3;
            const label = document.createElement("label");
            label.htmlFor = mirror.id;
            label.textContent = labelOf(input);
            field.className = `wc-designer__field wc-designer__field--${mirror.type === "checkbox" ? "tick" : "line"}`;
            field.append(...(mirror.type === "checkbox" ? [mirror, label] : [label, mirror]), ...this.extras(child, name, mirror, label));
            this.updates.push(() => this.copy(input, mirror));
            mirror.addEventListener("input", () => {
                this.copy(mirror, input);
                this.app.store.tell(input);
            });
            return field;
        }

        extras(child, name, mirror, label) {
            const extras = [];
            if (this.app.store.texts[child.type]?.includes(name)) extras.push(this.app.placeholders.beside(mirror, label.textContent));
            if (name === "alternative_text") {
                const ask = document.createElement("p");
                ask.className = "wc-designer__hint";
                ask.id = `${mirror.id}-hint`;
                ask.textContent = this.app.words("meaning");
                mirror.setAttribute("aria-describedby", ask.id);
                extras.push(ask);
            }
            return extras;
        }

        jump(child) {
            const words = document.createElement("span");
            words.textContent = this.app.words("edit");
            const jump = designer.button("", () => this.app.reveal(this.app.store.key(child)), designer.icon("edit"), words);
            jump.className = "button button-small button-secondary wc-designer__jump";
            return jump;
        }

        copy(from, to) {
            if (from.type === "checkbox") to.checked = from.checked;
            else if (to.value !== from.value) to.value = from.value;
        }

        refresh() {
            for (const update of this.updates) update();
        }

        /** Where somebody who pressed Enter wants to write: the words, else the first value. */
        focus() {
            const words = this.holder.querySelector("textarea, input[type=text]");
            (words ?? this.holder.querySelector("[data-wc-value]"))?.focus();
        }
    }

    designer.Inspector = Inspector;
})();
