/* duebook: the due date that a rule gives, counted as the program counts it (src/rule/period.rs, src/rule/due.rs).
   tests/cases/judged.json holds both together. Days are ISO; a rule and a calendar are as form-data.js has them. */
var duebookDue = (function () {
  'use strict';
  var shift = function (iso, days) { return new Date(Date.parse(iso) + days * 864e5).toISOString().slice(0, 10); };
  /* the corresponding day that many months on; where a month has none, the first of the next, so that a period
     which ends the day before ends with the month (CCC 193/5) */
  var months = function (iso, n) {
    var p = iso.split('-').map(Number), at = p[1] - 1 + n, day = new Date(Date.UTC(p[0], at, p[2]));
    return (day.getUTCMonth() === at % 12 ? day : new Date(Date.UTC(p[0], at + 1, 1))).toISOString().slice(0, 10);
  };
  var closed = function (calendar, iso) {
    var weekday = new Date(Date.parse(iso)).getUTCDay();
    return calendar.years.indexOf(+iso.slice(0, 4)) < 0 ? null : calendar.days.indexOf(iso) >= 0 || weekday === 0 || weekday === 6;
  };
  /* a last day moved over closed days; as it is, and not sure, where the search comes to a year without holidays */
  var settle = function (rule, raw, calendar) {
    var step = rule.moves || -1, day = raw, shut;
    while ((shut = closed(calendar, day))) day = shift(day, step);
    if (shut === null) return { raw: raw, day: raw, unsure: true };
    return { raw: raw, day: rule.moves ? day : raw, unsure: false };
  };
  var count = function (rule, event, calendar) {
    var first = rule.first ? event : shift(event, 1);
    return settle(rule, shift(rule.months ? months(first, rule.months) : first, rule.days - 1), calendar);
  };
  return { count: count, settle: settle };
})();
