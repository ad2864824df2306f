// npm run record-histories: records them anew on a stack of its own.
import { register } from 'node:module';
import startTestStack from '../stack/global-setup.mjs';
import stopTestStack from '../stack/global-teardown.mjs';

register('../bench/typescript-hooks.mjs', import.meta.url);
const { recordHistories } = await import('./record-histories.ts');
await startTestStack();
try {
  await recordHistories();
} finally {
  await stopTestStack();
}
process.exit(0);
