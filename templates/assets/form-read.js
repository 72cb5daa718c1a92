/* duebook: what people type, read as the program reads it (src/thai/date.rs, src/text/words.rs); days and amounts
   come out as a record holds them: ISO days of the Common Era, whole satang. tests/cases/typed.json holds both together. */
var duebookRead = (function () {
  'use strict';
  var MONTHS = ['มกราคม', 'กุมภาพันธ์', 'มีนาคม', 'เมษายน', 'พฤษภาคม', 'มิถุนายน', 'กรกฎาคม', 'สิงหาคม', 'กันยายน', 'ตุลาคม', 'พฤศจิกายน', 'ธันวาคม'];
  var SHORT = ['ม.ค.', 'ก.พ.', 'มี.ค.', 'เม.ย.', 'พ.ค.', 'มิ.ย.', 'ก.ค.', 'ส.ค.', 'ก.ย.', 'ต.ค.', 'พ.ย.', 'ธ.ค.'];
  var ENGLISH = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
  var WEEKDAYS = ['วันอาทิตย์', 'วันจันทร์', 'วันอังคาร', 'วันพุธ', 'วันพฤหัสบดี', 'วันศุกร์', 'วันเสาร์'];
  var DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
  var LARGEST = 999999999999999;

  var arabic = function (s) { return s.replace(/[๐-๙]/g, function (c) { return String.fromCharCode(c.charCodeAt(0) - 0x0e50 + 48); }); };
  var two = function (n) { return ('0' + n).slice(-2); };

  /* a two-digit year is B.E. 25xx, from 2400 on a year is B.E., any other C.E. */
  var civil = function (year, month, day) {
    if (!/^(\d\d|\d{4})$/.test(year) || !/^\d+$/.test(month) || !/^\d+$/.test(day)) return null;
    var y = +year, m = +month, d = +day;
    if (year.length === 2) y += 2500 - 543; else if (y >= 2400) y -= 543;
    var leap = (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0;
    if (m < 1 || m > 12 || d < 1 || d > [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][m - 1]) return null;
    return ('000' + y).slice(-4) + '-' + two(m) + '-' + two(d);
  };
  var byNumbers = function (text) {
    var p = text.trim().split(/[\/\-.]/).map(function (part) { return part.trim(); });
    if (p.length !== 3) return null;
    return p[0].length === 4 ? civil(p[0], p[1], p[2]) : civil(p[2], p[1], p[0]);
  };
  var byWords = function (text) {
    var m = /^(\d+)(\D[\s\S]*?)(\d+)$/.exec(text.trim());
    if (!m) return null;
    var name = m[2].replace(/\s+/g, ''), bare = name.replace(/\./g, ''), low = name.toLowerCase();
    for (var i = 0; i < 12; i++) {
      var english = ENGLISH[i].toLowerCase();
      if (name === MONTHS[i] || bare === SHORT[i].replace(/\./g, '') || low === english || bare.toLowerCase() === english.slice(0, 3)) return civil(m[3], String(i + 1), m[1]);
    }
    return null;
  };
  var day = function (typed) {
    var text = arabic(typed.trim()).replace(/^"+|"+$/g, '').replace(/^'+|'+$/g, '');
    var head = text.split(/[T ]/)[0];
    if (head.length === 10 && head.indexOf('-') >= 0) text = head;
    var at = text.indexOf('ที่');
    if (text.indexOf('วัน') === 0 && at >= 0) text = text.slice(at + 3);
    text = text.split('พ.ศ.').join(' ').split('ค.ศ.').join(' ');
    return byNumbers(text) || byWords(text);
  };

  /* satang, from the digits alone: no binary fraction comes between */
  var amount = function (typed) {
    var bare = arabic(typed).replace(/^["' ]+|["' ]+$/g, '').replace(/(บาท)+$/, '').replace(/(\.-)+$/, '');
    // Commas stand between thousands, or may stand for a point: then nothing is guessed.
    var groups = bare.split('.')[0].split(',').map(function (group) { return group.trim(); });
    var parted = groups.length === 1 || (groups[0].length >= 1 && groups[0].length <= 3 && groups.slice(1).every(function (group) { return group.length === 3; }));
    if (!parted) return { why: 'shape' };
    var text = bare.replace(/[, _\u00a0]/g, '');
    var m = /^(\d+)(?:\.(\d+))?$/.exec(text);
    if (!m) return { why: 'shape' };
    if (m[2] && m[2].length > 2) return { why: 'decimals' };
    var baht = m[1].replace(/^0+(?=\d)/, '');
    if (baht.length > 13) return { why: 'large' };
    var satang = +baht * 100 + +((m[2] || '') + '00').slice(0, 2);
    return satang > LARGEST ? { why: 'large' } : { satang: satang };
  };

  var group = function (digits, sign) { return digits.replace(/\B(?=(\d{3})+$)/g, sign); };
  var split = function (satang) { return [String(Math.floor(satang / 100)), two(satang % 100)]; };
  var grouped = function (satang) { var p = split(satang); return group(p[0], ',') + '.' + p[1]; };

  var DIGITS = ['', 'หนึ่ง', 'สอง', 'สาม', 'สี่', 'ห้า', 'หก', 'เจ็ด', 'แปด', 'เก้า'], PLACES = ['', 'สิบ', 'ร้อย', 'พัน', 'หมื่น', 'แสน'];
  var number = function (n) {
    var millions = Math.floor(n / 1e6), rest = n % 1e6, out = millions ? number(millions) + 'ล้าน' : '', digits = String(rest);
    for (var i = 0; i < digits.length; i++) {
      var place = digits.length - 1 - i, digit = +digits[i];
      if (!digit) continue;
      if (place === 0 && digit === 1 && (millions > 0 || rest > 1)) out += 'เอ็ด';
      else if (place === 1 && digit === 1) out += 'สิบ';
      else if (place === 1 && digit === 2) out += 'ยี่สิบ';
      else out += DIGITS[digit] + PLACES[place];
    }
    return out;
  };
  /* BAHTTEXT, as src/thai/words.rs */
  var baht = function (satang) {
    var whole = Math.floor(satang / 100), cents = satang % 100, out = '';
    if (whole || !cents) out = (whole ? number(whole) : 'ศูนย์') + 'บาท';
    return out + (cents ? number(cents) + 'สตางค์' : 'ถ้วน');
  };

  var parts = function (iso) { var p = iso.split('-').map(Number); return { y: p[0], m: p[1], d: p[2], w: new Date(Date.UTC(p[0], p[1] - 1, p[2])).getUTCDay() }; };
  var long = function (iso, th) {
    var p = parts(iso);
    return th ? WEEKDAYS[p.w] + 'ที่ ' + p.d + ' ' + MONTHS[p.m - 1] + ' ' + (p.y + 543)
      : DAYS[p.w] + ' ' + p.d + ' ' + ENGLISH[p.m - 1] + ' ' + p.y + ' (B.E. ' + (p.y + 543) + ')';
  };
  var medium = function (iso) { var p = parts(iso); return p.d + ' ' + SHORT[p.m - 1] + ' ' + (p.y + 543); };
  /* October begins the next fiscal year */
  var fiscalYear = function (iso) { var p = parts(iso); return p.y + 543 + (p.m >= 10 ? 1 : 0); };
  /* today in Bangkok, whatever the reader's clock is set to */
  var today = function () { return new Date(Date.now() + 7 * 36e5).toISOString().slice(0, 10); };

  return { arabic: arabic, day: day, amount: amount, group: group, split: split, grouped: grouped, baht: baht, long: long, medium: medium, fiscalYear: fiscalYear, today: today };
})();
