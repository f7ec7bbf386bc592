import type { Reconstruction } from '../../schemas/document.ts';
import { completes, hasRegion, regionOf } from '../entity.ts';
import { collectEvidence, type Evidence, type Place, votes } from './entity-evidence.ts';

/** Who reports, as the document as a whole says. */
export interface ElectedEntity {
  /** Complete name as the document gives it, canonical; '' where nothing names one. */
  readonly entity: string;
  /** As it is first printed: it may be a short form. */
  readonly entityRaw: string;
  /** 0–1. */
  readonly confidence: number;
  /** Province, city or county of the name, '' if none. */
  readonly region: string;
}

/** Most that one kind of place can give one name (votes): nine captions of one unit outvote no title. */
const mostOfOnePlace = 12;
/**
 * Elects the entity by votes: form lines, titles and headings count for the name they print and for every complete form of it,
 * so that nine 部门：X support 桃江县X printed once.
 * @returns entity '' and confidence 0 where nothing names a body
 */
export function electEntity(reconstruction: Reconstruction): ElectedEntity {
  const evidence = collectEvidence(reconstruction);
  const tally = new Map<string, Map<Place, number>>();
  for (const { name, place } of evidence) {
    const places = tally.get(name) ?? new Map<Place, number>();
    places.set(place, Math.min(mostOfOnePlace, (places.get(place) ?? 0) + votes[place]));
    tally.set(name, places);
  }
  const own = new Map<string, number>();
  for (const [name, places] of tally) own.set(name, total(places));
  const names = [...own.keys()];
  const scores = names.map((name) => ({
    name,
    score: names.reduce(
      (score, other) => score + (completes(name, other) ? (own.get(other) ?? 0) : 0),
      own.get(name) ?? 0,
    ),
  }));
  const eligible = scores.filter(({ name }) => isEligible(name, names, tally));
  const winner = eligible.reduce<{ name: string; score: number } | null>(
    (best, candidate) => (best === null || candidate.score > best.score ? candidate : best),
    null,
  );
  if (winner === null) return { entity: '', entityRaw: '', confidence: 0, region: '' };
  const rivals = scores.filter(
    ({ name }) => name !== winner.name && !completes(winner.name, name) && !completes(name, winner.name),
  );
  const rival = rivals.reduce((most, { name }) => Math.max(most, own.get(name) ?? 0), 0);
  const entity = withLevel(winner.name, evidence);
  const first = evidence.find(({ name }) => name === winner.name || completes(winner.name, name));
  return {
    entity,
    entityRaw: first?.printed ?? entity,
    confidence: confidenceOf(winner.score, rival, hasRegion(entity)),
    region: regionOf(entity),
  };
}

/** A longer form that is only mentioned in passing does not replace a name that is complete already. */
function isEligible(
  name: string,
  names: readonly string[],
  tally: ReadonlyMap<string, ReadonlyMap<Place, number>>,
): boolean {
  const places = tally.get(name);
  if (places !== undefined && [...places.keys()].some((place) => place !== 'mention')) return true;
  return !names.some((other) => hasRegion(other) && completes(name, other));
}

function total(places: ReadonlyMap<Place, number>): number {
  let sum = 0;
  for (const count of places.values()) sum += count;
  return sum;
}

/** Votes from which a name is beyond doubt, and what is believed below. */
const surelyNamed = 10;
const fairlyNamed = 4;

function confidenceOf(score: number, rival: number, complete: boolean): number {
  const ceiling = score >= surelyNamed ? 0.995 : score >= fairlyNamed ? 0.95 : 0.8;
  const share = score / (score + rival);
  const confidence = ceiling * (0.5 + share / 2) * (complete ? 1 : 0.9);
  return Math.round(confidence * 10_000) / 10_000;
}

/** （本级） is part of the entity only where every title that names the body prints it. */
function withLevel(name: string, evidence: readonly Evidence[]): string {
  const titles = evidence.filter((item) => item.name === name && item.place === 'title');
  const first = titles[0];
  if (first === undefined || titles.some(({ printed }) => printed === name)) return name;
  return first.printed;
}
