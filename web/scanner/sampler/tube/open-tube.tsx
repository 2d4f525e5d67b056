// Opening a tube: its number, its kind as the round wants it, one key. The number is held against the round's rule while it is typed.
import { type Pool, readTubeCode } from '@evergate/pass/sampling'
import { useSignal } from '@preact/signals'
import { Segment } from '../../device/page.tsx'
import type { Desk } from '../desk/desk.ts'
import { chooseRound, currentRound, currentTubeRule, isRoundUnknown, roundsNow } from '../desk/round.ts'
import { SheetFrame } from '../sheet-frame.tsx'
import { closeSheet } from '../view.ts'
import { t, wordsFor } from '../words.ts'

const POOLS: readonly Pool[] = ['ten', 'twenty', 'household', 'single']

export function OpenTube({ desk, code }: { desk: Desk; code: string }) {
  const typed = useSignal(code)
  const chosen = useSignal<Pool | null>(null)
  const pool = chosen.value ?? currentRound()?.pool ?? 'ten'
  const read = readTubeCode(typed.value, currentTubeRule())
  const open = async (event: Event): Promise<void> => {
    event.preventDefault()
    if (read.ok && (await desk.openTube(read.code, pool))) closeSheet()
  }
  return (
    <SheetFrame title={t('tube.open.title')} desk={desk}>
      <form class="stack" onSubmit={(event) => void open(event)}>
        <label class="field">
          <span>{t('tube.number')}</span>
          <input
            class="code-input code-input-large"
            name="tube"
            value={typed.value}
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            aria-invalid={typed.value.length >= 6 && !read.ok}
            onInput={(event) => (typed.value = event.currentTarget.value)}
          />
          {typed.value.length < 6 || read.ok ? null : (
            <span class="field-problem">{wordsFor('said', read.reason)?.replaceAll('{code}', typed.value)}</span>
          )}
        </label>
        <fieldset class="pools">
          <legend class="field-label">{t('tube.kind')}</legend>
          {POOLS.map((each) => (
            <Segment key={each} name="pool" label={t(`pool.${each}`)} checked={each === pool} onChoose={() => (chosen.value = each)} />
          ))}
        </fieldset>
        {isRoundUnknown() ? (
          <p class="quiet" role="status" data-round="unknown">
            {t('tube.round.unknown')}
          </p>
        ) : null}
        <RoundChoice />
        <button type="submit" class="button button-wide button-tall" disabled={!read.ok}>
          {t('tube.open')}
        </button>
      </form>
    </SheetFrame>
  )
}

function RoundChoice() {
  const rounds = roundsNow()
  const current = currentRound()
  if (rounds.length === 0) return null
  return (
    <label class="field">
      <span>{t('tube.round')}</span>
      <select
        name="round"
        value={current?.roundId ?? ''}
        onChange={(event) => void chooseRound(event.currentTarget.value === '' ? null : event.currentTarget.value)}
      >
        {rounds.map(({ roundId, name }) => (
          <option key={roundId} value={roundId}>
            {name}
          </option>
        ))}
        <option value="">{t('tube.round.none')}</option>
      </select>
    </label>
  )
}
