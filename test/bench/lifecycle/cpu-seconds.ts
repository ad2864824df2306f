import { readdirSync, readFileSync } from 'node:fs';

const ticksASecond = 100;

/** CPU seconds, user and system, of a process and all its descendants so far, the ended children included. */
export function cpuSecondsOf(pid: number): number {
  const stats = readStats();
  const children = new Map<number, number[]>();
  for (const [child, { parent }] of stats) {
    children.set(parent, [...(children.get(parent) ?? []), child]);
  }
  const sum = (root: number): number =>
    (stats.get(root)?.ticks ?? 0) +
    (children.get(root) ?? []).reduce((total, child) => total + sum(child), 0);
  return sum(pid) / ticksASecond;
}

function readStats(): Map<number, { parent: number; ticks: number }> {
  const stats = new Map<number, { parent: number; ticks: number }>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const text = readFileSync(`/proc/${name}/stat`, 'utf8');
      // The command's name may hold blanks: the fields begin after its closing parenthesis.
      const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
      const ticks = [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0);
      stats.set(Number(name), { parent: Number(fields[1]), ticks });
    } catch {
      continue; // The process ended while we looked.
    }
  }
  return stats;
}
