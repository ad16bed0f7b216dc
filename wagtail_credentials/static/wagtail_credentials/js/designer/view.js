/* How the page is seen: its scale, its rulers, the grid and the margins. */
(() => {
    "use strict";

    const designer = window.wagtailCredentialsDesigner;
    const KEPT = "wagtail-credentials:designer";
    const ZOOMS = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4];
    /** Pixels of rulers and edges round the page; the part of the window that a page may fill. */
    const AROUND = 40;
    const TALL = 0.72;

    class View {
        constructor(app) {
            this.app = app;
            this.part = app.part;
            this.size = app.config.page;
            this.shows = { grid: false, margins: false, longest: false };
            this.chosen = this.recall();
            new ResizeObserver(() => this.layOut()).observe(this.part("view"));
        }

        /** Pixels of a millimetre. */
        get pixels() {
            return designer.PIXELS * this.zoom;
        }

        get zoom() {
            return this.chosen ?? this.fitting;
        }

        /** The scale at which all of the page is seen; of a tall one half may be below. */
        get fitting() {
            const across = (this.part("view").clientWidth - AROUND) / (this.size.width * designer.PIXELS);
            const down = (Math.max(360, innerHeight * TALL) - AROUND) / (this.size.height * designer.PIXELS);
            return Math.max(0.1, Math.min(2, across, Math.max(down, across / 2)));
        }

        /** `in`, `out`, or `fit`. */
        step(way) {
            const next = way === "in" ? ZOOMS.find((zoom) => zoom > this.zoom + 0.01) : ZOOMS.findLast((zoom) => zoom < this.zoom - 0.01);
            this.zoomTo(way === "fit" ? null : (next ?? this.zoom));
        }

        zoomTo(zoom) {
            this.chosen = zoom;
            this.remember();
            this.layOut();
        }

        resize(size) {
            if (size.width === this.size.width && size.height === this.size.height) return;
            this.size = size;
            this.layOut();
        }

        layOut() {
            const { app, pixels, size } = this;
            const sheet = this.part("sheet");
            Object.assign(sheet.style, { width: `${size.width * pixels}px`, height: `${size.height * pixels}px` });
            sheet.style.setProperty("--grid", `${designer.GRID * pixels}px`);
            sheet.style.setProperty("--margin", `${designer.MARGIN * pixels}px`);
            designer.drawRuler(this.part("ruler=x"), size.width, pixels, true);
            designer.drawRuler(this.part("ruler=y"), size.height, pixels, false);
            app.drawing.fit(this.zoom);
            for (const element of app.elements ?? []) app.items.place(element);
            this.part("zoom").textContent = app.words("zoom", { percent: Math.round(this.zoom * 100) });
            this.part("items").setAttribute("aria-label", app.words("page", app.numbers(size)));
        }

        toggle(name) {
            this.shows[name] = !this.shows[name];
            this.show();
            this.remember();
        }

        show() {
            this.part("grid-lines").hidden = !this.shows.grid;
            this.part("margin-lines").hidden = !this.shows.margins;
            for (const [name, on] of Object.entries(this.shows)) {
                this.part(`command=${name}`).setAttribute("aria-pressed", String(on));
            }
        }

        /** How somebody likes to see pages, kept in the browser. */
        recall() {
            try {
                const { zoom, grid, margins } = JSON.parse(localStorage.getItem(KEPT)) ?? {};
                Object.assign(this.shows, { grid: Boolean(grid), margins: Boolean(margins) });
                return typeof zoom === "number" ? zoom : null;
            } catch {
                return null;
            }
        }

        remember() {
            const { grid, margins } = this.shows;
            try {
                localStorage.setItem(KEPT, JSON.stringify({ zoom: this.chosen, grid, margins }));
            } catch {
                // A browser that keeps nothing shows pages as it did before.
            }
        }

        /** The middle of what is seen of the page, in millimetres: where something new is put. */
        middle() {
            const view = this.part("view").getBoundingClientRect();
            const sheet = this.part("sheet").getBoundingClientRect();
            const between = (low, high, least, most) => (Math.max(low, least) + Math.min(high, most)) / 2;
            const x = between(view.left, view.right, sheet.left, sheet.right);
            const y = between(Math.max(view.top, 0), Math.min(view.bottom, innerHeight), sheet.top, sheet.bottom);
            return { x: (x - sheet.left) / this.pixels, y: (y - sheet.top) / this.pixels };
        }
    }

    designer.View = View;
})();
