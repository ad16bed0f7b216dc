/* The gallery of designs: thumbnails follow a colour as soon as it is chosen. Without this file a button does it. */
(() => {
    "use strict";

    const gallery = document.querySelector("[data-credentials-gallery]");
    const colours = gallery?.querySelector("[data-credentials-colours]");
    if (!colours) return;
    const names = ["primary", "accent", "paper", "ground"];
    const paper = colours.elements.paper;
    const copies = gallery.querySelector("form[method=post]");

    /** [name, value] of what is chosen; the paper's colour only with its tick. */
    function chosen() {
        return [...new FormData(colours)].filter(([name]) => names.includes(name) && (name !== "ground" || paper.checked));
    }

    /** What is sent when a design is used. */
    function keep() {
        copies.querySelectorAll("[data-credentials-chosen]").forEach((input) => input.remove());
        for (const [name, value] of chosen()) {
            const input = document.createElement("input");
            Object.assign(input, { type: "hidden", name, value });
            input.dataset.credentialsChosen = "";
            copies.append(input);
        }
    }

    /** The address with these colours, and without a logo that they came from. */
    function recoloured(address) {
        const url = new URL(address, location.href);
        for (const name of ["issuer", ...names]) url.searchParams.delete(name);
        for (const [name, value] of chosen()) url.searchParams.set(name, value);
        return url.href;
    }

    function draw() {
        for (const picture of gallery.querySelectorAll("[data-credentials-picture]")) {
            picture.classList.add("credentials-drawing");
            picture.src = recoloured(picture.dataset.credentialsPicture);
        }
        gallery.querySelectorAll("[data-credentials-filter]").forEach((link) => (link.href = recoloured(link.href)));
        gallery.querySelector("[data-credentials-own]").hidden = false;
        history.replaceState(null, "", recoloured(location.href));
        keep();
    }

    for (const event of ["load", "error"]) {
        gallery.addEventListener(event, (loaded) => loaded.target.classList.remove("credentials-drawing"), true);
    }
    colours.addEventListener("change", (event) => {
        if (event.target.name === "ground") paper.checked = true;
        draw();
    });
})();
