/* The preview's own script: asks for the next state of the book, and loads the page again once there is one. */
(function () {
  "use strict";
  var state = document.currentScript.getAttribute("data-state"), asking = null;
  function later(ms) { setTimeout(ask, ms); }
  function ask() {
    if (document.hidden || asking) { return; }
    asking = new AbortController();
    fetch("/.duebook/wait?" + state, { cache: "no-store", signal: asking.signal }).then(function (answer) {
      return answer.ok ? answer.text() : state;
    }).then(function (now) {
      asking = null;
      if (now !== state) { location.reload(); } else { later(50); }
    }, function () { asking = null; later(1000); });
  }
  document.addEventListener("visibilitychange", function () {
    if (document.hidden) { if (asking) { asking.abort(); } } else { ask(); }
  });
  ask();
})();
