/**
 * A household as ages: who lives together in Chinese cities, so that ages in all come out near the census's. Pure.
 */
import { ageMax, householdSizes } from './census.ts'
import { type Chance, weighted } from './seeded-chance.ts'

/** Ages of one household after another, grown-ups first. */
export function householdsOf(chance: Chance): () => readonly number[] {
  const between = (least: number, most: number): number => least + chance(most - least + 1)
  const happens = (ofHundred: number): boolean => chance(100) < ofHundred
  const size = weighted(
    householdSizes.map((weight, at) => ({ value: at + 1, weight })),
    chance,
  )
  const child = (parent: number): number => Math.max(0, parent - between(23, 33))
  const grandparent = (parent: number): number => Math.min(ageMax, parent + between(22, 32))
  const couple = (least: number, most: number): number[] => {
    const age = between(least, most)
    return [age, Math.min(ageMax, Math.max(20, age + between(-4, 4)))]
  }
  return () => {
    const people = size()
    if (people === 1) return [happens(70) ? between(18, 59) : between(60, 88)]
    if (people === 2) {
      if (happens(24)) return couple(60, 86)
      if (happens(83)) return couple(22, 59)
      const parent = between(28, 55)
      return [parent, child(parent)]
    }
    const parents = couple(25, 52)
    const children = people === 3 ? 1 : people === 4 ? (happens(70) ? 2 : 1) : people === 5 ? (happens(50) ? 2 : 1) : 2
    const household = [...parents, ...Array.from({ length: children }, () => child(Math.min(...parents)))]
    while (household.length < people) household.push(grandparent(parents[0]!))
    return household.toSorted((one, other) => other - one)
  }
}
