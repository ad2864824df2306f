import { halfUp, toSafeNumber } from './half-up.js';

/**
 * Splits an amount by weights (basis points, or amounts): every sharer but the last half-up, the last
 * takes the residual. Where the roundings of the others already reach the whole (thirds of one 分), a later
 * one is cut so that no share is ever negative.
 */
export function splitByShares(amountMinor: number, weights: readonly number[]): number[] {
  return splitWithin(
    amountMinor,
    weights,
    weights.map(() => amountMinor),
  );
}

/**
 * As {@link splitByShares}, but no sharer gets more than its room: what does not fit goes to those with
 * room left. The rooms together must hold the amount.
 */
export function splitWithin(
  amountMinor: number,
  weights: readonly number[],
  roomsMinor: readonly number[],
): number[] {
  const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (total <= 0n) throw new RangeError('an amount cannot be split without a share');
  const rooms = roomsMinor.map((room) => BigInt(room));
  let roomLeft = rooms.reduce((sum, room) => sum + room, 0n);
  let left = BigInt(amountMinor);
  if (roomLeft < left) throw new RangeError('the rooms together do not hold the amount');
  return weights.map((weight, index) => {
    const room = rooms[index] ?? 0n;
    roomLeft -= room;
    const wanted =
      index === weights.length - 1 ? left : halfUp(BigInt(amountMinor) * BigInt(weight), total);
    const share = atLeast(left - roomLeft, atMost(room, left, wanted));
    left -= share;
    return toSafeNumber(share);
  });
}

const atLeast = (least: bigint, value: bigint) => (value < least ? least : value);

const atMost = (room: bigint, left: bigint, wanted: bigint) => {
  const most = room < left ? room : left;
  return wanted < most ? wanted : most;
};
