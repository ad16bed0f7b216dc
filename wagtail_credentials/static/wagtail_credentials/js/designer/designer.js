/* The designer of a template: the page to scale, as a view over the elements of the form. */
(() => {
    "use strict";

    const designer = window.wagtailCredentialsDesigner;
    const REST = 150;
    const PAGE = ["kind", "issuer", "page_size", "orientation", "page_width", "page_height", "background", "background_colour", "language"];
    const FIELD = ["name", "label", "type", "choices", "example", "max_length"];
    const KEPT = "wagtail-credentials:designer";

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
            this.size = this.config.page;
            this.marked = [];
            this.shows = { grid: false, margins: false, longest: false };
            this.kept = this.keep();
            this.store = new designer.Store(block, this.config.texts);
            this.history = new designer.History(this.store);
            this.drawing = new designer.Drawing(this.part("paper"), this.config, this.store, () => this.page());
            this.placeholders = new designer.Placeholders(this.part("placeholders"), this.config, () => this.fields());
            this.items = new designer.Items(this, this.part("items"), this.part("order"));
            this.inspector = new designer.Inspector(this.part("inspector"), this);
            this.pointer = new designer.Pointer(this, this.part("sheet"), this.part("guides"));
            this.commands = new designer.Commands(this);
            this.draw = later(() => this.drawing.draw(), REST);
            this.sayLater = later((text) => { this.part("said").textContent = text; }, 200);
            this.start();
        }

        start() {
            this.root.hidden = false;
            this.listen();
            this.refresh();
            this.showViews();
            this.layOut();
            this.drawing.draw();
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
            new ResizeObserver(() => this.layOut()).observe(this.part("view"));
            document.addEventListener("pointerdown", (event) => this.closeMenus(event.target));
        }

        /* What is selected */

        selected() {
            return this.marked.filter((key) => this.store.child(key));
        }

        select(keys) {
            this.marked = keys;
            this.items.mark(this.selected());
            this.inspector.show(keys.length === 1 ? keys[0] : null);
            for (const tool of this.root.querySelectorAll("[data-wc-needs]")) {
                tool.setAttribute("aria-disabled", String(this.selected().length < Number(tool.dataset.wcNeeds)));
            }
        }

        /** One alone; but going through several that are selected keeps them. */
        pick(key) {
            const several = this.marked.length > 1 && this.marked.includes(key) && !this.pointer.busy;
            if (!several) this.select([key]);
            // What a pointer picks is seen already; scrolling would pull it away from under the pointer.
            if (!this.pointer.busy) this.items.buttons.get(key)?.scrollIntoView({ block: "nearest", inline: "nearest" });
        }

        toggle(key) {
            this.select(this.marked.includes(key) ? this.marked.filter((other) => other !== key) : [...this.marked, key]);
            this.say(this.words("selected", { number: this.selected().length }));
        }

        clear() {
            this.select([]);
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
            if (page.width !== this.size.width || page.height !== this.size.height) {
                this.size = page;
                this.layOut();
            }
            this.drawing.fit(this.zoom);
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

        /* How it is seen */

        get pixels() {
            return designer.PIXELS * this.zoom;
        }

        get zoom() {
            return this.kept.zoom ?? this.fitting;
        }

        get fitting() {
            const view = this.part("view");
            const room = { width: view.clientWidth - 40, height: Math.max(320, innerHeight * 0.72) - 40 };
            const size = { width: this.size.width * designer.PIXELS, height: this.size.height * designer.PIXELS };
            return Math.max(0.1, Math.min(2, room.width / size.width, Math.max(room.height / size.height, room.width / size.width / 2)));
        }

        zoomTo(zoom) {
            this.kept.zoom = zoom;
            this.remember();
            this.layOut();
        }

        layOut() {
            const { pixels } = this;
            const sheet = this.part("sheet");
            Object.assign(sheet.style, { width: `${this.size.width * pixels}px`, height: `${this.size.height * pixels}px` });
            sheet.style.setProperty("--grid", `${designer.GRID * pixels}px`);
            sheet.style.setProperty("--margin", `${designer.MARGIN * pixels}px`);
            designer.drawRuler(this.root.querySelector("[data-wc-ruler=x]"), this.size.width, pixels, true);
            designer.drawRuler(this.root.querySelector("[data-wc-ruler=y]"), this.size.height, pixels, false);
            this.drawing.fit(this.zoom);
            for (const element of this.elements ?? []) this.items.place(element);
            this.part("zoom").textContent = this.words("zoom", { percent: Math.round(this.zoom * 100) });
            this.part("items").setAttribute("aria-label", this.words("page", this.numbers(this.size)));
        }

        toggleView(name) {
            this.shows[name] = !this.shows[name];
            this.showViews();
            this.remember();
            if (name === "longest") this.drawing.draw();
        }

        showViews() {
            this.part("grid-lines").hidden = !this.shows.grid;
            this.part("margin-lines").hidden = !this.shows.margins;
            this.drawing.mode = this.shows.longest ? "longest" : "sample";
            for (const [name, on] of Object.entries(this.shows)) {
                this.root.querySelector(`[data-wc-command=${name}]`).setAttribute("aria-pressed", String(on));
            }
        }

        /** How somebody likes to see pages, kept in the browser. */
        keep() {
            try {
                const kept = JSON.parse(localStorage.getItem(KEPT)) ?? {};
                Object.assign(this.shows, { grid: Boolean(kept.grid), margins: Boolean(kept.margins) });
                return { zoom: typeof kept.zoom === "number" ? kept.zoom : null };
            } catch {
                return { zoom: null };
            }
        }

        remember() {
            const { grid, margins } = this.shows;
            try {
                localStorage.setItem(KEPT, JSON.stringify({ zoom: this.kept.zoom, grid, margins }));
            } catch {
                // A browser that keeps nothing shows pages as it did before.
            }
        }

        /** The middle of what is seen of the page, in millimetres: where something new is put. */
        middle() {
            const view = this.part("view").getBoundingClientRect();
            const sheet = this.part("sheet").getBoundingClientRect();
            const between = (low, high, least, most) => (Math.max(low, least) + Math.min(high, most)) / 2;
            return {
                x: (between(view.left, view.right, sheet.left, sheet.right) - sheet.left) / this.pixels,
                y: (between(Math.max(view.top, 0), Math.min(view.bottom, innerHeight), sheet.top, sheet.bottom) - sheet.top) / this.pixels,
            };
        }

        /* What is pressed */

        onClick(event) {
            const toggle = event.target.closest("[data-wc-menu-toggle]");
            if (toggle) return this.openMenu(toggle, toggle.getAttribute("aria-expanded") !== "true");
            const add = event.target.closest("[data-wc-add]");
            if (add) {
                this.closeMenus();
                return this.commands.run("add", add.dataset.wcAdd);
            }
            if (event.target.closest("[data-wc-close]") || event.target.matches("dialog")) return event.target.closest("dialog").close();
            const tool = event.target.closest("[data-wc-command]");
            if (tool && tool.getAttribute("aria-disabled") !== "true") return this.commands.run(tool.dataset.wcCommand);
            return undefined;
        }

        onKey(event) {
            if (event.key === "Escape") this.onEscape(event);
            if (event.target.closest("[data-wc-toolbar]")) this.walkBar(event);
            const typing = event.target.closest("[data-wc-inspector] :is(input, textarea, select), dialog");
            // The inputs beside the page undo what was typed in them; everywhere else the page does.
            if (!event.defaultPrevented && !typing && this.commands.withControl(event)) event.preventDefault();
        }

        onEscape(event) {
            const menu = event.target.closest("[data-wc-menu]");
            if (menu) {
                this.closeMenus();
                menu.querySelector("[data-wc-menu-toggle]").focus();
            } else if (event.target.closest("[data-wc-inspector]")) {
                this.items.focus(this.inspector.key);
            }
        }

        /** A toolbar is one stop of the Tab key; arrows go through it. */
        walkBar(event) {
            if (event.target.closest(".wc-designer__list")) return this.walkList(event);
            const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
            if (!step) return undefined;
            event.preventDefault();
            const way = getComputedStyle(this.root).direction === "rtl" ? -step : step;
            return this.walk([...this.part("toolbar").querySelectorAll("[data-wc-menu-toggle], [data-wc-command]")], event.target, way, true);
        }

        walkList(event) {
            const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
            if (!step) return undefined;
            event.preventDefault();
            return this.walk([...event.target.closest("ul").querySelectorAll("button")], event.target, step);
        }

        walk(buttons, from, step, roving = false) {
            const next = buttons[(buttons.indexOf(from.closest("button")) + step + buttons.length) % buttons.length];
            if (roving) for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
            next.focus();
        }

        openMenu(toggle, open) {
            const list = document.getElementById(toggle.getAttribute("aria-controls"));
            toggle.setAttribute("aria-expanded", String(open));
            list.hidden = !open;
            if (open) list.querySelector("button").focus();
        }

        closeMenus(inside = null) {
            for (const toggle of this.root.querySelectorAll("[data-wc-menu-toggle][aria-expanded=true]")) {
                if (!toggle.closest("[data-wc-menu]").contains(inside)) this.openMenu(toggle, false);
            }
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
        for (const tool of root.querySelectorAll("[data-wc-toolbar] [data-wc-command]")) tool.tabIndex = -1;
        designer.instance = new designer.Designer(root, block);
    }

    designer.Designer = Designer;
    document.addEventListener("wagtail-credentials:elements", (event) => start(event.detail.block));
    if (window.wagtailCredentialsElements) start(window.wagtailCredentialsElements);
})();
