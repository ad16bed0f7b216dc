/* Shows how far a batch is, and loads the page again once the queue is done with it. */
(() => {
  const SOON = 1500;
  const LATER = 5000;

  function show(element, progress) {
    const set = (selector, write) => element.querySelectorAll(selector).forEach(write);
    set('[data-bar]', (bar) => { bar.max = progress.total; bar.value = progress.done; });
    set('[data-done]', (text) => { text.textContent = progress.done; });
    set('[data-total]', (text) => { text.textContent = progress.total; });
    set('[data-failed]', (text) => { text.textContent = progress.failed; });
    set('[data-failed-part]', (part) => { part.hidden = progress.failed === 0 || progress.publishing; });
    set('[data-no-worker]', (banner) => { banner.hidden = !progress.waiting_for_worker; });
  }

  async function poll(element) {
    let wait = SOON;
    try {
      const answer = await fetch(element.dataset.credentialsProgress, { headers: { Accept: 'application/json' } });
      if (answer.ok && !answer.redirected) {
        const progress = await answer.json();
        if (progress.finished) {
          window.location.reload();
          return;
        }
        show(element, progress);
      } else {
        wait = LATER;
      }
    } catch {
      wait = LATER;
    }
    window.setTimeout(poll, document.hidden ? LATER : wait, element);
  }

  document.querySelectorAll('[data-credentials-progress]').forEach((element) => {
    window.setTimeout(poll, SOON, element);
  });
})();
