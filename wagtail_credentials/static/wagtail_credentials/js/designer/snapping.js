/* Where a box clicks into place. Plain numbers in, plain numbers out, all in millimetres. */
(() => {
    "use strict";

    const GRID = 5;
    const MARGIN = 10;

    /** The lines of one axis that edges and middles snap to: the page's, its margins', the other boxes'. */
    function lines(size, boxes, start, length, margins) {
        const page = [0, size / 2, size, ...(margins ? [MARGIN, size - MARGIN] : [])];
        return [...page, ...boxes.flatMap((box) => [box[start], box[start] + box[length] / 2, box[start] + box[length]])];
    }

    /** The smallest step that brings one of `points` onto one of `targets`; none further than `reach`. */
    function nearest(points, targets, reach) {
        let best = null;
        for (const point of points) {
            for (const target of targets) {
                const step = target - point;
                if (Math.abs(step) <= reach && (!best || Math.abs(step) < Math.abs(best.step))) best = { step, line: target };
            }
        }
        return best;
    }

    /** As `nearest`, but where no line is near and there is a grid, onto the grid. */
    function snap(points, targets, reach, grid) {
        const found = nearest(points, targets, reach);
        if (found || !grid) return found ?? { step: 0, line: null };
        return { step: Math.round(points[0] / GRID) * GRID - points[0], line: null };
    }

    /** The smallest box round all of them. */
    function around(boxes) {
        const x = Math.min(...boxes.map((box) => box.x));
        const y = Math.min(...boxes.map((box) => box.y));
        const right = Math.max(...boxes.map((box) => box.x + box.width));
        const bottom = Math.max(...boxes.map((box) => box.y + box.height));
        return { x, y, width: right - x, height: bottom - y };
    }

    Object.assign(window.wagtailCredentialsDesigner, { GRID, MARGIN, lines, snap, around });
})();
