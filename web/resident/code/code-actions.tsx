/** What a resident may want next, beside the code: the daily report when the colour asks for attention, the family's codes in turn, and the paper pass. */
import { useState } from 'preact/hooks'
import type { Refusal } from '../../shared/api.ts'
import { hrefOf } from '../app/router.ts'
import { savePaperPass } from '../state/paper-pass.ts'
import { people } from '../state/people.ts'
import { Icon } from '../ui/icon.tsx'
import { Notice } from '../ui/notice.tsx'
import { Problem } from '../ui/problem.tsx'
import type { Person, ShownCode } from './shown-code.ts'
import { sayCode } from './words.ts'

export function CodeActions({ shown, person }: { shown: ShownCode; person: Person }) {
  const [stage, setStage] = useState<'open' | 'making' | 'saved'>('open')
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const makePaper = async (): Promise<void> => {
    setStage('making')
    const refused = await savePaperPass(person.residentId)
    setRefusal(refused)
    setStage(refused === null ? 'saved' : 'open')
  }
  return (
    <div class="stack stack-small">
      {(shown.sign === 'yellow' || shown.sign === 'red') && (
        <a class="button button-wide" href={hrefOf('/declare')}>
          <Icon name="declare" />
          {sayCode('dailyReport')}
        </a>
      )}
      {people.value.length > 1 && (
        <a class="button button-second button-wide" href={hrefOf('/in-turn')}>
          <Icon name="people" />
          {sayCode('inTurn')}
        </a>
      )}
      <button type="button" class="button button-second button-wide" disabled={stage === 'making'} onClick={() => void makePaper()}>
        <Icon name="paper" />
        {sayCode(stage === 'making' ? 'paperMaking' : 'paper')}
      </button>
      <p class="quiet">{sayCode('paperOnce')}</p>
      {stage === 'saved' && (
        <Notice tone="good" icon="done" title={sayCode('paperSaved')}>
          {sayCode('paperSavedWhere')}
        </Notice>
      )}
      {refusal !== null && (
        <Problem refusal={refusal} words={refusal.code === 'passes.too_many_papers' ? sayCode('paperTooMany') : undefined} />
      )}
    </div>
  )
}
