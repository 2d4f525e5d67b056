/** A round being planned: what each step asks of it, and the plan that is sent. Pure; times stay as typed until the end. */
import { fromWallClock } from '../words/format.ts'
import type { planTexts } from './plan-texts.ts'
import type { Building, Checksum, Pool, RoundPlan } from './round.query.ts'

export type SiteDraft = { readonly desks: number; readonly opensAt: string; readonly closesAt: string }

export type PlanDraft = {
  readonly name: string
  readonly startsAt: string
  readonly endsAt: string
  readonly mandatory: boolean
  readonly graceHours: number
  readonly prefixes: string
  readonly lengthMin: number
  readonly lengthMax: number
  readonly checksum: Checksum
  /** By district or street code, in the order chosen. */
  readonly areas: readonly { readonly code: string; readonly pool: Pool }[]
  /** Sampled at their doors, in the order added. */
  readonly buildings: readonly Building[]
  /** Open sites by their id. */
  readonly sites: Readonly<Record<string, SiteDraft>>
}

export const usualSite: SiteDraft = { desks: 2, opensAt: '08:00', closesAt: '20:00' }

export const blankPlan: PlanDraft = {
  name: '',
  startsAt: '',
  endsAt: '',
  mandatory: true,
  graceHours: 24,
  prefixes: '',
  lengthMin: 6,
  lengthMax: 24,
  checksum: 'none',
  areas: [],
  buildings: [],
  sites: {},
}

export const planSteps = [1, 2, 3, 4] as const
export type PlanStep = (typeof planSteps)[number]
export type PlanFaults = Partial<
  Record<'name' | 'startsAt' | 'endsAt' | 'graceHours' | 'length' | 'areas' | 'sites', keyof typeof planTexts>
>

/** What a step of the plan works on. */
export type StepProps = { draft: PlanDraft; faults: PlanFaults; onEdit: (changes: Partial<PlanDraft>) => void }

/** What is wrong with one step, each fault as the key of its words; empty when the next step may be taken. */
export function planFaults(draft: PlanDraft, step: PlanStep): PlanFaults {
  if (step === 1) return { ...timeFaults(draft), ...tubeFaults(draft) }
  if (step === 2) return draft.areas.length + draft.buildings.length === 0 ? { areas: 'areasMissing' } : {}
  if (step === 3) return siteFaults(Object.values(draft.sites))
  return {}
}

function timeFaults(draft: PlanDraft): PlanFaults {
  const faults: PlanFaults = {}
  const start = fromWallClock(draft.startsAt)
  const end = fromWallClock(draft.endsAt)
  if (draft.name.trim() === '') faults.name = 'nameMissing'
  if (start === null) faults.startsAt = 'startMissing'
  if (end === null) faults.endsAt = 'endMissing'
  else if (start !== null && end <= start) faults.endsAt = 'endBeforeStart'
  if (!isWithin(draft.graceHours, 0, 72)) faults.graceHours = 'graceWrong'
  return faults
}

function tubeFaults({ lengthMin, lengthMax }: PlanDraft): PlanFaults {
  const right = isWithin(lengthMin, 6, 24) && isWithin(lengthMax, 6, 24) && lengthMin <= lengthMax
  return right ? {} : { length: 'lengthWrong' }
}

function siteFaults(sites: readonly SiteDraft[]): PlanFaults {
  if (sites.length === 0) return { sites: 'sitesMissing' }
  if (!sites.every(({ desks }) => isWithin(desks, 1, 60))) return { sites: 'desksWrong' }
  if (!sites.every(({ opensAt, closesAt }) => isHour(opensAt) && isHour(closesAt))) return { sites: 'hoursMissing' }
  return {}
}

/** A site that closes at or before its opening hour closes the day after, so any two hours will do. */
function isHour(text: string): boolean {
  return /^\d\d:\d\d$/.test(text)
}

function isWithin(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max
}

/** The plan as the server takes it. Only for a draft without faults. */
export function planOf(draft: PlanDraft): RoundPlan {
  return {
    name: draft.name.trim(),
    startsAt: fromWallClock(draft.startsAt) ?? '',
    endsAt: fromWallClock(draft.endsAt) ?? '',
    graceHours: draft.graceHours,
    mandatory: draft.mandatory,
    tubeRule: {
      prefixes: draft.prefixes
        .split(/[,，\s]+/)
        .map((prefix) => prefix.toUpperCase())
        .filter((prefix) => prefix !== ''),
      lengthMin: draft.lengthMin,
      lengthMax: draft.lengthMax,
      checksum: draft.checksum,
    },
    areas: draft.areas,
    buildings: draft.buildings,
    sites: Object.entries(draft.sites).map(([siteId, site]) => ({ siteId, ...site })),
  }
}

/** Adds an area. A district takes the place of its streets; a street within a chosen district is there already. */
export function withArea(areas: PlanDraft['areas'], code: string, pool: Pool): PlanDraft['areas'] {
  if (areas.some((area) => code.startsWith(area.code))) return areas
  return [...areas.filter((area) => !area.code.startsWith(code)), { code, pool }]
}

/** Whether a street lies within the chosen areas. */
export function covers(areas: PlanDraft['areas'], streetCode: string): boolean {
  return areas.some((area) => streetCode.startsWith(area.code))
}
