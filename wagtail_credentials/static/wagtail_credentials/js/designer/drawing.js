/* The page as the server draws it, in a shadow root of its own: the HTML and the CSS of the document. */
(() => {
    "use strict";

    const PIXELS = 96 / 25.4;
    /** Browsers round the height of letters to whole pixels: laid out so much larger, and scaled down, none is lost. */
    const LARGER = 8;
    const HOST = `:host { all: initial; display: block; overflow: hidden; }
.page { text-rendering: geometricPrecision; transform-origin: 0 0; zoom: ${LARGER}; }`;

    class Drawing extends EventTarget {
        constructor(host, config, store, page) {
            super();
            Object.assign(this, { host, config, store, page, mode: "sample", drawn: [], scale: 1 });
            this.root = host.attachShadow({ mode: "open" });
            this.sheet = new CSSStyleSheet();
            this.root.adoptedStyleSheets = [this.sheet];
            this.loadFonts();
        }

        loadFonts() {
            for (const { family, weight, style, url } of this.config.fonts) {
                // Named as in the style sheet, and loaded when a letter asks for it.
                document.fonts.add(new FontFace(family, `url("${url}")`, { weight, style, display: "block" }));
            }
        }

        /** Ask for the page as it stands; an answer that is overtaken is dropped. */
        async draw() {
            this.asking?.abort();
            const asking = (this.asking = new AbortController());
            const keys = this.store.children.map((child) => this.store.key(child));
            try {
                const answer = await this.ask({ ...this.page(), elements: this.store.values() }, asking.signal);
                this.show(answer, keys);
            } catch (error) {
                if (error.name === "AbortError") return;
                this.dispatchEvent(new CustomEvent("failed", { detail: error.said ?? "" }));
            }
        }

        async ask(question, signal) {
            const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
            const response = await fetch(`${this.config.url}?mode=${this.mode}`, {
                method: "POST", signal, body: JSON.stringify(question), redirect: "error",
                headers: { "Content-Type": "application/json", "X-CSRFToken": token, "X-Requested-With": "XMLHttpRequest" },
            });
            const answer = await response.json().catch(() => ({}));
            if (!response.ok) throw Object.assign(new Error(response.status), { said: answer.error });
            return answer;
        }

        show(answer, keys) {
            const page = new DOMParser().parseFromString(answer.markup, "text/html");
            const main = page.querySelector(".page");
            main.lang = page.documentElement.lang;
            main.dir = page.documentElement.dir;
            this.name(main, answer.media);
            this.sheet.replaceSync(`${HOST}\n${answer.css}`);
            this.root.replaceChildren(document.adoptNode(main));
            window.wagtailCredentialsDesigner.ownLetters(main);
            this.drawn = keys;
            this.size = answer.page;
            this.fit(this.scale);
            this.dispatchEvent(new CustomEvent("drawn", { detail: answer }));
        }

        /** Pictures have names in the document's HTML; here they get addresses. */
        name(main, media) {
            for (const image of main.querySelectorAll("img")) image.src = media[image.getAttribute("src")] ?? "";
            for (const box of [main, ...main.querySelectorAll(".image[style]")]) {
                const name = /url\("?(media:[^")]+)"?\)/.exec(box.style.backgroundImage)?.[1];
                if (name) box.style.backgroundImage = media[name] ? `url("${media[name]}")` : "none";
            }
        }

        fit(scale) {
            this.scale = scale;
            const main = this.root.querySelector(".page");
            if (main) main.style.transform = `scale(${scale / LARGER})`;
        }

        box(key) {
            const index = this.drawn.indexOf(key);
            return index < 0 ? null : this.root.getElementById(`element-${index}`);
        }

        /** Move what is drawn along, until the server draws it again. */
        place(key, { x, y, width, height }) {
            const box = this.box(key);
            if (box) Object.assign(box.style, { left: `${x}mm`, top: `${y}mm`, width: `${width}mm`, height: `${height}mm` });
        }
    }

    Object.assign(window.wagtailCredentialsDesigner, { Drawing, PIXELS });
})();
