// Enrolment: a code, typed or scanned, makes this device known to the city under its own key.
import { useSignal } from '@preact/signals'
import { Page, Segment } from '../device/page.tsx'
import { replaceBy } from '../device/route.ts'
import { Viewfinder } from '../device/viewfinder.tsx'
import { type EnrolmentCode, parseEnrolmentCode } from './enrolment-code.ts'
import { enrol, type Unprepared } from './prepare.ts'
import { Problem } from './problem.tsx'
import { t } from './words.ts'

export function EnrolScreen() {
  const scanning = useSignal(false)
  const typed = useSignal('')
  const problem = useSignal<Unprepared | 'code_shape' | null>(null)
  const busy = useSignal(false)

  const submit = async (code: EnrolmentCode | null): Promise<void> => {
    if (code === null || busy.value) {
      problem.value = code === null ? 'code_shape' : problem.value
      return
    }
    busy.value = true
    problem.value = null
    const outcome = await enrol(code)
    busy.value = false
    if (!outcome.ok) problem.value = outcome
    else replaceBy(outcome.value.purposes.includes('sampler') ? 'sampler' : 'guard')
  }
  const onScanned = (text: string): void => {
    typed.value = text
    void submit(parseEnrolmentCode(text))
  }
  return (
    <Page title={t('enrol.title')} back="start">
      <fieldset class="segments">
        <Segment name="how" label={t('enrol.type')} checked={!scanning.value} onChoose={() => (scanning.value = false)} />
        <Segment name="how" label={t('enrol.scan')} checked={scanning.value} onChoose={() => (scanning.value = true)} />
      </fieldset>
      {scanning.value ? <Viewfinder kinds={['qr']} paused={busy.value} onCode={onScanned} hint={t('camera.scanning')} /> : null}
      <CodeForm
        typed={typed.value}
        busy={busy.value}
        onType={(text) => (typed.value = text)}
        onSubmit={() => void submit(parseEnrolmentCode(typed.value))}
      />
      {problem.value === null ? null : problem.value === 'code_shape' ? (
        <p class="field-problem" role="alert">
          {t('enrol.code.wrong')}
        </p>
      ) : (
        <Problem {...problem.value} />
      )}
    </Page>
  )
}

interface CodeFormProps {
  readonly typed: string
  readonly busy: boolean
  readonly onType: (text: string) => void
  readonly onSubmit: () => void
}

function CodeForm({ typed, busy, onType, onSubmit }: CodeFormProps) {
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      <label class="field">
        <span>{t('enrol.code')}</span>
        <input
          class="code-input"
          value={typed}
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          placeholder="EGE-XXXX-XXXX-XXXX.…"
          onInput={(event) => onType(event.currentTarget.value)}
        />
        <span class="quiet">{t('enrol.code.hint')}</span>
      </label>
      <button type="submit" class="button button-wide" disabled={busy || typed.trim() === ''}>
        {busy ? t('common.waiting') : t('enrol.go')}
      </button>
    </form>
  )
}
