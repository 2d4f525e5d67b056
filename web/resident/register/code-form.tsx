/** The six digits from the SMS. Goes on by itself when the sixth is typed; a phone that can read the message fills it in. */
import { useEffect, useState } from 'preact/hooks'
import type { Refusal } from '../../shared/api.ts'
import { everyBoundary, now } from '../../shared/clock.ts'
import { navigate } from '../app/router.ts'
import { showMoment } from '../state/region.ts'
import { Field } from '../ui/field.tsx'
import { Page } from '../ui/page.tsx'
import { Problem } from '../ui/problem.tsx'
import { confirmRegistration, type Pending, resendCode, startOver } from './pending.ts'
import { sayRegister, sayRegisterRefusal } from './words.ts'

const codeDigits = 6

export function CodeForm({ current }: { current: Pending }) {
  const [code, setCode] = useState('')
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)

  const send = async (digits: string): Promise<void> => {
    if (busy || digits.length !== codeDigits) return
    setBusy(true)
    const refused = await confirmRegistration(current, digits)
    setBusy(false)
    setRefusal(refused)
    if (refused === null) navigate('/', 'replace')
  }
  const type = (text: string): void => {
    const digits = text.normalize('NFKC').replaceAll(/\D/g, '').slice(0, codeDigits)
    setCode(digits)
    if (digits !== code) void send(digits)
  }

  return (
    <Page title={sayRegister('codeTitle')}>
      <p class="lead">{sayRegister('codeLead', { end: current.phoneEnd })}</p>
      <form
        class="stack code-form"
        onSubmit={(event) => {
          event.preventDefault()
          void send(code)
        }}
      >
        <Field
          label={sayRegister('code')}
          hint={sayRegister('codeExpires', { time: showMoment(current.expiresAt) })}
          value={code}
          onText={type}
          inputMode="numeric"
          autocomplete="one-time-code"
          class="code-digits"
          disabled={busy}
        />
        {refusal !== null && <Problem refusal={refusal} words={sayRegisterRefusal(refusal)} />}
        <button type="submit" class="button button-wide" disabled={busy || code.length !== codeDigits}>
          {sayRegister(busy ? 'confirming' : 'confirm')}
        </button>
        <Resend current={current} onRefused={setRefusal} />
        <button type="button" class="button button-plain" onClick={() => void startOver()}>
          {sayRegister('startOver')}
        </button>
      </form>
    </Page>
  )
}

function Resend({ current, onRefused }: { current: Pending; onRefused: (refusal: Refusal | null) => void }) {
  const [nowMs, setNowMs] = useState(now)
  useEffect(() => everyBoundary(1000, () => setNowMs(now())), [])
  const seconds = Math.ceil((Date.parse(current.resendAt) - nowMs) / 1000)
  return (
    <button type="button" class="button button-second" disabled={seconds > 0} onClick={() => void resendCode(current).then(onRefused)}>
      {seconds > 0 ? sayRegister('resendIn', { seconds }) : sayRegister('resend')}
    </button>
  )
}
