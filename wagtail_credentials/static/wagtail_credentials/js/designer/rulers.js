/* Rulers in millimetres along the upper and the left edge of the page. */
(() => {
    "use strict";

    const SVG = "http://www.w3.org/2000/svg";
    const THICK = 20;

    /** Millimetres between ticks and between numbers, by the pixels of a millimetre. */
    function steps(pixels) {
        if (pixels >= 8) return [1, 10];
        if (pixels >= 2.2) return [5, 10];
        return pixels >= 1.1 ? [10, 20] : [10, 50];
    }

    function draw(holder, millimetres, pixels, across) {
        const length = Math.ceil(millimetres * pixels) + 1;
        const svg = document.createElementNS(SVG, "svg");
        svg.setAttribute("width", across ? length : THICK);
        svg.setAttribute("height", across ? THICK : length);
        const [tick, number] = steps(pixels);
        let path = "";
        for (let at = 0; at <= millimetres; at += tick) {
            const place = Math.round(at * pixels) + 0.5;
            const size = at % number === 0 ? 12 : at % 5 === 0 ? 6 : 3;
            path += across ? `M${place} ${THICK}v-${size}` : `M${THICK} ${place}h-${size}`;
            if (at % number === 0 && at < millimetres) svg.append(label(at, place, across));
        }
        const line = document.createElementNS(SVG, "path");
        line.setAttribute("d", path);
        svg.append(line);
        holder.replaceChildren(svg);
    }

    function label(at, place, across) {
        const text = document.createElementNS(SVG, "text");
        text.textContent = at;
        if (across) {
            text.setAttribute("x", place + 3);
            text.setAttribute("y", 10);
        } else {
            text.setAttribute("transform", `translate(9 ${place + 3}) rotate(-90)`);
        }
        return text;
    }

    window.wagtailCredentialsDesigner.drawRuler = draw;
})();
