/* Shows how far a batch is. Once the queue is done with it, loads the page again, unless the batch is one of a list
   (data-credentials-progress-in-list). */
(() => {
  const SOON = 1500;
  const LATER = 5000;
  const numbers = new Intl.NumberFormat(document.documentElement.lang || undefined);

  function show(element, progress) {
    const set = (selector, write) => element.querySelectorAll(selector).forEach(write);
    set('[data-bar]', (bar) => {
      if (!progress.measured) {
        bar.removeAttribute('value');
      } else if (bar.value !== progress.done || bar.max !== progress.total) {
        bar.max = progress.total;
        bar.value = progress.done;
      }
    });
    set('[data-done]', (text) => { text.textContent = numbers.format(progress.done); });
    set('[data-total]', (text) => { text.textContent = numbers.format(progress.total); });
    set('[data-failed]', (text) => { text.textContent = numbers.format(progress.failed); });
    set('[data-stage]', (text) => { if (text.textContent !== progress.stage) text.textContent = progress.stage; });
    set('[data-rows]', (text) => { text.textContent = progress.rows; });
    set('[data-label]', (text) => { text.textContent = progress.label; });
    set('[data-failed-part]', (part) => { part.hidden = progress.failed === 0 || progress.publishing; });
    set('[data-no-worker]', (banner) => { banner.hidden = !progress.waiting_for_worker; });
  }

  async function poll(element) {
    let wait = SOON;
    try {
      const answer = await fetch(element.dataset.credentialsProgress, { headers: { Accept: 'application/json' } });
      if (answer.ok && !answer.redirected) {
        const progress = await answer.json();
        if (progress.finished && !('credentialsProgressInList' in element.dataset)) {
          window.location.reload();
          return;
        }
        show(element, progress);
        if (progress.finished) return;
      } else {
        wait = LATER;
      }
    } catch {
      wait = LATER;
    }
    window.setTimeout(poll, document.hidden ? LATER : wait, element);
  }

  const follow = () => document.querySelectorAll('[data-credentials-progress]').forEach((element) => {
    window.setTimeout(poll, SOON, element);
  });
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', follow);
  else follow();
})();
