/** A progress bar for people who watch: on a terminal's error output, nowhere else. */
export interface Progress {
  advance(): void;
  end(): void;
}

const barWidth = 30;
const redrawMs = 100;

export function showProgress(total: number, out: NodeJS.WriteStream = process.stderr): Progress {
  if (!out.isTTY || total === 0) return { advance: () => undefined, end: () => undefined };
  const startedAt = Date.now();
  let done = 0;
  let drawnAt = 0;
  const draw = (): void => {
    drawnAt = Date.now();
    out.write(`\r${progressLine(done, total, (drawnAt - startedAt) / 1000)}\u001b[K`);
  };
  draw();
  return {
    advance() {
      done += 1;
      if (done === total || Date.now() - drawnAt >= redrawMs) draw();
    },
    end() {
      draw();
      out.write('\n');
    },
  };
}

/** `[#####.....] 150/300 · 2.5 a second · 1:00 left` */
export function progressLine(done: number, total: number, seconds: number): string {
  const filled = Math.floor((barWidth * done) / total);
  const bar = '#'.repeat(filled) + '.'.repeat(barWidth - filled);
  const rate = seconds > 0 ? done / seconds : 0;
  const left = rate > 0 ? clockOf(Math.ceil((total - done) / rate)) : '–';
  return `[${bar}] ${done}/${total} · ${rate.toFixed(1)} a second · ${left} left`;
}

function clockOf(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
