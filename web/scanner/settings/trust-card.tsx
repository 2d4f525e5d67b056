// Whose signature this device believes, and how it came to.
import { locale } from '../../shared/preferences.ts'
import { fingerprintOf, shortFingerprint } from '../device/region.ts'
import type { RegionPin } from '../device/settings.ts'
import { t } from './words.ts'

export function TrustCard({ pin }: { pin: RegionPin }) {
  return (
    <section class="card stack stack-small">
      <h2>{t('settings.trust')}</h2>
      <dl class="facts">
        <dt>{t('settings.region')}</dt>
        <dd>
          {pin.names[locale.value] ?? pin.region} ({pin.region})
        </dd>
        <dt>{t('settings.fingerprint')}</dt>
        <dd>
          <span class="fingerprint">{shortFingerprint(fingerprintOf(pin.rootKey) ?? '')}</span>
          <br />
          <span class="quiet">{t(`settings.pinned.${pin.pinnedBy}`)}</span>
        </dd>
      </dl>
    </section>
  )
}
