/**
 * One resident in two tubes of one round: somebody else's code was shown, once or more often. Pure.
 */

export interface SampleOfRound {
  readonly sampleId: string
  readonly residentId: string
  readonly tubeCode: string
  readonly roundId: string | null
  readonly sampledAt: Date
}

export interface RepeatedSample extends SampleOfRound {
  readonly roundId: string
  /** The tube of the resident's first swab in this round. */
  readonly firstTubeCode: string
}

/** All swabs of a resident in a round but the first. Which of them is not theirs nobody can tell from here. */
export function findRepeated(samples: readonly SampleOfRound[]): RepeatedSample[] {
  const inOrder = samples.toSorted(
    (a, b) => a.sampledAt.getTime() - b.sampledAt.getTime() || (a.sampleId < b.sampleId ? -1 : a.sampleId > b.sampleId ? 1 : 0),
  )
  const first = new Map<string, string>()
  return inOrder.flatMap((sample): RepeatedSample[] => {
    const { roundId } = sample
    if (roundId === null) return []
    const key = `${sample.residentId} ${roundId}`
    const firstTubeCode = first.get(key)
    if (firstTubeCode === undefined) first.set(key, sample.tubeCode)
    return firstTubeCode === undefined || firstTubeCode === sample.tubeCode ? [] : [{ ...sample, roundId, firstTubeCode }]
  })
}
