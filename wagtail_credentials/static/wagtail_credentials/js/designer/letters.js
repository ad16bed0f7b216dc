/* Letters of another script take the height of their own font, as in the document. A browser gives a line the height of
   the first font of the list whatever its letters come from, and Arabic would stand lower on the canvas than in print. */
(() => {
    "use strict";

    const COMMON = "\\p{Script=Common}\\p{Script=Inherited}";
    const run = (...scripts) => {
        const letters = scripts.map((script) => `\\p{Script=${script}}`).join("");
        return new RegExp(`[${letters}](?:[${letters}${COMMON}]*[${letters}])?`, "gu");
    };
    /** Part of a font's name: what is written with it. */
    const SCRIPTS = {
        CJK: run("Han", "Hiragana", "Katakana", "Hangul", "Bopomofo"),
        ...Object.fromEntries(["Arabic", "Hebrew", "Devanagari", "Thai", "Bengali", "Tamil", "Georgian", "Armenian"].map((name) => [name, run(name)])),
    };

    function own(text) {
        const families = getComputedStyle(text.parentElement).fontFamily.split(",").map((family) => family.trim());
        for (const [name, letters] of Object.entries(SCRIPTS)) {
            const found = [...text.data.matchAll(letters)].at(-1);
            const family = families.find((candidate) => candidate.includes(name));
            if (!found || !family || family === families[0]) continue;
            const span = document.createElement("span");
            span.style.fontFamily = [family, ...families].join(", ");
            const rest = text.splitText(found.index);
            rest.splitText(found[0].length);
            rest.replaceWith(span);
            span.append(rest);
            // What stands before may hold more of them, of this script or another.
            return own(text);
        }
        return undefined;
    }

    /** In a drawn page, after its style sheet has come to it. */
    window.wagtailCredentialsDesigner.ownLetters = (page) => {
        const walker = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
        const texts = [];
        while (walker.nextNode()) if (/[^\u0000-\u024f]/.test(walker.currentNode.data)) texts.push(walker.currentNode);
        texts.forEach(own);
    };
})();
