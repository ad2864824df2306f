/** The languages that reports speak. */
export type Language = 'zh' | 'en';

const UNITS: readonly (readonly [seconds: number, en: string, zh: string])[] = [
  [365.25 * 86_400, 'y', '年'],
  [86_400, 'd', '天'],
  [3600, 'h', '小时'],
  [60, 'min', '分钟'],
  [1, 's', '秒'],
  [0.001, 'ms', '毫秒'],
];

/** A duration in its two leading digits' unit: "3.2 d", "45 min", "1.4 y". Days go on up to two years. */
export function durationText(seconds: number, language: Language = 'en'): string {
  const size = Math.abs(seconds);
  const years = UNITS[0];
  const unit =
    years && size >= 2 * years[0]
      ? years
      : (UNITS.slice(1).find(([least]) => size >= least) ?? ([1, 's', '秒'] as const));
  const value = seconds / unit[0];
  const text = Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(1).replace(/\.0$/, '');
  return `${text} ${language === 'zh' ? unit[2] : unit[1]}`;
}

/** "262,200". */
export function countText(count: number): string {
  return count.toLocaleString('en-US');
}

/** "1 case", "2 cases", "1,000 activities". */
export function countedText(count: number, one: string, many = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : many}`;
}

/** "13.1 %"; a dash where there is none. */
export function shareText(share: number | null): string {
  return share === null ? '—' : `${(share * 100).toFixed(1)} %`;
}
