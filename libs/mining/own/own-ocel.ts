import { ocelOfLog } from '../formats/ocel/ocel-of-log.js';
import type { OcelEvent, OcelLog, OcelObject, OcelRelation } from '../formats/ocel/ocel-log.js';
import { type AttributeValue, attributeAt } from '../log/attribute-column.js';
import { caseCount, type EventLog } from '../log/event-log.js';
import { betweenDocuments } from './own-log.js';

/** The types of objects in our object-centric logs; the applicant is a number of ours, and nothing else is told of it. */
export const ownObjectTypes = [
  'guarantee',
  'applicant',
  'bank',
  'task',
  'claim',
  'drawdown',
  'document',
] as const;
export type OwnObjectType = (typeof ownObjectTypes)[number];

/** Stages in which what happens belongs to the claim that was filed last. */
const stagesOfClaim: ReadonlySet<unknown> = new Set(['claim', 'payout', 'reimbursement']);

/**
 * Our cases as an object-centric log: each event is related to its guarantee, and to the task, claim, drawdown and
 * documents that it speaks of; what a bank reported, to the bank; beginning and ending, to the applicant.
 */
export function ocelOfOwnLog(log: EventLog): OcelLog {
  const plain = ocelOfLog(log, 'guarantee');
  const objects = new ObjectsOfCases();
  const events: OcelEvent[] = [];
  for (let c = 0; c < caseCount(log); c++) {
    const first = log.caseOffsets[c] ?? 0;
    const end = log.caseOffsets[c + 1] ?? 0;
    const guarantee = plain.objects[c];
    if (guarantee === undefined) continue;
    const life = new LifeOfGuarantee(guarantee, objects, {
      applicant: textOf(caseValue(log, 'applicant', c)),
      bank: textOf(caseValue(log, 'bank', c)),
    });
    for (let k = first; k < end; k++) {
      const event = plain.events[k];
      if (event === undefined) continue;
      const isEdge = k === first || event.attributes.event === 'CaseEnded';
      events.push({ ...event, relations: life.relationsOf(event, isEdge) });
    }
    objects.add({ ...guarantee, relations: life.related() });
  }
  const attributes = plain.objectTypes[0]?.attributes ?? [];
  return {
    eventTypes: plain.eventTypes,
    objectTypes: ownObjectTypes.map((name) => ({
      name,
      attributes: name === 'guarantee' ? attributes : [],
    })),
    events,
    objects: objects.all,
  };
}

/** Every object once. */
class ObjectsOfCases {
  readonly all: OcelObject[] = [];
  private readonly known = new Set<string>();

  add(object: OcelObject): void {
    if (this.known.has(object.id)) return;
    this.known.add(object.id);
    this.all.push(object);
  }
}

/** Gathers what a guarantee is related to while its events pass by. */
class LifeOfGuarantee {
  private readonly own = new Map<string, string>();
  private claim: string | undefined;

  constructor(
    private readonly guarantee: OcelObject,
    private readonly objects: ObjectsOfCases,
    private readonly parties: { applicant: string | undefined; bank: string | undefined },
  ) {}

  relationsOf({ attributes }: OcelEvent, isEdge: boolean): OcelRelation[] {
    const { applicant, bank } = this.parties;
    const relations: OcelRelation[] = [{ objectId: this.guarantee.id, qualifier: 'guarantee' }];
    const relate = (type: OwnObjectType, id: string | undefined): void => {
      if (id === undefined) return;
      this.objects.add({ id, type, values: [], relations: [] });
      this.own.set(id, type);
      relations.push({ objectId: id, qualifier: type });
    };
    if (isEdge) relate('applicant', applicant);
    if (isEdge || attributes['org:resource'] === bank)
      relate('bank', bank === undefined ? undefined : `bank/${bank}`);
    relate('task', textOf(attributes['concept:instance']));
    this.claim = this.idOf('claim', attributes.claim) ?? this.claim;
    if (stagesOfClaim.has(attributes.stage)) relate('claim', this.claim);
    relate('drawdown', this.idOf('drawdown', attributes.drawdown));
    for (const name of textOf(attributes.documents)?.split(betweenDocuments) ?? [])
      relate('document', this.idOf('document', name));
    return relations;
  }

  related(): OcelRelation[] {
    return [...this.own].map(([objectId, qualifier]) => ({ objectId, qualifier }));
  }

  private idOf(type: OwnObjectType, name: AttributeValue | undefined): string | undefined {
    const text = textOf(name);
    return text === undefined || text === '' ? undefined : `${this.guarantee.id}/${type}/${text}`;
  }
}

function caseValue(log: EventLog, name: string, c: number): AttributeValue | undefined {
  const column = log.caseAttributes[name];
  return column && attributeAt(column, c);
}

function textOf(value: AttributeValue | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}
