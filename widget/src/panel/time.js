// Dates and times in words of the interface's language, always Gregorian, always with Latin digits.

const localeOf = (language) => `${language}-u-ca-gregory-nu-latn`;

export function clockOf(iso, language) {
  return new Intl.DateTimeFormat(localeOf(language), { hour: "2-digit", minute: "2-digit" }).format(new Date(iso));
}

/** "today", "yesterday", or the date. */
export function dayOf(iso, language, now = new Date()) {
  const day = new Date(iso);
  const days = Math.round((midnight(day) - midnight(now)) / 86400000);
  if (days <= 0 && days > -2) return new Intl.RelativeTimeFormat(localeOf(language), { numeric: "auto" }).format(days, "day");
  return new Intl.DateTimeFormat(localeOf(language), { dateStyle: "long" }).format(day);
}

/** "in 5 seconds". */
export function inSeconds(seconds, language) {
  return new Intl.RelativeTimeFormat(localeOf(language)).format(seconds, "second");
}

function midnight(date) {
  return new Date(date).setHours(0, 0, 0, 0);
}
