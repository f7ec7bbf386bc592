/** A unit line that only one table prints, and one against which other tables stand: 万 is lost easily, and nothing sums it. */
const alone = 0.98;
const apart = 0.85;

/**
 * How sure the money unit of each table is, by what the other tables of the document print: 1 where it was not read from a
 * picture, and where another table says the same.
 * @param units of the tables, '' for one that names none
 */
export function unitTrusts(
  units: readonly { readonly unit: string; readonly isPictured: boolean }[],
): readonly number[] {
  const counts = new Map<string, number>();
  for (const { unit } of units) if (unit !== '') counts.set(unit, (counts.get(unit) ?? 0) + 1);
  return units.map(({ unit, isPictured }) => {
    if (!isPictured || unit === '' || (counts.get(unit) ?? 0) > 1) return 1;
    return counts.size > 1 ? apart : alone;
  });
}
