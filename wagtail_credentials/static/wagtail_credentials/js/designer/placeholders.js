/* Placeholders are picked, not typed: a list with those of the template's own fields, put in at the caret. */
(() => {
    "use strict";

    function button(label, onClick, ...contents) {
        const made = document.createElement("button");
        made.type = "button";
        if (label) made.setAttribute("aria-label", label);
        made.append(...contents);
        made.addEventListener("click", onClick);
        return made;
    }

    function icon(name) {
        const holder = document.createElement("template");
        holder.innerHTML = `<svg class="icon" aria-hidden="true"><use href="#icon-${name}"></use></svg>`;
        return holder.content.firstChild;
    }

    class Placeholders {
        /** `ownFields` gives {name, label, type} of each field that the form has now. */
        constructor(dialog, config, ownFields) {
            Object.assign(this, { dialog, config, ownFields, target: null });
            this.cases = dialog.querySelector("[data-wc-case]");
            this.dates = dialog.querySelector("[data-wc-date]");
            for (const { format, example } of config.formats) {
                if (format) this.dates.append(new Option(example, format));
            }
            for (const select of [this.cases, this.dates]) select.addEventListener("change", () => this.list());
        }

        /** Let somebody choose one for this input. */
        open(target) {
            this.target = target;
            this.list();
            this.dialog.showModal();
            this.dialog.querySelector("[data-wc-choices] button")?.focus();
        }

        list() {
            const own = this.ownFields().map(({ name, label, type }) => ({ name: `field.${name}`, label: label || name, day: type === "date" }));
            const heading = this.dialog.querySelector("[data-wc-own-heading]").content.textContent;
            const groups = [...this.config.placeholders, { label: heading, items: own, own: true }];
            this.dialog.querySelector("[data-wc-choices]").replaceChildren(...groups.map((group) => this.group(group)));
        }

        group({ label, items, own }) {
            const section = document.createElement("section");
            const heading = document.createElement("h4");
            heading.textContent = label;
            section.append(heading);
            for (const item of items) section.append(this.choice(item));
            if (own && !items.length) {
                const none = document.createElement("p");
                none.textContent = this.dialog.querySelector("[data-wc-own-none]").content.textContent;
                section.append(none);
            }
            return section;
        }

        choice({ name, label, day }) {
            const style = (day && this.dates.value) || this.cases.value;
            const text = `[${name}${style ? `|${style}` : ""}]`;
            const code = document.createElement("code");
            code.textContent = text;
            const words = document.createElement("span");
            words.textContent = label;
            return button("", () => this.insert(text), words, code);
        }

        insert(text) {
            this.dialog.close();
            const { target } = this;
            target.focus();
            const start = target.selectionStart ?? target.value.length;
            target.setRangeText(text, start, target.selectionEnd ?? start, "end");
            for (const type of ["input", "change"]) target.dispatchEvent(new Event(type, { bubbles: true }));
        }

        /** A button beside an input that opens the list for it. */
        beside(input, label) {
            const words = document.createElement("span");
            words.textContent = this.config.words.placeholder;
            const name = this.config.words.placeholder_for.replace("{name}", label);
            const made = button(name, () => this.open(input), icon("placeholder"), words);
            made.className = "wc-designer__insert";
            return made;
        }
    }

    Object.assign(window.wagtailCredentialsDesigner, { Placeholders, button, icon });
})();
