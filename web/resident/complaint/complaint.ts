/** "I was sampled and have no result", as it is sent. Pure but for id and time zone, which come in. */

export interface Said {
  /** `YYYY-MM-DDTHH:MM` on the region's clock, as the resident remembers it. */
  readonly sampledOn: string
  readonly tubeCode: string
  readonly note: string
}

export interface ComplaintBody {
  readonly complaintId: string
  readonly sampledAt: string
  readonly siteId: null
  readonly tubeCode: string | null
  readonly note: string
}

export type Problem = 'timeMissing' | 'timeAhead' | 'timeLongAgo' | 'tubeWrong'

/** How far back the city looks. */
const lookedUpMs = 30 * 86_400_000

/** What has to go right before asking; null where all is. */
export function problemWith(said: Said, nowMs: number, utcOffsetMinutes: number): Problem | null {
  const at = momentOf(said.sampledOn, utcOffsetMinutes)
  if (Number.isNaN(at)) return 'timeMissing'
  if (at > nowMs) return 'timeAhead'
  if (at < nowMs - lookedUpMs) return 'timeLongAgo'
  const tube = normaliseTube(said.tubeCode)
  return tube === '' || /^[A-Z0-9-]{6,24}$/.test(tube) ? null : 'tubeWrong'
}

export function createComplaint(said: Said, complaintId: string, utcOffsetMinutes: number): ComplaintBody {
  const tube = normaliseTube(said.tubeCode)
  return {
    complaintId,
    sampledAt: new Date(momentOf(said.sampledOn, utcOffsetMinutes)).toISOString(),
    siteId: null,
    tubeCode: tube === '' ? null : tube,
    note: said.note.trim(),
  }
}

/** The moment as the region's clock shows it, for the field. */
export function fieldMoment(atMs: number, utcOffsetMinutes: number): string {
  return new Date(atMs + utcOffsetMinutes * 60_000).toISOString().slice(0, 16)
}

/** Checked by form first: some browsers take `:00Z` for the year 2000. */
function momentOf(sampledOn: string, utcOffsetMinutes: number): number {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(sampledOn)) return Number.NaN
  return Date.parse(`${sampledOn}:00Z`) - utcOffsetMinutes * 60_000
}

function normaliseTube(text: string): string {
  return text.normalize('NFKC').trim().toUpperCase()
}
