import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';

const workflowsPath = fileURLToPath(
  new URL('../../workflows/guarantee-lifecycle.js', import.meta.url),
);
const bundlePath = fileURLToPath(new URL('../../workflow-bundle.js', import.meta.url));

/** Bundles the workflow once, at build time: workers then start at once, all with the same code. */
const { code } = await bundleWorkflowCode({ workflowsPath });
await writeFile(bundlePath, code);
