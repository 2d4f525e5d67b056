/** The page a resident opens at a gate: drawn from the phone's store alone, without any request. Chooses the person; the parts draw. */
import { signal } from '@preact/signals'
import { useEffect, useState } from 'preact/hooks'
import { everyBoundary, now } from '../../shared/clock.ts'
import { locale } from '../../shared/preferences.ts'
import { formatRecent } from '../../shared/region-time.ts'
import { pressUpdate } from '../state/contact.ts'
import { people } from '../state/people.ts'
import { phone } from '../state/phone.ts'
import { utcOffsetMinutes } from '../state/region.ts'
import { refresh, wallet } from '../state/wallet.ts'
import { Empty, Loading } from '../ui/page.tsx'
import { Problem } from '../ui/problem.tsx'
import { useOnline } from '../ui/use-online.ts'
import { CodeActions } from './code-actions.tsx'
import { CodeCard } from './code-card.tsx'
import { CodeState } from './code-state.tsx'
import { Explanation } from './explanation.tsx'
import { InstallHint } from './install-hint.tsx'
import { PeopleSwitch } from './people-switch.tsx'
import { chooseShownCode } from './shown-code.ts'
import { sayCode } from './words.ts'

/** Whose code is on show; kept while the app is open, so that coming back from another page changes nothing. */
const chosenId = signal<string | null>(null)

export function CodePage() {
  const [nowMs, setNowMs] = useState(now)
  useEffect(() => everyBoundary(1000, () => setNowMs(now())), [])
  const online = useOnline()
  const current = phone.value
  const held = wallet.value
  if (current.stage !== 'enrolled') return <Loading />
  if (held === null) return <NothingYet />
  const person = people.value.find(({ residentId }) => residentId === chosenId.value) ?? people.value[0]
  if (person === undefined) return <NothingYet />
  const shown = chooseShownCode(held.value, person.residentId, nowMs)
  const asOf = formatRecent(held.savedAt, nowMs, utcOffsetMinutes.value, locale.value)
  const behind = !online || refresh.value.refusal !== null
  return (
    <div class="code-page">
      <div class="stack">
        {people.value.length > 1 && (
          <PeopleSwitch people={people.value} chosen={person.residentId} choose={(id) => (chosenId.value = id)} />
        )}
        <CodeCard shown={shown} person={person} deviceKey={current.key} nowMs={nowMs} asOf={behind ? asOf : null} />
        <CodeState shown={shown} asOf={asOf} online={online} nowMs={nowMs} />
      </div>
      <div class="stack">
        <Explanation shown={shown} />
        <CodeActions key={person.residentId} shown={shown} person={person} />
        <InstallHint />
      </div>
    </div>
  )
}

function NothingYet() {
  const { refusal } = refresh.value
  if (refusal !== null) {
    return (
      <div class="page stack">
        <Empty title={sayCode('emptyTitle')}>{sayCode('emptyWhy')}</Empty>
        <Problem refusal={refusal} again={pressUpdate} />
      </div>
    )
  }
  return (
    <div class="page stack">
      <Empty title={sayCode('waitingTitle')}>{sayCode('waitingWhy')}</Empty>
      <Loading />
    </div>
  )
}
