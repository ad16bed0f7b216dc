// Print and copy: buttons that need a script stand hidden until it is here.
document.querySelectorAll("[data-credential-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
});

document.querySelectorAll("[data-credential-copy]").forEach((block) => {
    const field = block.querySelector("input");
    const button = block.querySelector("button");
    const message = block.querySelector("[role=status]");

    async function copy() {
        field.select();
        try {
            await navigator.clipboard.writeText(field.value);
        } catch {
            // No permission, or not a secure address: the old way still works on the selected field.
            document.execCommand("copy");
        }
        message.textContent = button.dataset.copied;
    }

    button.hidden = false;
    button.addEventListener("click", copy);
    field.addEventListener("focus", () => field.select());
});
