/** Waits for a promise no longer than `ms`; after that it answers `otherwise`, and the promise goes on alone. */
export async function waitAtMost<Value, Otherwise>(
  ms: number,
  promise: Promise<Value>,
  otherwise: Otherwise,
): Promise<Value | Otherwise> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<Otherwise>((resolve) => {
    timer = setTimeout(resolve, ms, otherwise);
  });
  return Promise.race([promise, patience]).finally(() => {
    clearTimeout(timer);
  });
}
