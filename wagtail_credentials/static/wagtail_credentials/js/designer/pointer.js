/* Picking, dragging and resizing with a mouse, a pen or a finger. A finger drags only what it has picked: else it scrolls. */
(() => {
    "use strict";

    const designer = window.wagtailCredentialsDesigner;
    /** Pixels: before a drag is one, within which boxes snap, from the edge of a frame that can be hit. */
    const SLACK = 3;
    const REACH = 6;
    const EDGE = 8;
    const SMALLEST = 1;
    const tenth = (number) => Math.round(number * 10) / 10;

    class Pointer {
        constructor(app, sheet, guides) {
            Object.assign(this, { app, sheet, guides, drag: null });
            sheet.addEventListener("pointerdown", (event) => this.down(event));
            sheet.addEventListener("pointermove", (event) => this.move(event));
            sheet.addEventListener("pointerup", (event) => this.up(event));
            sheet.addEventListener("pointercancel", () => this.cancel());
            // Else the browser would give the focus to the page behind.
            sheet.addEventListener("mousedown", (event) => event.preventDefault());
            sheet.addEventListener("dblclick", () => app.edit());
        }

        /** Whether a pointer is down on the page. */
        get busy() {
            return Boolean(this.tapped);
        }

        point(event) {
            const corner = this.sheet.getBoundingClientRect();
            return { x: (event.clientX - corner.left) / this.app.pixels, y: (event.clientY - corner.top) / this.app.pixels };
        }

        /** The elements under a point, the one in front first; what is only a frame is hit at its edge, else last. */
        under({ x, y }) {
            const slack = 2 / this.app.pixels;
            const inside = this.app.elements.filter((box) =>
                x >= box.x - slack && x <= box.x + box.width + slack && y >= box.y - slack && y <= box.y + box.height + slack);
            const hollow = (box) => this.isHollow(box) && !this.nearEdge(box, { x, y });
            return [...inside.filter((box) => !hollow(box)).reverse(), ...inside.filter(hollow).reverse()].map((box) => box.key);
        }

        isHollow(box) {
            const value = this.app.store.child(box.key)?.block.getValue() ?? {};
            return (value.frame || "shape" in value) && "fill" in value && !value.fill;
        }

        nearEdge(box, { x, y }) {
            const reach = EDGE / this.app.pixels;
            return Math.min(Math.abs(x - box.x), Math.abs(x - box.x - box.width), Math.abs(y - box.y), Math.abs(y - box.y - box.height)) < reach;
        }

        down(event) {
            if (event.button !== 0) return;
            const handle = event.target.dataset?.handle;
            const at = this.point(event);
            const hits = this.under(at);
            const before = this.app.selected();
            const finger = event.pointerType === "touch";
            // A mouse takes what is in front; with Alt, and by finger, what is picked already, though it lie below.
            const held = event.altKey || finger ? hits.find((key) => before.includes(key)) : undefined;
            const key = handle ? before[0] : (held ?? hits[0]);
            this.tapped = { hits, key, below: event.altKey && held, several: event.shiftKey };
            if (finger && !handle && !held) return undefined;
            event.preventDefault();
            if (!key) return this.app.clear();
            if (!handle && event.shiftKey) this.app.toggle(key);
            else if (!before.includes(key)) this.app.pick(key);
            this.app.items.focus(key);
            this.start(event, at, handle, key);
            return undefined;
        }

        start(event, at, handle, key) {
            this.sheet.setPointerCapture(event.pointerId);
            const boxes = this.app.elements.filter((box) => this.app.selected().includes(box.key)).map((box) => ({ ...box }));
            this.drag = { at, handle, key, boxes, now: boxes, moved: false, x: event.clientX, y: event.clientY };
        }

        move(event) {
            const { drag } = this;
            if (!drag) return;
            if (!drag.moved && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < SLACK) return;
            drag.moved = true;
            this.sheet.classList.add("wc-designer__sheet--dragging");
            const at = this.point(event);
            const by = { x: at.x - drag.at.x, y: at.y - drag.at.y };
            drag.now = drag.handle ? [this.resized(drag, by, event)] : this.shifted(drag, by, event);
            for (const box of drag.now) this.app.follow(box);
        }

        shifted({ boxes }, by, event) {
            const whole = designer.around(boxes);
            const free = { x: whole.x + by.x, y: whole.y + by.y };
            const across = this.snap("x", "width", [free.x, free.x + whole.width / 2, free.x + whole.width], event);
            const down = this.snap("y", "height", [free.y, free.y + whole.height / 2, free.y + whole.height], event);
            this.guide(across.line, down.line);
            const step = { x: by.x + across.step, y: by.y + down.step };
            return boxes.map((box) => ({ ...box, x: tenth(box.x + step.x), y: tenth(box.y + step.y) }));
        }

        resized({ boxes: [box], handle }, by, event) {
            const sides = { left: box.x, right: box.x + box.width, top: box.y, bottom: box.y + box.height };
            const lines = { x: null, y: null };
            for (const [letter, side, axis, length] of [["w", "left", "x", "width"], ["e", "right", "x", "width"], ["n", "top", "y", "height"], ["s", "bottom", "y", "height"]]) {
                if (!handle.includes(letter)) continue;
                const free = sides[side] + by[axis];
                const { step, line } = this.snap(axis, length, [free], event);
                sides[side] = free + step;
                lines[axis] = line;
            }
            if (handle.includes("w")) sides.left = Math.min(sides.left, sides.right - SMALLEST);
            else sides.right = Math.max(sides.right, sides.left + SMALLEST);
            if (handle.includes("n")) sides.top = Math.min(sides.top, sides.bottom - SMALLEST);
            else sides.bottom = Math.max(sides.bottom, sides.top + SMALLEST);
            if (event.shiftKey && handle.length === 2) this.keepProportions(box, sides, handle);
            this.guide(lines.x, lines.y);
            const { left, top } = sides;
            return { ...box, x: tenth(left), y: tenth(top), width: tenth(sides.right - left), height: tenth(sides.bottom - top) };
        }

        keepProportions(box, sides, handle) {
            const height = ((sides.right - sides.left) * box.height) / box.width;
            if (handle.includes("n")) sides.top = sides.bottom - height;
            else sides.bottom = sides.top + height;
        }

        snap(axis, length, points, event) {
            if (event.altKey) return { step: 0, line: null };
            const { app } = this;
            const others = app.elements.filter((box) => !app.selected().includes(box.key));
            const targets = designer.lines(app.size[length], others, axis, length, app.view.shows.margins);
            return designer.snap(points, targets, REACH / app.pixels, app.view.shows.grid);
        }

        guide(x, y) {
            const made = [["x", x], ["y", y]].filter(([, line]) => line !== null).map(([axis, line]) => {
                const guide = document.createElement("div");
                guide.className = `wc-designer__guide wc-designer__guide--${axis}`;
                guide.style[axis === "x" ? "left" : "top"] = `${line * this.app.pixels}px`;
                return guide;
            });
            this.guides.replaceChildren(...made);
        }

        up() {
            const { drag, tapped } = this;
            if (tapped && !drag?.moved && !drag?.handle && !tapped.several) this.tap(tapped);
            this.finish();
            if (drag?.moved) this.app.settle(drag.now, drag.handle ? "sized" : "moved");
        }

        /** A click with Alt on what is picked reaches what lies below it. */
        tap({ hits, key, below }) {
            if (!key) return this.app.clear();
            const next = below ? hits[(hits.indexOf(key) + 1) % hits.length] : key;
            this.app.pick(next);
            return this.app.items.focus(next);
        }

        cancel() {
            for (const box of this.drag?.boxes ?? []) this.app.follow(box);
            this.finish();
        }

        finish() {
            this.drag = null;
            this.tapped = null;
            this.guides.replaceChildren();
            this.sheet.classList.remove("wc-designer__sheet--dragging");
        }
    }

    designer.Pointer = Pointer;
})();
