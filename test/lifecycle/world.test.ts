import { expect, test } from '@jest/globals';
import { noonOf } from '#domain/calendar/instant';
import { advance } from '../../apps/cli/api/aval-api.js';
import { day, lent, loanMinor, month, repaid, told } from './life.js';
import { everyRecordIsSound, lives } from './lives.js';

const timeZone = 'Asia/Shanghai';
const all = { lentUpon: { partners: told, moments: [lent(day(1))], until: day(2) } } as const;
const names = Object.keys(all) as (keyof typeof all)[];
const played = lives(all);
const { stand, numberOf, goesOn } = played;

test('a case whose clock moved without anything happening is lived on from where its clock stands', async () => {
  const { api, people } = stand().world;
  const later = noonOf(day(3), timeZone);
  const moved = await advance(api, numberOf('lentUpon'), later, people.operations);
  expect(moved.clock).toBe(later);

  const moments = [lent(day(1)), repaid(month(2), loanMinor)];
  const record = await goesOn('lentUpon', { moments, until: month(3) });
  expect(record.row.ending).toBe('released');
  expect(record.row.endedOn).toBe(month(2));
});

everyRecordIsSound(played, names);
