// Asks for the files now; while the server wishes to be left alone it says when it will be asked by itself.
import { cityTime, t } from '../words/words.ts'
import { awayUntil, refreshNow } from './gate.ts'

export function RefreshButton(props: { class: string }) {
  const at = awayUntil.value
  if (at !== null) return <p role="status">{t('files.away', { time: cityTime(at) })}</p>
  return (
    <button type="button" class={props.class} onClick={refreshNow}>
      {t('files.refresh')}
    </button>
  )
}
