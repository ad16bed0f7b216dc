/* The designer of a template: the page to scale, as a view over the elements of the form. */
(() => {
    "use strict";

    const designer = window.wagtailCredentialsDesigner;
    const REST = 150;
    const PAGE = ["kind", "issuer", "page_size", "orientation", "page_width", "page_height", "background", "background_colour", "language"];
    const FIELD = ["name", "label", "type", "choices", "example", "max_length"];

    function later(action, milliseconds) {
        let timer;
        return (...values) => {
            clearTimeout(timer);
            timer = setTimeout(() => action(...values), milliseconds);
        };
    }

    class Designer {
        constructor(root, block) {
            this.root = root;
            this.form = root.closest("form");
            this.config = JSON.parse(root.querySelector("#wc-designer-config").textContent);
            this.format = new Intl.NumberFormat(this.config.language, { maximumFractionDigits: 1 });
            this.part = (name) => root.querySelector(`[data-wc-${name}]`);
            this.marked = [];
            this.holding = false;
            this.store = new designer.Store(block, this.config.texts);
            this.history = new designer.History(this.store);
            this.drawing = new designer.Drawing(this.part("paper"), this.config, this.store, () => this.page());
            this.placeholders = new designer.Placeholders(this.part("placeholders"), this.config, () => this.fields());
            this.items = new designer.Items(this, this.part("items"), this.part("order"));
            this.inspector = new designer.Inspector(this.part("inspector"), this);
            this.pointer = new designer.Pointer(this, this.part("sheet"), this.part("guides"));
            this.commands = new designer.Commands(this);
            this.toolbar = new designer.Toolbar(this, this.part("toolbar"));
            this.view = new designer.View(this);
            this.draw = later(() => this.drawing.draw(), REST);
            this.sayLater = later((text) => { this.part("said").textContent = text; }, 200);
            this.start();
        }

        start() {
            this.root.hidden = false;
            this.listen();
            this.refresh();
            this.view.show();
            this.view.layOut();
            this.drawing.draw();
        }

        get pixels() {
            return this.view.pixels;
        }

        /** Of the page, in millimetres. */
        get size() {
            return this.view.size;
        }

        listen() {
            this.store.addEventListener("change", () => this.onChange());
            this.drawing.addEventListener("drawn", (event) => this.onDrawn(event.detail));
            this.drawing.addEventListener("failed", (event) => this.problem([event.detail || this.words("failed")]));
            this.root.addEventListener("click", (event) => this.onClick(event));
            this.root.addEventListener("keydown", (event) => this.onKey(event));
            this.part("items").addEventListener("keydown", (event) => {
                if (this.commands.key(event)) event.preventDefault();
            });
            for (const type of ["input", "change"]) this.form.addEventListener(type, (event) => this.onForm(event));
        }

        /* What is selected */

        selected() {
            return this.marked.filter((key) => this.store.child(key));
        }

        select(keys) {
            this.marked = keys;
            this.items.mark(this.selected());
            this.inspector.show(keys.length === 1 ? keys[0] : null);
            this.toolbar.enable(this.selected().length);
        }

        /** One alone, unless others are held. */
        pick(key) {
            if (this.pointer.busy) this.holding = false;
            if (!this.holding) this.select([key]);
            // What a pointer picks is seen already; scrolling would pull it away from under the pointer.
            if (!this.pointer.busy) this.items.buttons.get(key)?.scrollIntoView({ block: "nearest", inline: "nearest" });
        }

        /** Into the selection, or out of it. From now on going through the elements leaves it as it is. */
        toggle(key) {
            const first = !this.holding && this.marked.includes(key) && !this.pointer.busy;
            const rest = this.marked.filter((other) => other !== key);
            this.hold(first || !this.marked.includes(key) ? [...rest, key] : rest);
            this.say(this.words("selected", { number: this.selected().length }));
        }

        hold(keys) {
            this.holding = keys.length > 0;
            this.select(keys);
        }

        clear() {
            this.hold([]);
        }

        /* What changes */

        /** Write boxes that were moved or sized, as one step. */
        settle(boxes, word, kind = "") {
            for (const { key, x, y, width, height } of boxes) this.store.write(key, { x, y, width, height });
            this.refresh();
            this.history.record(kind);
            const last = boxes.at(-1);
            if (last) this.say(this.words(word, this.numbers(last)));
        }

        /** While a box is dragged, only the picture of it moves. */
        follow(box) {
            this.drawing.place(box.key, box);
            this.items.place(box);
        }

        reorder(key, step) {
            const before = this.marked;
            this.select([key]);
            this.commands.run(step > 0 ? "forward" : "back");
            this.select(before.includes(key) ? before : [key]);
        }

        onChange() {
            this.refresh();
            if (!this.pointer.drag) this.history.record("typing");
        }

        /** Everything beside the drawn page, from the form as it is. */
        refresh() {
            this.elements = this.store.read();
            this.items.show(this.elements);
            for (const element of this.elements) this.drawing.place(element.key, element);
            this.part("empty").hidden = this.elements.length > 0;
            this.part("empty").textContent = this.words("empty");
            this.select(this.selected());
            this.decorate();
            this.redraw();
        }

        /** Ask for a new picture only where more than places changed. */
        redraw() {
            const now = JSON.stringify([this.page(), this.store.values().map(({ type, value }) => [type, { ...value, x: 0, y: 0 }])]);
            if (now === this.asked) return;
            this.asked = now;
            this.draw();
        }

        /** The page's settings and the fields of its recipients, as the form has them. */
        page() {
            const data = new FormData(this.form);
            return { page: Object.fromEntries(PAGE.map((name) => [name, data.get(name)])), fields: this.fields(data) };
        }

        fields(data = new FormData(this.form)) {
            const total = Number(data.get("fields-TOTAL_FORMS") ?? 0);
            return [...Array(total).keys()].filter((number) => data.get(`fields-${number}-name`) && !data.get(`fields-${number}-DELETE`))
                .map((number) => Object.fromEntries(FIELD.map((name) => [name, data.get(`fields-${number}-${name}`)])));
        }

        onForm(event) {
            if (PAGE.includes(event.target.name) || event.target.name?.startsWith("fields-")) this.redraw();
        }

        onDrawn({ page, problems, missing }) {
            this.view.resize(page);
            this.items.showEmpty(this.drawing);
            this.problem([...problems.map((problem) => this.sentence(problem)), ...missing]);
        }

        sentence({ element, message }) {
            const named = this.elements[element];
            return named ? `${this.items.title(named)}: ${message}` : message;
        }

        problem(sentences) {
            this.part("problem").hidden = !sentences.length;
            this.part("problem").textContent = sentences.join(" ");
        }

        /** A button for placeholders beside each input of the form that holds words. */
        decorate() {
            for (const child of this.store.children) {
                for (const name of this.store.texts[child.type] ?? []) {
                    const input = this.store.input(child, name);
                    if (!input || input.dataset.wcPlaceholder) continue;
                    input.dataset.wcPlaceholder = "true";
                    input.after(this.placeholders.beside(input, child.blockDef.meta.label));
                }
            }
        }

        /* What is pressed */

        onClick(event) {
            if (event.target.closest("[data-wc-close]") || event.target.matches("dialog")) event.target.closest("dialog").close();
        }

        onKey(event) {
            if (event.key === "Escape" && event.target.closest("[data-wc-inspector]")) this.items.focus(this.inspector.key);
            const typing = event.target.closest("[data-wc-inspector] :is(input, textarea, select), dialog");
            // The inputs beside the page undo what was typed in them; everywhere else the page does.
            if (!event.defaultPrevented && !typing && this.commands.withControl(event)) event.preventDefault();
        }

        /** To the values of the selected element beside the page. */
        edit() {
            this.inspector.focus();
        }

        /** To the element's own place in the form, opened. */
        reveal(key) {
            const child = this.store.child(key);
            const toggle = child.element.querySelector("[data-panel-toggle]");
            if (toggle?.getAttribute("aria-expanded") === "false") toggle.click();
            child.element.scrollIntoView({ block: "start" });
            const names = [...(this.store.texts[child.type] ?? []), ...Object.keys(child.block.childBlocks ?? {})];
            this.store.input(child, names[0])?.focus({ preventScroll: true });
        }

        /* What is said */

        words(name, values = {}) {
            return this.config.words[name].replace(/\{(\w+)\}/g, (_match, key) => values[key]);
        }

        numbers(box) {
            return Object.fromEntries(designer.BOX.filter((name) => name in box).map((name) => [name, this.format.format(box[name])]));
        }

        icon(type) {
            return this.store.block.blockDef.childBlockDefsByName?.[type]?.meta.icon ?? "placeholder";
        }

        say(text) {
            this.sayLater(text);
        }
    }

    function start(block) {
        const root = document.querySelector("[data-wc-designer]");
        if (!root || root.dataset.started) return;
        root.dataset.started = "true";
        designer.instance = new designer.Designer(root, block);
    }

    designer.Designer = Designer;
    document.addEventListener("wagtail-credentials:elements", (event) => start(event.detail.block));
    if (window.wagtailCredentialsElements) start(window.wagtailCredentialsElements);
})();
