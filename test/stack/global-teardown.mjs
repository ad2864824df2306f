export default async function stopTestStack() {
  await globalThis.stopTestStack?.();
}
