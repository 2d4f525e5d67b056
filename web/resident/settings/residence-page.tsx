/** Which street the resident lives in, chosen from the region's list. */
import { useState } from 'preact/hooks'
import type { Refusal } from '../../shared/api.ts'
import { meQuery } from '../state/me.ts'
import { ask } from '../state/server.ts'
import { CachedView } from '../ui/cached-view.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { Problem } from '../ui/problem.tsx'
import { type Divisions, divisionsQuery } from './divisions.ts'
import { saySettings } from './words.ts'

export function ResidencePage() {
  return (
    <Page title={saySettings('residenceTitle')} back="/me">
      <p class="lead">{saySettings('residenceLead')}</p>
      <CachedView query={divisionsQuery}>{(divisions: Divisions) => <ResidenceForm divisions={divisions} />}</CachedView>
    </Page>
  )
}

function ResidenceForm({ divisions }: { divisions: Divisions }) {
  const current = meQuery.state.value.value?.streetCode ?? ''
  const [streetCode, setStreetCode] = useState(current)
  const home = divisions.districts.find(({ streets }) => streets.some(({ code }) => code === streetCode))
  const [districtCode, setDistrictCode] = useState(home?.code ?? '')
  const [stage, setStage] = useState<'open' | 'busy' | 'saved'>('open')
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const streets = divisions.districts.find(({ code }) => code === districtCode)?.streets ?? []

  const save = async (event: Event): Promise<void> => {
    event.preventDefault()
    setStage('busy')
    const answer = await ask({ method: 'PUT', path: '/v1/me/residence', as: 'session', body: { streetCode } })
    setRefusal(answer.ok ? null : answer.refusal)
    setStage(answer.ok ? 'saved' : 'open')
    if (answer.ok) await meQuery.load()
  }

  return (
    <form class="stack" onSubmit={(event) => void save(event)}>
      <Select
        label={saySettings('district')}
        value={districtCode}
        options={divisions.districts}
        onChoose={(code) => {
          setDistrictCode(code)
          setStreetCode('')
          setStage('open')
        }}
      />
      <Select
        label={saySettings('street')}
        value={streetCode}
        options={streets}
        onChoose={(code) => {
          setStreetCode(code)
          setStage('open')
        }}
      />
      {refusal !== null && (
        <Problem
          refusal={refusal}
          words={refusal.code === 'residents.street_unknown' ? saySettings('residents.street_unknown') : undefined}
        />
      )}
      {stage === 'saved' && <Notice tone="good" icon="done" title={saySettings('saved')} />}
      <button type="submit" class="button button-wide" disabled={stage === 'busy' || streetCode === ''}>
        {saySettings(stage === 'busy' ? 'saving' : 'save')}
      </button>
    </form>
  )
}

interface SelectProps {
  readonly label: string
  readonly value: string
  readonly options: readonly { readonly code: string; readonly name: string }[]
  readonly onChoose: (code: string) => void
}

function Select({ label, value, options, onChoose }: SelectProps) {
  return (
    <label class="field">
      <span>{label}</span>
      <select value={value} disabled={options.length === 0} onChange={(event) => onChoose(event.currentTarget.value)}>
        <option value="">{saySettings('choose')}</option>
        {options.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
