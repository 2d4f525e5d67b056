// What this device is to the city: not enrolled, or its number, its work and its site. And who reads its codes.
import { useSignal } from '@preact/signals'
import { makeNativeDecoder } from '../../shared/camera/native-decoder.ts'
import { go } from '../device/route.ts'
import { settings } from '../device/settings.ts'
import { useStart } from '../device/use-start.ts'
import { t } from './words.ts'

export function DeviceCard() {
  const { enrolment } = settings.value
  const reader = useSignal<'native' | 'zxing' | null>(null)
  useStart(() => {
    void makeNativeDecoder(['qr']).then((found) => {
      reader.value = found === null ? 'zxing' : 'native'
    })
    return undefined
  })
  return (
    <section class="card stack stack-small">
      <h2>{t('settings.device')}</h2>
      <dl class="facts">
        {enrolment === null ? null : (
          <>
            <dt>{t('settings.device.purposes')}</dt>
            <dd>{enrolment.purposes.map((purpose) => t(`purpose.${purpose}`)).join(', ')}</dd>
            <dt>{t('settings.device.site')}</dt>
            <dd>{enrolment.site?.name ?? enrolment.venue?.name ?? '–'}</dd>
            <dt>{t('settings.device.id')}</dt>
            <dd class="fingerprint">{enrolment.scannerId}</dd>
          </>
        )}
        <dt>{t('settings.device.reader')}</dt>
        <dd>{reader.value === null ? '…' : t(`settings.reader.${reader.value}`)}</dd>
      </dl>
      {enrolment === null ? (
        <>
          <p>{t('settings.device.none')}</p>
          <button type="button" class="button button-second" onClick={() => go('enrol')}>
            {t('start.enrol')}
          </button>
        </>
      ) : null}
    </section>
  )
}
