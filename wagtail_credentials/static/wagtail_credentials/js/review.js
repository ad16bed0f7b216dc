/* Next and Previous with the arrow keys, j and k, also while the credential's page has the focus. */
(() => {
  const review = document.querySelector('[data-credentials-review]');
  if (!review) return;

  const towards = (right) => (document.dir === 'rtl' ? !right : right);

  function direction(key) {
    if (key === 'j') return 'next';
    if (key === 'k') return 'previous';
    if (key === 'ArrowRight') return towards(true) ? 'next' : 'previous';
    if (key === 'ArrowLeft') return towards(false) ? 'next' : 'previous';
    return '';
  }

  const typing = (element) => element.closest && element.closest('input, textarea, select, [contenteditable], [role="menu"]');

  function go(event) {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (typing(event.target)) return;
    const link = review.querySelector(`[data-go="${direction(event.key)}"]`);
    if (link) link.click();
  }

  document.addEventListener('keydown', go);
  const page = review.querySelector('[data-page]');
  if (page) {
    const listen = () => page.contentDocument && page.contentDocument.addEventListener('keydown', go);
    page.addEventListener('load', listen);
    listen();
  }
})();
