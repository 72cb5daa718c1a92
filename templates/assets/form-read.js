/* duebook: what people type, read as the program reads it, and refused in the same words (src/thai/date.rs, src/text/typed.rs);
   days and amounts come out as a record holds them: ISO days of the Common Era, whole satang. tests/cases/typed.json holds both together. */
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

  var iso = function (y, m, d) { return ('000' + y).slice(-4) + '-' + two(m) + '-' + two(d); };
  /* how many days a month has; none where there is no such month */
  var days = function (y, m) {
    var leap = (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0;
    return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][m - 1] || 0;
  };
  var within = function (y, m, d) { return d >= 1 && d <= days(y, m); };
  /* years that a register of our time can mean; two digits below 33 may as well be of the Common Era */
  var FIRST = 1990, LAST = 2080, SHORT_FROM = 33;
  var NO_DAY = ['อ่านวันที่นี้ไม่ออก เขียนเช่น 8 พ.ค. 2569 หรือ 8/5/2569', 'No day that can be read; write such as 8 May 2026 or 8/5/2569'];

  /* a two-digit year is B.E. 25xx, from 2400 on a year is B.E., any other C.E.; what is no day says why, Thai first */
  var civil = function (year, month, day, era) {
    if (!/^(\d\d|\d{4})$/.test(year)) return { no: NO_DAY };
    var y = +year, m = +month, d = +day;
    if (year.length === 2 && (era === 'C' || y < SHORT_FROM)) return { no: ['ปี ' + (2500 + y) + ' ใช่หรือไม่ ' + year + ' อาจเป็น ค.ศ. ' + (2000 + y) + ' คือ พ.ศ. ' + (2543 + y) + ' เขียนปีสี่หลัก',
      'Is it B.E. ' + (2500 + y) + '? ' + year + ' may be ' + (2000 + y) + ' (B.E. ' + (2543 + y) + '); write four digits'] };
    if (year.length === 4 && era && (era === 'C') === (y >= 2400)) return { no: era === 'C' ? ['ปี ' + y + ' เป็น พ.ศ. ไม่ใช่ ค.ศ. ตรวจปีอีกครั้ง', y + ' is a year B.E. and not C.E.; check the year'] : ['ปี ' + y + ' เป็น ค.ศ. ไม่ใช่ พ.ศ. ตรวจปีอีกครั้ง', y + ' is a year C.E. and not B.E.; check the year'] };
    if (year.length === 2) y += 2500 - 543; else if (y >= 2400) y -= 543;
    if (within(y, m, d)) return { iso: iso(y, m, d) };
    if (days(y, m)) return { no: ['เดือน' + MONTHS[m - 1] + ' ' + (y + 543) + ' มี ' + days(y, m) + ' วัน', ENGLISH[m - 1] + ' ' + y + ' has ' + days(y, m) + ' days'] };
    var thai = 'ไม่มีเดือนที่ ' + m, english = 'There is no month ' + m;
    if (!within(y, d, m)) return { no: [thai + ' เขียนวันก่อนเดือน เช่น 8/5/2569', english + '; write the day first, such as 8/5/2569'] };
    var swapped = two(m) + '/' + two(d) + '/' + (y + 543);
    return { no: [thai + ' ถ้าหมายถึง ' + medium(iso(y, d, m)) + ' เขียนวันก่อนเดือน ' + swapped, english + '; if ' + iso(y, d, m) + ' is meant, write the day first: ' + swapped] };
  };
  var byNumbers = function (text, era) {
    var p = text.trim().split(/[\/\-.]/).map(function (part) { return part.trim(); });
    if (p.length !== 3 || !p.every(function (part) { return /^\d+$/.test(part); })) return null;
    return p[0].length === 4 ? civil(p[0], p[1], p[2], era) : civil(p[2], p[1], p[0], era);
  };
  var byWords = function (text, era) {
    var m = /^(\d+)(\D[\s\S]*?)(\d+)$/.exec(text.trim());
    if (!m) return null;
    var name = m[2].replace(/\s+/g, ''), bare = name.replace(/\./g, ''), low = name.toLowerCase();
    for (var i = 0; i < 12; i++) {
      var english = ENGLISH[i].toLowerCase();
      if (name === MONTHS[i] || bare === SHORT[i].replace(/\./g, '') || low === english || bare.toLowerCase() === english.slice(0, 3)) return civil(m[3], String(i + 1), m[1], era);
    }
    return null;
  };
  var reading = function (typed) {
    var text = arabic(typed.trim()).replace(/^"+|"+$/g, '').replace(/^'+|'+$/g, '');
    /* behind a day a time may stand, and nothing else */
    var timed = /^([^T ]{10})[T ]\s*\d[\d:.+\-Z]*\s*(น\.)*$/.exec(text);
    if (timed && timed[1].indexOf('-') >= 0 && text.slice(11).indexOf(':') >= 0) text = timed[1];
    var at = text.indexOf('ที่');
    if (text.indexOf('วัน') === 0 && at >= 0) text = text.slice(at + 3);
    var buddhist = text.indexOf('พ.ศ.') >= 0, common = text.indexOf('ค.ศ.') >= 0, era = buddhist === common ? '' : common ? 'C' : 'B';
    text = text.split('พ.ศ.').join(' ').split('ค.ศ.').join(' ');
    return byNumbers(text, era) || byWords(text, era) || { no: NO_DAY };
  };
  var day = function (typed) { return reading(typed).iso || null; };
  /* why nothing can be entered for a day, Thai and English; null where it can */
  var noDay = function (typed) {
    var got = reading(typed), year = got.iso && +got.iso.slice(0, 4);
    if (!got.iso) return got.no;
    return year >= FIRST && year <= LAST ? null : ['ปีที่อ่านได้คือ พ.ศ. ' + (year + 543) + ' (ค.ศ. ' + year + ') ซึ่งไกลจากปัจจุบันมาก ตรวจปีอีกครั้ง',
      'The year reads as ' + year + ' (B.E. ' + (year + 543) + '), which is far from today; check the year'];
  };

  var NO_AMOUNT = {
    shape: ['อ่านจำนวนเงินนี้ไม่ออก เขียนเช่น 25,000.50', 'No amount that can be read; write such as 25,000.50'],
    marks: ['จุลภาค (,) ใช้คั่นหลักพัน จุด (.) ใช้นำหน้าสตางค์ เขียนเช่น 25,000.50', 'Commas stand between thousands, a point before the satang; write such as 25,000.50'],
    decimals: ['ทศนิยมเกินสองตำแหน่ง', 'More than two decimals'],
    large: ['มากเกินกว่าที่สมุดรับได้', 'More than the book can hold']
  };
  /* satang, from the digits alone: no binary fraction comes between; or why it is none, Thai and English */
  var amount = function (typed) {
    var no = function (why) { return { no: NO_AMOUNT[why] }; };
    var bare = arabic(typed).replace(/\u00a0/g, ' ').replace(/^["' ]+|["' ]+$/g, '').replace(/^฿/, '').trim();
    ['ถ้วน', 'บาท', '฿', '.-'].forEach(function (tail) { if (bare.slice(-tail.length) === tail) bare = bare.slice(0, -tail.length).trim(); });
    var at = bare.indexOf('.'), baht = at < 0 ? bare : bare.slice(0, at), rest = at < 0 ? '0' : bare.slice(at + 1);
    // Commas and spaces stand between thousands, or may stand for a point: then nothing is guessed.
    var groups = [].concat.apply([], baht.split(',').map(function (part) { return part.trim().split(/[ _]/); }));
    var parted = groups.length === 1 || (/^(?!0).{1,3}$/.test(groups[0]) && groups.slice(1).every(function (one) { return one.length === 3; }));
    // Three digits behind a point are thousands as others write them.
    if (!parted || /^\d{3}$|[,. ]/.test(rest)) return no(/\d/.test(bare) && /^[\d,. _]+$/.test(bare) ? 'marks' : 'shape');
    var m = /^(\d+)(?:\.(\d+))?$/.exec(bare.replace(/[, _]/g, ''));
    if (!m) return no('shape');
    if (m[2] && m[2].length > 2) return no('decimals');
    var whole = m[1].replace(/^0+(?=\d)/, '');
    if (whole.length > 13) return no('large');
    var satang = +whole * 100 + +((m[2] || '') + '00').slice(0, 2);
    return satang > LARGEST ? no('large') : { satang: satang };
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

  return { arabic: arabic, day: day, noDay: noDay, amount: amount, group: group, split: split, grouped: grouped, baht: baht, long: long, medium: medium, fiscalYear: fiscalYear, today: today };
})();
