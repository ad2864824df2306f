/** What an event's data says, for people: amounts with their currency, codes as words, hashes cut short. */
import { moneyText } from '../money-text.js';
import { dayText, inWords } from './words.js';

/** What the words of one case are made with. */
export interface Tongue {
  readonly currency: string;
  readonly timeZone: string;
}

/** Fields that say nothing to a reader, or what the event's own words have said already. */
const unsaid = ['currency', 'task'];
/** Ids and names that must stay as they are. */
const verbatim = ['reference', 'drawdown', 'claim', 'grade'];
/** Fields whose value says enough without a name before it. */
const unnamed = ['amountMinor', 'condition', 'outcome', 'party'];

/** `amountMinor: 125000000` → `amount CNY 1,250,000.00`. Empty where there is nothing to say. */
export function detailsText(
  data: Readonly<Record<string, unknown>>,
  tongue: Tongue,
  without: readonly string[] = [],
): string {
  return Object.entries(data)
    .filter(([name]) => ![...unsaid, ...without].includes(name))
    .map(([name, value]) => ({ name, said: valueText(name, value, tongue) }))
    .filter(({ said }) => said !== '')
    .map(({ name, said }) => (unnamed.includes(name) ? said : `${labelOf(name)} ${said}`))
    .join(', ');
}

/** One value of an event's data under its name. */
export function valueText(name: string, value: unknown, tongue: Tongue): string {
  if (Array.isArray(value)) {
    return value.map((item: unknown) => valueText(name, item, tongue)).join(', ');
  }
  if (typeof value === 'number') return numberText(name, value, tongue);
  if (typeof value === 'string') return wordText(name, value, tongue);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'object' && value !== null) return objectText(value, tongue);
  return '';
}

/** Reasons as one list in words: `weak cash flow, listed: watch list`. */
export function reasonsText(reasons: unknown): string {
  const codes = Array.isArray(reasons) ? reasons : [reasons];
  return codes
    .filter((code) => typeof code === 'string')
    .map((code) => code.split(':').map(inWords).join(': '))
    .join(', ');
}

function numberText(name: string, value: number, { currency }: Tongue): string {
  if (name.endsWith('Minor')) return moneyText(value, currency);
  if (name.endsWith('Bps')) return `${(value / 100).toFixed(2)} %`;
  return String(value);
}

function wordText(name: string, value: string, { timeZone }: Tongue): string {
  if (verbatim.includes(name)) return value;
  if (/^[0-9a-f]{40,}$/.test(value)) return `${value.slice(0, 8)}…`;
  if (/^\d{4}-\d\d-\d\dT.*Z$/.test(value)) return dayText(value, timeZone);
  return inWords(value);
}

/** A text in several languages is told in English; anything else by its parts. */
function objectText(value: object, tongue: Tongue): string {
  if ('en' in value && typeof value.en === 'string') return value.en;
  if ('name' in value && 'sha256' in value) {
    const { name, sha256 } = value as Readonly<Record<string, unknown>>;
    return `${valueText('name', name, tongue)} (${valueText('sha256', sha256, tongue)})`;
  }
  return detailsText(value as Record<string, unknown>, tongue);
}

function labelOf(name: string): string {
  return inWords(name.replace(/(Minor|Bps)$/, ''));
}
