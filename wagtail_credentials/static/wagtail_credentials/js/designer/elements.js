/* The StreamField of a template's elements is Wagtail's own; it tells the designer when it stands. */
(() => {
    "use strict";

    const { StreamBlockDefinition } = window.wagtailStreamField.blocks;

    class ElementsDefinition extends StreamBlockDefinition {
        render(...values) {
            const block = super.render(...values);
            window.wagtailCredentialsElements = block;
            document.dispatchEvent(new CustomEvent("wagtail-credentials:elements", { detail: { block } }));
            return block;
        }
    }

    window.telepath.register("wagtail_credentials.ElementsBlock", ElementsDefinition);
})();
