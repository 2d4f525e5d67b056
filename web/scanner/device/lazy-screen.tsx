// A screen that is fetched when it is first wanted, so that the first load stays small. The service worker has it already; without one it needs the network.
import { signal } from '@preact/signals'
import type { ComponentType, JSX } from 'preact'
import { t } from '../words/words.ts'
import { Page } from './page.tsx'
import { useStart } from './use-start.ts'

export function lazyScreen(load: () => Promise<ComponentType>): () => JSX.Element {
  const loaded = signal<ComponentType | 'loading' | 'failed'>('loading')
  const begin = (): undefined => {
    if (loaded.peek() === 'failed') loaded.value = 'loading'
    load().then(
      (view) => {
        // A function given to a signal is a value like any other.
        loaded.value = view
      },
      () => {
        loaded.value = 'failed'
      },
    )
  }
  return function LazyScreen() {
    useStart(begin)
    const View = loaded.value
    if (View === 'loading') return <p class="boot-waiting">{t('common.waiting')}</p>
    return View === 'failed' ? <Failed onAgain={begin} /> : <View />
  }
}

function Failed({ onAgain }: { onAgain: () => void }) {
  return (
    <Page title={t('common.offline')} back="start">
      <p>{t('common.not_loaded')}</p>
      <button type="button" class="button" onClick={onAgain}>
        {t('common.again')}
      </button>
    </Page>
  )
}
