/**
 * Names for SQL tables or columns made from any text: each unlike the others in letters and digits alone, because SQLite
 * takes no notice of letter case. A name that would meet a reserved one gets a number.
 */
export function distinctNames(
  names: readonly string[],
  reserved: readonly string[],
  spell: (name: string) => string = (name) => name,
): Map<string, string> {
  const taken = new Set(reserved.map((name) => name.toLowerCase()));
  const distinct = new Map<string, string>();
  for (const name of names) {
    const wish = spell(name);
    let choice = wish;
    for (let number = 2; taken.has(choice.toLowerCase()); number += 1) choice = `${wish}_${number}`;
    taken.add(choice.toLowerCase());
    distinct.set(name, choice);
  }
  return distinct;
}

/** "Create Purchase Order" as the specification spells a type's table: "CreatePurchaseOrder". */
export function tableSpelling(name: string): string {
  const spelled = name.replace(/[^\p{L}\p{N}_]+/gu, '');
  return spelled === '' ? 'type' : spelled;
}
