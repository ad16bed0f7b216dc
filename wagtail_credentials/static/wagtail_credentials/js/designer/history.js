/* Undo and redo over snapshots of the elements. */
(() => {
    "use strict";

    const LIMIT = 200;
    /** Milliseconds within which steps of one kind, such as typing, count as one. */
    const TOGETHER = 800;

    class History {
        constructor(store) {
            this.store = store;
            this.past = [];
            this.future = [];
            this.present = store.snapshot();
            this.kind = "";
            this.at = 0;
        }

        /** Keep what has changed since the last step. Steps of the same `kind` in quick succession are one. */
        record(kind = "") {
            const now = this.store.snapshot();
            if (JSON.stringify(now) === JSON.stringify(this.present)) return;
            const joins = kind && kind === this.kind && Date.now() - this.at < TOGETHER && this.past.length;
            if (!joins) this.past.push(this.present);
            if (this.past.length > LIMIT) this.past.shift();
            this.future = [];
            Object.assign(this, { present: now, kind, at: Date.now() });
        }

        undo() {
            this.record();
            return this.go(this.past, this.future);
        }

        redo() {
            return this.go(this.future, this.past);
        }

        go(from, to) {
            if (!from.length) return false;
            to.push(this.present);
            this.present = from.pop();
            this.kind = "";
            this.store.restore(this.present);
            return true;
        }
    }

    window.wagtailCredentialsDesigner.History = History;
})();
