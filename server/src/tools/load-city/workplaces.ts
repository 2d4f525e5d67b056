/**
 * Where the made-up people work: entrances of workplaces as venues of their streets. Pure.
 */
import { residentsPerWorkplace } from './census.ts'
import type { CityPlan, Street } from './city-plan.ts'
import { idBytes, idPurpose, uuidText } from './made-up-ids.ts'

const kinds = ['写字楼', '工业园', '商务中心', '厂区', '科技园']

/** Rows of places.venue (copy-rows.ts). */
export function workplacesOf({ seed, livingIn }: CityPlan, streets: readonly Street[], nowMs: number): (readonly string[])[] {
  let living = 0
  const counts = streets.map((street) => {
    const before = Math.floor(living / residentsPerWorkplace)
    living += livingIn.get(street.code) ?? 0
    return { street, count: Math.floor(living / residentsPerWorkplace) - before }
  })
  const all = counts.reduce((sum, { count }) => sum + count, 0)
  let number = 0
  return counts.flatMap(({ street, count }) =>
    Array.from({ length: count }, (_, at) => {
      const id = uuidText(idBytes(seed, nowMs, all, idPurpose.workplace, number++))
      return [id, `${street.name}${kinds[at % kinds.length]} ${Math.floor(at / kinds.length) + 1} 号`, 'workplace', street.code]
    }),
  )
}
