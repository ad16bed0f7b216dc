/* The steps of a batch issue: every one works without this file; with it, choosing, dropping and adding are quicker. */
(() => {
    "use strict";

    /** Fetches a page of ours and gives it as a document; a later call for the same purpose ends an earlier one. */
    const running = new Map();
    async function fetchPage(url, purpose, options = {}) {
        running.get(purpose)?.abort();
        const controller = new AbortController();
        running.set(purpose, controller);
        const response = await fetch(url, { ...options, signal: controller.signal, headers: { "X-Requested-With": "XMLHttpRequest" } });
        if (!response.ok || response.redirected) throw new Error(`${response.status}`);
        return new DOMParser().parseFromString(await response.text(), "text/html");
    }

    function later(action, milliseconds = 250) {
        let timer;
        return (...values) => {
            clearTimeout(timer);
            timer = setTimeout(() => action(...values), milliseconds);
        };
    }

    /* Cards to choose from: typing leaves those whose title holds every word. */
    function pick(picker) {
        const cards = [...picker.querySelectorAll("[data-wc-picker-card]")];
        const titled = cards.filter((card) => card.dataset.wcPickerCard);
        if (titled.length < 5) return;
        const input = picker.querySelector("[data-wc-picker-input]");
        const count = picker.querySelector("[data-wc-picker-count]");
        picker.querySelector("[data-wc-picker-search]").hidden = false;
        const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();
        const titles = new Map(titled.map((card) => [card, plain(card.dataset.wcPickerCard)]));
        input.addEventListener("input", () => {
            const words = plain(input.value).split(/\s+/).filter(Boolean);
            let shown = 0;
            for (const card of cards) {
                const title = titles.get(card);
                const match = title === undefined ? !words.length : words.every((word) => title.includes(word));
                card.hidden = !match;
                shown += match && title !== undefined ? 1 : 0;
            }
            count.textContent = words.length ? `${shown} / ${titled.length}` : "";
            picker.querySelector("[data-wc-picker-none]").hidden = shown > 0;
        });
        // Enter chooses the first that is left, and does not send the form.
        input.addEventListener("keydown", (event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            const first = titled.find((card) => !card.hidden)?.querySelector("input:not(:disabled)");
            if (input.value && first) {
                first.checked = true;
                first.focus();
            }
        });
        const box = picker.querySelector(".wc-picker__cards");
        const chosen = picker.querySelector("input[type=radio]:checked")?.closest("label");
        if (chosen) box.scrollTop = chosen.offsetTop - box.offsetTop - 8;
    }

    /* The shelf of groups: arrows at its ends while there is more than fits. */
    function shelve(root) {
        const shelf = root.querySelector("[data-wc-shelf]");
        if (!shelf) return;
        const arrows = [...root.querySelectorAll("[data-wc-scroll]")];
        const direction = getComputedStyle(shelf).direction === "rtl" ? -1 : 1;
        const update = () => {
            const room = shelf.scrollWidth - shelf.clientWidth;
            const at = Math.abs(shelf.scrollLeft);
            for (const arrow of arrows) {
                arrow.hidden = room < 4;
                arrow.disabled = arrow.dataset.wcScroll === "-1" ? at < 4 : at > room - 4;
            }
        };
        for (const arrow of arrows) {
            arrow.addEventListener("click", () => {
                shelf.scrollBy({ left: direction * Number(arrow.dataset.wcScroll) * shelf.clientWidth * 0.8, behavior: "smooth" });
            });
        }
        shelf.addEventListener("scroll", later(update, 50));
        addEventListener("resize", later(update));
        update();
    }

    /* A search that shows its results while typing. */
    function search(form) {
        const target = form.dataset.wcSearch;
        const find = later(async () => {
            const url = new URL(form.action || location.href);
            url.search = new URLSearchParams(new FormData(form));
            try {
                const page = await fetchPage(url, target);
                document.querySelector(target).replaceWith(page.querySelector(target));
                history.replaceState(null, "", url);
                shelve(document.querySelector(target));
            } catch (error) {
                if (error.name !== "AbortError") form.submit();
            }
        });
        form.querySelector("button").hidden = true;
        form.addEventListener("input", find);
        form.addEventListener("submit", (event) => {
            event.preventDefault();
            find();
        });
    }

    /* The sheet may be dropped, too; its name is shown before it is sent. */
    function drop(area) {
        const input = area.querySelector("input[type=file]");
        const name = area.querySelector("[data-wc-drop-name]");
        area.classList.add("wc-drop--js");
        area.querySelector("[data-wc-drop-hint]").hidden = false;
        const show = () => {
            const file = input.files[0];
            const size = file && new Intl.NumberFormat(document.documentElement.lang || undefined, { style: "unit", unit: "kilobyte", maximumFractionDigits: 0 }).format(Math.ceil(file.size / 1000));
            name.textContent = file ? `${file.name} · ${size}` : name.dataset.empty;
            area.classList.toggle("wc-drop--chosen", Boolean(file));
        };
        let depth = 0;
        const over = (on) => area.classList.toggle("wc-drop--over", on);
        area.addEventListener("dragenter", () => over(++depth > 0));
        area.addEventListener("dragleave", () => over(--depth > 0));
        // A file let go beside the area must not replace the page.
        for (const type of ["dragover", "drop"]) document.addEventListener(type, (event) => event.preventDefault());
        area.addEventListener("drop", (event) => {
            depth = 0;
            over(false);
            if (!event.dataTransfer.files.length) return;
            const one = new DataTransfer();
            one.items.add(event.dataTransfer.files[0]);
            input.files = one.files;
            show();
        });
        input.addEventListener("change", show);
        show();
    }

    /* Recipients by hand: rows come and go without a way to the server. */
    function rows(form) {
        const list = form.querySelector("[data-wc-rows-list]");
        const blank = form.querySelector("[data-wc-rows-blank]");
        const add = form.querySelector("[data-wc-rows-add]");
        const most = Number(form.dataset.most);
        const all = () => [...list.querySelectorAll("[data-wc-row]")];
        const update = () => {
            all().forEach((row, index) => { row.querySelector("[data-wc-row-number]").textContent = index + 1; });
            add.hidden = all().length >= most;
            form.querySelector("[data-wc-rows-full]").hidden = all().length < most;
        };
        add.addEventListener("click", (event) => {
            event.preventDefault();
            const numbers = all().map((row) => Number(row.querySelector("[name=row]").value));
            const holder = document.createElement("template");
            holder.innerHTML = blank.innerHTML.replaceAll("__number__", Math.max(0, ...numbers) + 1);
            const row = holder.content.firstElementChild;
            list.append(row);
            update();
            row.querySelector("input:not([type=hidden]), select, textarea").focus();
        });
        list.addEventListener("click", (event) => {
            const button = event.target.closest("[data-wc-row-remove]");
            if (!button) return;
            event.preventDefault();
            const row = button.closest("[data-wc-row]");
            const near = row.nextElementSibling ?? row.previousElementSibling;
            row.remove();
            update();
            near?.querySelector("input:not([type=hidden]), select, textarea").focus();
        });
        update();
        form.querySelector(".wc-cell.w-field--error :is(input, select, textarea)")?.focus();
    }

    /* Submissions of a form: what they are read as follows the choices. Without this there is a button for it. */
    function match(form) {
        const read = async () => {
            const body = new FormData(form);
            body.set("preview", "1");
            try {
                const page = await fetchPage(location.href, "read", { method: "POST", body });
                const read = page.querySelectorAll("[data-wc-read]");
                // The places stay, only what stands in them changes: else nothing would be read out.
                form.querySelectorAll("[data-wc-read]").forEach((place, index) => place.replaceChildren(...read[index].childNodes));
            } catch (error) {
                if (error.name !== "AbortError") form.querySelector("[data-wc-match-show]").hidden = false;
            }
        };
        form.querySelector("[data-wc-match-show]").hidden = true;
        form.addEventListener("change", read);
        form.querySelector(".wc-cell.w-field--error :is(input, select)")?.focus();
    }

    window.wagtailCredentials = { fetchPage, later };
    document.querySelectorAll("[data-wc-picker]").forEach(pick);
    document.querySelectorAll("[data-wc-search]").forEach(search);
    document.querySelectorAll("[data-wc-drop]").forEach(drop);
    document.querySelectorAll("[data-wc-rows]").forEach(rows);
    document.querySelectorAll("[data-wc-match]").forEach(match);
    document.querySelector("[data-wc-focus]")?.focus();
    shelve(document);
})();
