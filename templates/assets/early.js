/* duebook — before the first paint, so that nothing moves after it. No network, no storage, no cookies. */
(function () {
  'use strict';
  var page = document.documentElement;
  /* the letters stand in fonts.css; asked for now, they are ready when the first line is drawn */
  if (document.fonts) ['400', '600'].forEach(function (weight) { document.fonts.load(weight + ' 1em Sarabun', '\u0e01a'); });
  /* a static page cannot know it is old: compare the day of its stamp with the reader's clock */
  var built = Date.parse(getComputedStyle(page).getPropertyValue('--built').replace(/["'\s]/g, ''));
  if (built && Date.now() - built > page.dataset.staleHours * 36e5) page.classList.add('old');
})();
