// The way out: asks once more, and says what unsent samples would be lost.
import { useSignal } from '@preact/signals'
import { countUnsent, leave } from '../device/leave.ts'
import { go } from '../device/route.ts'
import { t } from './words.ts'

export function LeaveCard() {
  const unsent = useSignal<number | null>(null)
  const ask = async (): Promise<void> => {
    unsent.value = await countUnsent()
  }
  const confirm = async (): Promise<void> => {
    await leave()
    unsent.value = null
    go('start')
  }
  return (
    <section class="card stack stack-small">
      <h2>{unsent.value === null ? t('settings.leave') : t('settings.leave.sure')}</h2>
      <p>{t('settings.leave.about')}</p>
      {unsent.value !== null && unsent.value > 0 ? (
        <p class="notice on-red" role="alert">
          {t('settings.leave.unsent', { count: unsent.value })}
        </p>
      ) : null}
      {unsent.value === null ? (
        <button type="button" class="button button-danger" onClick={() => void ask()}>
          {t('settings.leave')}
        </button>
      ) : (
        <>
          <button type="button" class="button button-danger" onClick={() => void confirm()}>
            {t('settings.leave.yes')}
          </button>
          <button type="button" class="button button-plain" onClick={() => (unsent.value = null)}>
            {t('common.cancel')}
          </button>
        </>
      )}
    </section>
  )
}
