/** The state of a round. */

import type { IconName } from '../ui/icon.tsx'
import { StateMark, type StateTone } from '../ui/state-mark.tsx'
import { useTexts } from '../words/use-texts.ts'
import type { RoundState } from './round.query.ts'
import { roundStateTexts } from './round-texts.ts'

const signs: Record<RoundState, readonly [StateTone, IconName]> = {
  planned: ['calm', 'clock'],
  running: ['busy', 'pulse'],
  ended: ['good', 'check'],
  cancelled: ['calm', 'cross'],
}

export function RoundStateMark({ state }: { state: RoundState }) {
  const say = useTexts(roundStateTexts)
  const [tone, icon] = signs[state]
  return <StateMark tone={tone} icon={icon} word={say(state)} />
}
