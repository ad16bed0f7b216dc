/* Keeps the batches of a home page up to date while the queue works on them: asks every three seconds, stops when done. */
(() => {
  const INTERVAL = 3000;
  const numbers = new Intl.NumberFormat(document.documentElement.lang || undefined);

  function show(item, progress) {
    item.querySelector('[data-progress-status]').textContent = progress.label;
    const bar = item.querySelector('[data-progress-bar]');
    bar.max = progress.total;
    bar.value = progress.done;
    const text = item.querySelector('[data-progress-numbers]');
    text.textContent = text.dataset.progressNumbers
      .replace('{done}', numbers.format(progress.done))
      .replace('{total}', numbers.format(progress.total));
  }

  async function follow(item) {
    try {
      const response = await fetch(item.dataset.progressUrl, { headers: { Accept: 'application/json' } });
      if (!response.ok) return;
      const progress = await response.json();
      show(item, progress);
      if (progress.finished) return;
    } catch (error) {
      /* The network was away: try again. */
    }
    window.setTimeout(() => follow(item), INTERVAL);
  }

  document.addEventListener('DOMContentLoaded', () => {
    document.querySelectorAll('[data-progress-url]').forEach((item) => window.setTimeout(() => follow(item), INTERVAL));
  });
})();
