/**
 * Where a sample is now, on its way from the desk to the resident's code. Pure.
 */
export const samplePlaces = ['desk', 'closed', 'boxed', 'on_the_way', 'laboratory', 'tested', 'released'] as const
export type SamplePlace = (typeof samplePlaces)[number]

/** When each step was taken; null where nobody has told of it. A step may be missing though a later one is there: nobody scans everything. */
export interface Steps {
  readonly sampledAt: Date
  readonly closedAt: Date | null
  readonly boxedAt: Date | null
  readonly handedOverAt: Date | null
  readonly receivedAt: Date | null
  readonly testedAt: Date | null
  readonly releasedAt: Date | null
}

/** The furthest step that is known, and when it was taken. */
export function placeOf(steps: Steps): { readonly place: SamplePlace; readonly at: Date } {
  const times = [
    steps.sampledAt,
    steps.closedAt,
    steps.boxedAt,
    steps.handedOverAt,
    steps.receivedAt,
    steps.testedAt,
    steps.releasedAt,
  ] as const
  const last = times.findLastIndex((time) => time !== null)
  return { place: samplePlaces[last]!, at: times[last]! }
}
