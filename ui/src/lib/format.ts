// Figures, money and time as people of the chosen language write them. Pure; Intl does the work.

export type Language = 'tr' | 'en';

export const LOCALES: Record<Language, string> = { tr: 'tr-TR', en: 'en-GB' };
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A customer code as people read it: 48219 is 048219. */
export function paddedCode(code: number | null): string {
  return code === null ? '——————' : String(code).padStart(6, '0');
}

export function count(value: number, language: Language): string {
  return numbers(language).format(value);
}

/** An exact decimal string as money: never through a binary float, and never fewer digits than it has. */
export function money(amount: string, currency: string, language: Language): string {
  const decimals = amount.split('.')[1]?.length ?? 0;
  const format = once(moneys, `${language} ${currency} ${decimals}`, () =>
    moneyFormat(currency, decimals, language),
  );
  return format.format(amount as Intl.StringNumericLiteral);
}

export function clockTime(at: string | number, language: Language): string {
  return times(language, { hour: '2-digit', minute: '2-digit' }).format(new Date(at));
}

export function longDate(iso: string, language: Language): string {
  return times(language, { day: 'numeric', month: 'long', year: 'numeric' }).format(new Date(iso));
}

/** A day as an axis has room for it: "12 Nov". */
export function shortDay(iso: string, language: Language): string {
  return times(language, { day: 'numeric', month: 'short' }).format(new Date(iso));
}

export function shortMonth(iso: string, language: Language): string {
  return times(language, { month: 'short' }).format(new Date(iso));
}

export function longMonth(iso: string, language: Language): string {
  return times(language, { month: 'long', year: 'numeric' }).format(new Date(iso));
}

/** The day a row belongs to on this PC's calendar, as a heading: "today", "yesterday", else the date. */
export function dayName(iso: string, now: number, language: Language): string {
  const days = calendarDays(now, iso);
  if (days === 0 || days === 1) return capital(relative(language).format(-days, 'day'), language);
  const year = new Date(iso).getFullYear() === new Date(now).getFullYear() ? undefined : 'numeric';
  return times(language, { weekday: 'long', day: 'numeric', month: 'long', year }).format(new Date(iso));
}

/** "5 minutes ago"; the first minute is "now". A clock that runs ahead never says "in 3 seconds". */
export function ago(iso: string, now: number, language: Language): string {
  return relativeTo(now, iso, language, 'long');
}

/** The same in fewer letters, for rows: "5 min ago". */
export function agoShort(iso: string, now: number, language: Language): string {
  return relativeTo(now, iso, language, 'short');
}

/** How long from now until then, to the nearest: "in 7 hours". */
export function until(iso: string, now: number, language: Language): string {
  const left = Math.max(0, Date.parse(iso) - now);
  const words = relative(language, 'long', 'always');
  if (left < HOUR) return words.format(Math.max(1, Math.round(left / MINUTE)), 'minute');
  if (left < 2 * DAY) return words.format(Math.round(left / HOUR), 'hour');
  return words.format(Math.round(left / DAY), 'day');
}

const UNITS = ['kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** A size as people read it: 312 bytes, 4.1 kB, 38.2 MB. */
export function bytes(size: number, language: Language): string {
  if (size < 1_000) return measures(language, 'byte', 'long').format(size);
  const power = Math.min(UNITS.length, Math.floor(Math.log10(size) / 3));
  return measures(language, UNITS[power - 1]!, 'short').format(size / 1_000 ** power);
}

/** Days by the calendar, so "yesterday" holds; months and years by their length, so "last month" would not. */
function relativeTo(now: number, iso: string, language: Language, style: Style): string {
  const words = relative(language, style);
  const passed = Math.max(0, now - Date.parse(iso));
  if (passed < MINUTE) return words.format(0, 'second');
  if (passed < HOUR) return words.format(-Math.floor(passed / MINUTE), 'minute');
  const days = calendarDays(now, iso);
  if (days === 0 || passed < 6 * HOUR) return words.format(-Math.floor(passed / HOUR), 'hour');
  if (days < 31) return words.format(-days, 'day');
  const counted = relative(language, style, 'always');
  if (days < 365) return counted.format(-Math.floor(days / 30.44), 'month');
  return counted.format(-Math.floor(days / 365), 'year');
}

/** Whole calendar days from that moment until now, as this PC's calendar counts them. */
export function calendarDays(now: number, iso: string): number {
  return Math.round((midnight(now) - midnight(Date.parse(iso))) / DAY);
}

export function sameDay(a: string, b: string): boolean {
  return midnight(Date.parse(a)) === midnight(Date.parse(b));
}

/** When an event happened noticeably before it reached this PC: the moment it happened. */
export function lateSince(occurredAt: string | null, receivedAt: string): string | null {
  if (occurredAt === null) return null;
  return Date.parse(receivedAt) - Date.parse(occurredAt) > 3 * MINUTE ? occurredAt : null;
}

/** Day and clock time, with the year only when it is another one. */
export function moment(iso: string, now: number, language: Language): string {
  const year = new Date(iso).getFullYear() === new Date(now).getFullYear() ? undefined : 'numeric';
  const day = times(language, { day: 'numeric', month: 'short', year }).format(new Date(iso));
  return `${day} ${clockTime(iso, language)}`;
}

/** That moment as clock time, with its date when it is not the other moment's day. */
export function momentBeside(iso: string, other: string, language: Language): string {
  if (sameDay(iso, other)) return clockTime(iso, language);
  return moment(iso, Date.parse(other), language);
}

function midnight(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

function capital(text: string, language: Language): string {
  return text.charAt(0).toLocaleUpperCase(LOCALES[language]) + text.slice(1);
}

const plain = new Map<string, Intl.NumberFormat>();
const moneys = new Map<string, Intl.NumberFormat>();
const relatives = new Map<string, Intl.RelativeTimeFormat>();
const dates = new Map<string, Intl.DateTimeFormat>();

function numbers(language: Language): Intl.NumberFormat {
  return once(plain, language, () => new Intl.NumberFormat(LOCALES[language]));
}

function measures(language: Language, unit: string, unitDisplay: 'long' | 'short'): Intl.NumberFormat {
  const options = { style: 'unit', unit, unitDisplay, maximumFractionDigits: 1 } as const;
  return once(plain, `${language} ${unit}`, () => new Intl.NumberFormat(LOCALES[language], options));
}

type Style = 'long' | 'short';
/** "yesterday", or always "1 day ago". */
type Numeric = 'auto' | 'always';

function relative(
  language: Language,
  style: Style = 'long',
  numeric: Numeric = 'auto',
): Intl.RelativeTimeFormat {
  const make = () => new Intl.RelativeTimeFormat(LOCALES[language], { numeric, style });
  return once(relatives, `${language} ${style} ${numeric}`, make);
}

/** Dates in that language, formatted so. */
export function times(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${JSON.stringify(options)}`;
  return once(dates, key, () => new Intl.DateTimeFormat(LOCALES[language], options));
}

function moneyFormat(currency: string, decimals: number, language: Language): Intl.NumberFormat {
  const options = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const;
  const usual =
    new Intl.NumberFormat(LOCALES[language], options).resolvedOptions().maximumFractionDigits ?? 2;
  return new Intl.NumberFormat(LOCALES[language], {
    ...options,
    minimumFractionDigits: usual,
    maximumFractionDigits: Math.max(usual, decimals),
  });
}

/** Making a formatter costs more than using it a thousand times. */
function once<T>(known: Map<string, T>, key: string, make: () => T): T {
  const found = known.get(key);
  if (found) return found;
  const made = make();
  known.set(key, made);
  return made;
}
