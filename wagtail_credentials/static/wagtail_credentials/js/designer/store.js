/* The elements as the form has them: the one truth. Reading is reading inputs, writing is writing inputs. */
(() => {
    "use strict";

    const designer = (window.wagtailCredentialsDesigner ??= {});

    /** A UUID also where the page is not served securely and `crypto.randomUUID` is missing. */
    function uuid() {
        const bytes = crypto.getRandomValues(new Uint8Array(16));
        bytes[6] = (bytes[6] & 15) | 64;
        bytes[8] = (bytes[8] & 63) | 128;
        const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
        return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
    }

    const BOX = ["x", "y", "width", "height"];
    const rounded = (number) => Math.round(number * 100) / 100;

    class Store extends EventTarget {
        /** `block` is the StreamBlock of the form, `texts` names the inputs of each type that hold words. */
        constructor(block, texts) {
            super();
            this.block = block;
            this.texts = texts;
            this.keys = new WeakMap();
            this.last = "";
            const container = block.element ?? block.container[0];
            for (const type of ["input", "change"]) container.addEventListener(type, () => this.look());
            // Wagtail's own buttons add, delete and move without an event of theirs.
            new MutationObserver(() => this.look()).observe(container, {
                attributeFilter: ["aria-hidden", "value"], childList: true, subtree: true,
            });
            this.last = JSON.stringify(this.snapshot());
        }

        get children() {
            return this.block.children;
        }

        /** What an element is called as long as the page is open; it survives deleting and undoing. */
        key(child) {
            if (!this.keys.has(child)) this.keys.set(child, child.id || uuid());
            return this.keys.get(child);
        }

        child(key) {
            return this.children.find((child) => this.key(child) === key);
        }

        field(child, name) {
            return child.block.childBlocks?.[name];
        }

        /** The input in which somebody would type the value; none for choosers. */
        input(child, name) {
            const element = this.field(child, name)?.element;
            return element?.querySelector("textarea, select, input:not([type=hidden])") ?? null;
        }

        /** {key, type, label, text, x, y, width, height} of each element, in reading order. */
        read() {
            return this.children.map((child) => {
                const value = child.block.getValue();
                const box = Object.fromEntries(BOX.map((name) => [name, Number.parseFloat(value[name]) || 0]));
                const { label } = child.blockDef.meta;
                return { key: this.key(child), type: child.type, label, text: this.text(child, value), ...box };
            });
        }

        text(child, value) {
            const names = [...(this.texts[child.type] ?? []), "alternative_text"];
            const text = names.map((name) => value[name]).find(Boolean) ?? this.choice(child);
            return text.replace(/\s+/g, " ").trim().slice(0, 60);
        }

        /** The word of the first list of choices: which shape it is. */
        choice(child) {
            const field = Object.entries(child.block.childBlocks ?? {}).find(([name]) => name === child.type);
            return field?.[1].element.querySelector("select")?.selectedOptions[0]?.textContent ?? "";
        }

        /** What the server draws. */
        values() {
            return this.children.map((child) => ({ type: child.type, value: child.block.getValue() }));
        }

        /** Millimetres into the inputs of a box. */
        write(key, values) {
            const child = this.child(key);
            for (const [name, value] of Object.entries(values)) {
                const same = Number.parseFloat(this.field(child, name)?.getValue()) === rounded(value);
                if (!same) this.set(child, name, String(rounded(value)));
            }
        }

        /** The state of one field, where it differs. */
        set(child, name, state) {
            const field = this.field(child, name);
            if (!field || JSON.stringify(field.getState()) === JSON.stringify(state)) return;
            field.setState(state);
            this.tell(field.element.querySelector("textarea, select, input"));
        }

        /** Wagtail's check for unsaved changes, autosave and the preview listen to these. */
        tell(input) {
            for (const type of ["input", "change"]) input?.dispatchEvent(new Event(type, { bubbles: true }));
        }

        insert(type, values, index = this.children.length, id = uuid()) {
            const state = { ...structuredClone(this.block.blockDef.initialChildStates[type]), ...values };
            const child = this.block.insert({ type, value: state, id }, index, { collapsed: true });
            this.keys.set(child, id);
            this.tell(child.element.querySelector("input[name$='-order']"));
            return id;
        }

        remove(key) {
            const child = this.child(key);
            this.block.deleteBlock(this.children.indexOf(child));
            this.tell(child.element.querySelector("input[name$='-deleted']"));
        }

        move(key, index) {
            const child = this.child(key);
            const from = this.children.indexOf(child);
            if (from === index) return;
            this.block.moveBlock(from, index);
            this.tell(child.element.querySelector("input[name$='-order']"));
        }

        duplicate(key) {
            const child = this.child(key);
            return this.insert(child.type, structuredClone(child.block.getState()), this.children.indexOf(child) + 1);
        }

        /** Everything that can be undone, as plain values. */
        snapshot() {
            return this.children.map((child) => ({
                key: this.key(child), id: child.id ?? null, type: child.type, value: structuredClone(child.block.getState()),
            }));
        }

        /** Back to a snapshot by the smallest steps: what stays keeps its inputs and its comments. */
        restore(snapshot) {
            const wanted = new Set(snapshot.map((element) => element.key));
            for (const child of [...this.children]) if (!wanted.has(this.key(child))) this.remove(this.key(child));
            snapshot.forEach((element, index) => {
                if (!this.child(element.key)) this.insert(element.type, element.value, index, element.key);
                this.move(element.key, index);
                for (const [name, value] of Object.entries(element.value)) this.set(this.child(element.key), name, value);
            });
        }

        /** Says so, once a moment, where anything differs from the last look. */
        look() {
            this.looking ??= requestAnimationFrame(() => {
                this.looking = undefined;
                const now = JSON.stringify(this.snapshot());
                if (now === this.last) return;
                this.last = now;
                this.dispatchEvent(new Event("change"));
            });
        }
    }

    Object.assign(designer, { Store, BOX, rounded });
})();
