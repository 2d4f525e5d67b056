// Samples of an older version of the app that the server has not taken: those that wait, and those it refused, each with why and the two ways on.
import { useSignal } from '@preact/signals'
import { t, wordsFor } from '../words.ts'
import { askAgain, carried, discardCarried } from './carried-queue.ts'

export function CarriedList({ onAgain }: { onAgain: () => void }) {
  if (carried.value.length === 0) return null
  return (
    <section class="stack stack-small">
      <h2>{t('sync.carried')}</h2>
      <ul class="lines">
        {carried.value.map(({ id, body, refusedWith }) => (
          <li key={id} class={refusedWith === null ? 'line' : 'line on-red'} data-carried={body.tubeCode}>
            <span class="line-words">
              <strong class="tube-code">{body.tubeCode}</strong>
              <span>
                {refusedWith === null
                  ? t('sync.carried.waiting')
                  : (wordsFor('refused', refusedWith) ?? t('refused.other', { code: refusedWith }))}
              </span>
            </span>
            {refusedWith === null ? null : <Ways id={id} onAgain={onAgain} />}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Ways({ id, onAgain }: { id: string; onAgain: () => void }) {
  const asking = useSignal(false)
  if (asking.value) {
    return (
      <div class="line-more stack stack-small">
        <p>{t('sync.discard.sure')}</p>
        <button type="button" class="button button-danger" onClick={() => void discardCarried(id)}>
          {t('sync.discard.yes')}
        </button>
        <button type="button" class="button button-plain" onClick={() => (asking.value = false)}>
          {t('sync.keep')}
        </button>
      </div>
    )
  }
  return (
    <div class="line-more keys">
      <button type="button" class="button button-second" onClick={() => void askAgain(id).then(onAgain)}>
        {t('sync.again')}
      </button>
      <button type="button" class="button button-plain" onClick={() => (asking.value = true)}>
        {t('sync.discard')}
      </button>
    </div>
  )
}
