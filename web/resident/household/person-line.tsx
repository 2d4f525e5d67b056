/** One person of a list, with a button that ends something after asking once more. The words are the list's. */
import { useState } from 'preact/hooks'
import type { Refusal } from '../../shared/api.ts'
import { Icon } from '../ui/icon.tsx'
import { Problem } from '../ui/problem.tsx'
import { sayHouseholdRefusal } from './words.ts'

export interface PersonLineProps {
  readonly name: string
  readonly small: string
  readonly words: { readonly end: string; readonly sure: string; readonly yes: string; readonly no: string }
  /** Answers a refusal, or null when it is done and the person is about to leave the list. */
  readonly end: () => Promise<Refusal | null>
}

export function PersonLine({ name, small, words, end }: PersonLineProps) {
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const goOn = async (): Promise<void> => {
    setBusy(true)
    setRefusal(await end())
    setBusy(false)
  }
  return (
    <li>
      <div class="list-line">
        <Icon name="me" />
        <span class="list-text">
          {name}
          <small>{small}</small>
        </span>
        {!asking && (
          <button type="button" class="button button-plain" onClick={() => setAsking(true)}>
            {words.end}
          </button>
        )}
      </div>
      {asking && (
        <div class="stack stack-small sure">
          <p>{words.sure}</p>
          {refusal !== null && <Problem refusal={refusal} words={sayHouseholdRefusal(refusal)} />}
          <div class="row">
            <button type="button" class="button button-danger" disabled={busy} onClick={() => void goOn()}>
              {words.yes}
            </button>
            <button type="button" class="button button-plain" onClick={() => setAsking(false)}>
              {words.no}
            </button>
          </div>
        </div>
      )}
    </li>
  )
}
