/* The confirmation: Previous, Next, arrow keys and the list show another credential without loading the page anew. */
(() => {
    "use strict";
    const { fetchPage, later } = window.wagtailCredentials;
    const root = document.querySelector("[data-wc-confirm]");
    if (!root) return;
    const live = document.querySelector("[data-wc-live]");
    const dates = document.querySelector("[data-wc-dates]");
    let wanted = "";
    /* Pages of other rows that were fetched ahead, by address: nothing here is kept by the browser's own cache. */
    const ahead = new Map();
    const FRESH = 60000;
    const preview = () => root.querySelector("[data-wc-preview]");
    const list = () => root.querySelector("[data-wc-list]");

    /** Waits until a picture is there, or known not to come; then it can be put in place without a flicker. */
    function ready(picture) {
        if (!picture || picture.complete) return Promise.resolve();
        return new Promise((resolve) => {
            picture.addEventListener("load", resolve, { once: true });
            picture.addEventListener("error", resolve, { once: true });
        });
    }

    /** The page of another row and its preview, whose picture begins to load here. */
    async function load(address, purpose) {
        const known = ahead.get(address);
        ahead.delete(address);
        if (known && Date.now() - known.since < FRESH) {
            try {
                return await known.found;
            } catch {
                // Asked for again below.
            }
        }
        const page = await fetchPage(address, purpose);
        return { page, next: document.adoptNode(page.querySelector("[data-wc-preview]")) };
    }

    /** A picture that could not be drawn says so in words. */
    function watch(picture) {
        if (!picture) return;
        const fail = () => {
            picture.hidden = true;
            preview().querySelector("[data-wc-failed]").hidden = false;
        };
        if (picture.complete && !picture.naturalWidth) fail();
        picture.addEventListener("error", fail);
    }

    /** The dates of the form as an address has them; "" while they are as the page came. */
    function datesQuery() {
        const values = new URLSearchParams();
        for (const name of ["issued_on", "expiry", "expires_on"]) {
            const field = dates.elements[name];
            values.set(name, field.value ?? "");
        }
        return values;
    }

    function withDates(url) {
        const target = new URL(url, location.href);
        if (dates.dataset.changed) datesQuery().forEach((value, name) => target.searchParams.set(name, value));
        return target;
    }

    /** Shows another row: the preview always, the list where another part of it is needed. Focus stays where it was. */
    async function show(url, { push = true, keepList = true } = {}) {
        const target = withDates(url);
        const held = document.activeElement?.dataset?.wcKey;
        preview().setAttribute("aria-busy", "true");
        wanted = target.href;
        let page;
        let next;
        try {
            ({ page, next } = await load(target.href, "confirm"));
        } catch (error) {
            if (error.name !== "AbortError") location.assign(target);
            return;
        }
        const nextList = page.querySelector("[data-wc-list]");
        const picture = next.querySelector("[data-wc-picture]");
        await ready(picture);
        // Somebody who is quick asked for another one meanwhile.
        if (wanted !== target.href) return;
        preview().replaceWith(next);
        watch(picture);
        const same = keepList && nextList.dataset.page === list().dataset.page && nextList.dataset.query === list().dataset.query;
        if (!same) list().querySelector("[data-wc-list-rows]").parentNode.replaceWith(document.adoptNode(nextList));
        if (!same) search();
        mark(next.dataset.position);
        const note = page.querySelector("[data-wc-validity]");
        if (note) dates.querySelector("[data-wc-validity]").textContent = note.textContent;
        if (push) history.pushState({ wc: true }, "", target);
        else history.replaceState({ wc: true }, "", target);
        if (held) root.querySelector(`[data-wc-key="${held}"]`)?.focus();
        next.querySelector("[data-wc-focus]")?.focus();
        announce(next);
        warm(next);
    }

    /** The list is one stop of the Tab key, at the row that is shown; arrow keys go on from there. */
    function mark(position) {
        const box = list().querySelector("[data-wc-list-rows]");
        for (const row of box.querySelectorAll("[data-position]")) {
            const shown = row.dataset.position === position;
            row.tabIndex = shown ? 0 : -1;
            if (!shown) row.removeAttribute("aria-current");
            else {
                row.setAttribute("aria-current", "true");
                // Not scrollIntoView: the page itself stays where it is.
                const top = row.offsetTop - box.offsetTop;
                box.scrollTop = Math.min(top, Math.max(box.scrollTop, top + row.offsetHeight - box.clientHeight));
            }
        }
    }

    function announce(section) {
        const position = section.querySelector("[data-wc-position]")?.textContent.trim();
        const name = section.querySelector("[data-wc-name]")?.textContent.trim();
        live.textContent = position ? `${position}: ${name}` : section.textContent.trim();
    }

    /** Draws the next one while this one is looked at. */
    function warm(section) {
        const next = section.querySelector('[data-wc-key="next"][href]');
        if (!next) return;
        const address = withDates(next.href).href;
        if (ahead.has(address)) return;
        const found = load(address, "ahead");
        found.catch(() => {});
        ahead.clear();
        ahead.set(address, { since: Date.now(), found });
    }

    /** The address of the row after or before the one that was asked for last, or null at the ends. */
    function neighbour(by) {
        const shown = wanted ? new URL(wanted) : new URL(location.href);
        const position = Number(shown.searchParams.get("row") ?? preview().dataset.position) + by;
        if (!(position >= 1 && position <= Number(preview().dataset.count))) return null;
        shown.searchParams.set("row", position);
        shown.searchParams.delete("dropping");
        return shown;
    }

    root.addEventListener("click", (event) => {
        const link = event.target.closest("a[data-wc-jump][href]");
        if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        const by = { next: 1, previous: -1 }[link.dataset.wcKey];
        // A link that is clicked is not always focused by the browser; what the keyboard does next starts from it.
        link.focus({ preventScroll: true });
        show((by && neighbour(by)) || link.href);
    });

    document.addEventListener("keydown", (event) => {
        if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || event.shiftKey) return;
        if (event.target.closest("input, select, textarea, summary, [role=dialog], [contenteditable], .sidebar")) return;
        const forward = getComputedStyle(root).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
        const inList = event.target.closest("[data-wc-list-rows]");
        const keys = { ArrowLeft: "previous", ArrowRight: "previous", ...(inList ? { ArrowUp: "previous", ArrowDown: "next" } : {}) };
        keys[forward] = "next";
        if (!keys[event.key]) return;
        event.preventDefault();
        const target = neighbour(keys[event.key] === "next" ? 1 : -1);
        if (!target) return;
        show(target).then(() => {
            if (inList) list().querySelector("[aria-current]")?.focus({ preventScroll: true });
        });
    });

    addEventListener("popstate", () => show(location.href, { push: false }));

    /* Typing finds; the button is for those without this file. */
    function search() {
        const form = list().querySelector("[data-wc-find]");
        form.querySelector("button").hidden = true;
        const input = form.querySelector("[type=search]");
        const find = later(async () => {
            const url = new URL(location.pathname, location.href);
            url.search = new URLSearchParams(new FormData(form));
            const at = input.selectionStart;
            await show(url, { push: false, keepList: false });
            const again = list().querySelector("[type=search]");
            again.focus();
            again.setSelectionRange(at, at);
        });
        input.addEventListener("input", find);
        form.addEventListener("submit", (event) => {
            event.preventDefault();
            find();
        });
    }

    /* Another date: the preview is drawn with it. Choosing a day chooses "on a date of its own". */
    const custom = () => {
        const chosen = dates.elements.expiry.value === "custom";
        dates.querySelector("[data-wc-custom]").hidden = !chosen;
    };
    dates.querySelector("[data-wc-nojs]").hidden = true;
    // Later: a year that is typed is four dates, one after the other.
    const redraw = later(() => {
        const unfinished = dates.elements.expiry.value === "custom" && !dates.elements.expires_on.value;
        if (dates.elements.issued_on.value && !unfinished) show(location.href, { push: false });
    }, 400);
    dates.addEventListener("change", () => {
        custom();
        dates.dataset.changed = "1";
        ahead.clear();
        redraw();
    });
    custom();
    if (new URL(location.href).searchParams.has("issued_on")) dates.dataset.changed = "1";

    search();
    mark(preview().dataset.position);
    const first = preview();
    const picture = first.querySelector("[data-wc-picture]");
    first.setAttribute("aria-busy", "true");
    ready(picture).then(() => {
        first.removeAttribute("aria-busy");
        warm(preview());
    });
    watch(picture);
})();
