/* What buttons and keys do. */
(() => {
    "use strict";

    const designer = window.wagtailCredentialsDesigner;
    const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const DUPLICATE = 5;
    const SMALLEST = 1;

    /** The step that brings a box to an edge or the middle of another. */
    const ALIGN = {
        left: (box, to) => ({ x: to.x }),
        center: (box, to) => ({ x: to.x + (to.width - box.width) / 2 }),
        right: (box, to) => ({ x: to.x + to.width - box.width }),
        top: (box, to) => ({ y: to.y }),
        middle: (box, to) => ({ y: to.y + (to.height - box.height) / 2 }),
        bottom: (box, to) => ({ y: to.y + to.height - box.height }),
    };

    class Commands {
        constructor(app) {
            this.app = app;
        }

        run(name, ...values) {
            const [verb, detail] = name.split("-");
            if (verb === "align") return this.align(detail);
            if (verb === "distribute") return this.distribute(detail === "across" ? ["x", "width"] : ["y", "height"]);
            if (verb === "zoom") return this.app.view.step(detail);
            return this[verb](...values);
        }

        get picked() {
            const selected = this.app.selected();
            return this.app.elements.filter((element) => selected.includes(element.key));
        }

        add(name) {
            const { app } = this;
            const { type, value, label } = app.config.presets[name];
            const defaults = app.store.block.blockDef.initialChildStates[type] ?? {};
            const scale = Math.min(1, (app.size.width - 20) / (value.width ?? defaults.width ?? 100));
            const width = designer.rounded((value.width ?? defaults.width ?? 100) * scale);
            const height = designer.rounded(value.height ?? defaults.height ?? 10);
            const at = app.view.middle();
            const place = {
                x: Math.max(0, Math.min(app.size.width - width, at.x - width / 2)),
                y: Math.max(0, Math.min(app.size.height - height, at.y - height / 2)),
            };
            const free = this.free({ x: Math.round(place.x), y: Math.round(place.y), width, height });
            const key = app.store.insert(type, { ...value, ...free });
            this.settled(key, app.words("added", { name: label }));
        }

        /** A place that no other element starts at: two that are added lie beside, not over, each other. */
        free(box) {
            while (this.app.elements.some((other) => other.x === box.x && other.y === box.y)) {
                box.x += DUPLICATE;
                box.y += DUPLICATE;
            }
            return box;
        }

        settled(key, said) {
            this.app.refresh();
            this.app.history.record();
            this.app.pick(key);
            this.app.items.focus(key);
            this.app.say(said);
        }

        duplicate() {
            const { app, picked } = this;
            const keys = picked.map((element) => {
                const key = app.store.duplicate(element.key);
                app.store.write(key, { x: element.x + DUPLICATE, y: element.y + DUPLICATE });
                return key;
            });
            if (!keys.length) return;
            this.settled(keys.at(-1), app.words("copied", { name: app.items.title(picked.at(-1)) }));
            if (keys.length > 1) app.hold(keys);
        }

        remove() {
            const { app, picked } = this;
            if (!picked.length) return;
            const at = app.elements.indexOf(picked[0]);
            for (const { key } of picked) app.store.remove(key);
            app.refresh();
            app.history.record();
            app.holding = false;
            const next = app.elements[Math.min(at, app.elements.length - 1)];
            app.select(next ? [next.key] : []);
            if (next) app.items.focus(next.key);
            else app.root.querySelector("[data-wc-menu-toggle]").focus();
            app.say(app.words("removed", { name: app.items.title(picked.at(-1)) }));
        }

        forward() {
            this.restack(1, "forward", "top");
        }

        back() {
            this.restack(-1, "back", "bottom");
        }

        restack(step, word, end) {
            const { app, picked } = this;
            const name = picked.length ? app.items.title(picked.at(-1)) : "";
            const moved = (step > 0 ? [...picked].reverse() : picked).filter(({ key }) => this.shift(key, step));
            if (moved.length) app.history.record();
            app.refresh();
            app.say(app.words(moved.length ? word : end, { name }));
        }

        /** One place later or sooner; not past the end, nor past another that is moved along. */
        shift(key, step) {
            const { store } = this.app;
            const keys = store.children.map((child) => store.key(child));
            const to = keys.indexOf(key) + step;
            if (to < 0 || to >= keys.length || this.app.selected().includes(keys[to])) return false;
            store.move(key, to);
            return true;
        }

        align(edge) {
            const { app, picked } = this;
            const to = picked.length > 1 ? designer.around(picked) : { x: 0, y: 0, ...app.size };
            app.settle(picked.map((box) => ({ ...box, ...ALIGN[edge](box, to) })), "moved");
        }

        distribute([start, length]) {
            const boxes = [...this.picked].sort((one, other) => one[start] - other[start]);
            if (boxes.length < 3) return;
            const whole = designer.around(boxes);
            const taken = boxes.reduce((sum, box) => sum + box[length], 0);
            const gap = (whole[length] - taken) / (boxes.length - 1);
            let at = whole[start];
            this.app.settle(boxes.map((box) => {
                const placed = { ...box, [start]: at };
                at += box[length] + gap;
                return placed;
            }), "moved");
        }

        undo() {
            this.travel(() => this.app.history.undo(), "undone");
        }

        redo() {
            this.travel(() => this.app.history.redo(), "redone");
        }

        /** A step through the history; what it changed is selected, and has the focus if an element had it. */
        travel(step, word) {
            const { app } = this;
            const before = new Map(app.store.snapshot().map((element) => [element.key, JSON.stringify(element)]));
            const onPage = app.root.contains(document.activeElement) && document.activeElement.matches(".wc-designer__item");
            if (!step()) return;
            app.refresh();
            const changed = app.store.snapshot().filter((element) => before.get(element.key) !== JSON.stringify(element));
            const keys = changed.length ? changed.map((element) => element.key) : app.selected();
            app.select(keys);
            const target = keys[0] ?? app.elements[0]?.key;
            if (onPage && target) app.items.focus(target);
            app.say(app.words(word));
        }

        grid() {
            this.app.view.toggle("grid");
        }

        margins() {
            this.app.view.toggle("margins");
        }

        longest() {
            this.app.view.toggle("longest");
            this.app.drawing.mode = this.app.view.shows.longest ? "longest" : "sample";
            this.app.drawing.draw();
        }

        help() {
            this.app.root.querySelector("[data-wc-help]").showModal();
        }

        /** Whether the key meant something on an element. */
        key(event) {
            const command = event.ctrlKey || event.metaKey;
            if (command && !event.altKey) return this.withControl(event);
            if (ARROWS[event.key]) return this.arrow(event, ARROWS[event.key]);
            if (event.altKey) return false;
            const keys = {
                Delete: "remove", Backspace: "remove", "]": "forward", "[": "back", Enter: "edit", " ": "mark", Escape: "escape",
            };
            const name = keys[event.key];
            if (!name) return false;
            this[name]();
            return true;
        }

        withControl(event) {
            const key = event.key.toLowerCase();
            const name = { z: event.shiftKey ? "redo" : "undo", y: "redo", d: "duplicate", a: "all" }[key];
            if (name) this[name]();
            return Boolean(name);
        }

        arrow(event, [across, down]) {
            const far = event.shiftKey ? 10 : 1;
            const change = (box) => event.altKey
                ? { ...box, width: Math.max(SMALLEST, box.width + across * far), height: Math.max(SMALLEST, box.height + down * far) }
                : { ...box, x: box.x + across * far, y: box.y + down * far };
            this.app.settle(this.picked.map(change), event.altKey ? "sized" : "moved", `arrow-${event.altKey}`);
            return true;
        }

        edit() {
            this.app.edit();
        }

        mark() {
            this.app.toggle(document.activeElement.dataset.key);
        }

        escape() {
            this.app.pointer.cancel();
            this.app.clear();
            this.app.part("view").focus({ preventScroll: true });
        }

        all() {
            this.app.hold(this.app.elements.map((element) => element.key));
            this.app.say(this.app.words("selected", { number: this.app.elements.length }));
        }
    }

    designer.Commands = Commands;
})();
