/** The state of unpacking a box, and the calls that keep every tick on the server as soon as it is scanned. */
import { useState } from 'react'
import { type CountedTube, enterTubes, type ReceivedBox } from './box.query.ts'
import { startUnpacking, ticked } from './unpacking.ts'

export function useUnpacking(box: ReceivedBox, laboratoryId: string) {
  const [unpacking, setUnpacking] = useState(() => startUnpacking(box))

  /** Enters tubes; those that could not be sent are marked and can be sent again. */
  const enter = async (tubes: readonly CountedTube[]): Promise<void> => {
    const mark = (state: 'sending' | 'failed'): void =>
      setUnpacking((before) => tubes.reduce((sum, tube) => ticked(sum, tube, state), before))
    mark('sending')
    try {
      const answers = await enterTubes(laboratoryId, box.boxCode, tubes)
      setUnpacking((before) => tubes.reduce((sum, tube, at) => ticked(sum, tube, 'kept', answers[at] ?? null), before))
    } catch {
      mark('failed')
    }
  }
  return { unpacking, enter }
}
