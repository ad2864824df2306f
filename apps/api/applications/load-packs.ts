import { listPacks, loadPack } from '#products/load-pack';
import type { Pack } from '#products/pack';
import type { PackCatalogue } from './pack-catalogue.js';

/** The current pack of every product folder, read and checked once. @throws Error naming a broken pack */
export function loadPacks(): PackCatalogue {
  const packs = new Map<string, Pack>();
  for (const product of listPacks()) packs.set(product, loadPack(product));
  return { list: () => [...packs.values()], find: (product) => packs.get(product) };
}
