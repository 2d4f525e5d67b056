// What the log adds up to, kept in step with it: each tube and box is folded anew when a record of its own comes, nothing else is touched.
// 5,000 records are some 450 tubes; a tap folds one of at most some 30 records. Stores and draws nothing.
import { type BoxState, foldBox, foldTube, type Subject, type TubeEntry, type TubeState } from '@evergate/pass/sampling'
import type { LogEntry } from '../log/desk-log.ts'

/** Somebody's swab in a tube of this desk. */
export interface Found {
  readonly tube: TubeState
  readonly swabId: string
  readonly atMs: number
}

interface Swabbed {
  readonly subject: Subject
  readonly hint: string | null
  /** The first record of this swab, however often it was moved since. */
  readonly firstId: string
}

export class DeskState {
  private readonly entriesByTube = new Map<string, TubeEntry[]>()
  private readonly entriesByBox = new Map<string, TubeEntry[]>()
  private readonly tubes = new Map<string, TubeState>()
  private readonly boxes = new Map<string, BoxState>()
  private readonly swabbed = new Map<string, Swabbed>()
  /** In which tubes a person is, by subject key. */
  private readonly tubesOf = new Map<string, Set<string>>()
  private readonly offsetMs: () => number

  /** `offsetMs`: how far the device's clock is behind the city's. */
  constructor(offsetMs: () => number) {
    this.offsetMs = offsetMs
  }

  add(entries: readonly LogEntry[]): void {
    const touched = { tubes: new Set<string>(), boxes: new Set<string>() }
    for (const { record, deviceId, subjectKey, hint } of entries) {
      const entry: TubeEntry = { record, deviceId, subjectKey, atMs: Date.parse(record.at) + this.offsetMs() }
      if (record.kind === 'add_swab')
        this.swabbed.set(record.recordId, { subject: record.subject, hint, firstId: record.movedFrom ?? record.recordId })
      if ('tubeCode' in record) touched.tubes.add(push(this.entriesByTube, record.tubeCode, entry))
      if ('boxCode' in record) touched.boxes.add(push(this.entriesByBox, record.boxCode, entry))
    }
    for (const code of touched.tubes) this.foldTube(code)
    for (const code of touched.boxes) this.boxes.set(code, foldBox(code, this.entriesByBox.get(code) ?? []))
  }

  tube(tubeCode: string): TubeState | null {
    return this.tubes.get(tubeCode) ?? null
  }

  box(boxCode: string): BoxState | null {
    return this.boxes.get(boxCode) ?? null
  }

  /** In the order in which this device first met them. */
  allTubes(): readonly TubeState[] {
    return [...this.tubes.values()]
  }

  allBoxes(): readonly BoxState[] {
    return [...this.boxes.values()]
  }

  openTubes(): readonly TubeState[] {
    return this.allTubes().filter((tube) => tube.openedAtMs !== null && tube.closedAtMs === null)
  }

  /** Every tube of this desk that holds a swab of this person. */
  find(subjectKey: string): readonly Found[] {
    return [...(this.tubesOf.get(subjectKey) ?? [])].flatMap((code) => {
      const tube = this.tubes.get(code)
      const swab = tube?.swabs.find((each) => each.subjectKey === subjectKey)
      return tube === undefined || swab === undefined ? [] : [{ tube, swabId: swab.swabId, atMs: swab.atMs }]
    })
  }

  /** Who it was, as recorded; null for a swab of another desk. */
  person(swabId: string): Swabbed | null {
    return this.swabbed.get(swabId) ?? null
  }

  private foldTube(code: string): void {
    for (const swab of this.tubes.get(code)?.swabs ?? []) if (swab.subjectKey !== null) this.tubesOf.get(swab.subjectKey)?.delete(code)
    const tube = foldTube(code, this.entriesByTube.get(code) ?? [])
    this.tubes.set(code, tube)
    for (const { subjectKey } of tube.swabs) {
      if (subjectKey === null) continue
      const codes = this.tubesOf.get(subjectKey) ?? new Set()
      this.tubesOf.set(subjectKey, codes.add(code))
    }
  }
}

function push(map: Map<string, TubeEntry[]>, key: string, entry: TubeEntry): string {
  const known = map.get(key)
  if (known === undefined) map.set(key, [entry])
  else known.push(entry)
  return key
}
