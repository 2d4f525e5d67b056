// Settings: how it speaks and sounds, where it stands, whom it trusts, what it holds, and the way out.
import './settings.css'
import { largeType } from '../../shared/preferences.ts'
import { LanguageChoice, Page } from '../device/page.tsx'
import { player } from '../device/player.ts'
import { go, settingsFrom } from '../device/route.ts'
import { changeSettings, settings } from '../device/settings.ts'
import { venueName } from '../guard/venue-screen.tsx'
import { DeviceCard } from './device-card.tsx'
import { FilesCard } from './files-card.tsx'
import { LeaveCard } from './leave-card.tsx'
import { TrustCard } from './trust-card.tsx'
import { t } from './words.ts'

export function SettingsScreen() {
  const { pin, venueType, sounds } = settings.value
  return (
    <Page title={t('settings.title')} back={settingsFrom.value}>
      <section class="card stack">
        <LanguageChoice />
        <Switch label={t('settings.large')} checked={largeType.value} onChange={(on) => (largeType.value = on)} />
        <Switch label={t('settings.sounds')} checked={sounds} onChange={(on) => changeSettings({ sounds: on })} />
        {sounds ? (
          <button type="button" class="button button-second" onClick={() => player.play('admit')}>
            {t('settings.sounds.try')}
          </button>
        ) : null}
      </section>
      {pin === null ? null : (
        <section class="card row-card">
          <p>
            <span class="quiet">{t('settings.venue')}</span>
            <br />
            {venueType === null ? t('venue.none') : venueName(venueType)}
          </p>
          <button type="button" class="button button-second" onClick={() => go('venue')}>
            {t('settings.change')}
          </button>
        </section>
      )}
      {pin === null ? null : <TrustCard pin={pin} />}
      {pin === null ? null : <FilesCard iss={pin.region} />}
      <DeviceCard />
      <LeaveCard />
    </Page>
  )
}

function Switch({ label, checked, onChange }: { label: string; checked: boolean; onChange: (on: boolean) => void }) {
  return (
    <label class="switch">
      <span>{label}</span>
      <input
        type="checkbox"
        role="switch"
        aria-checked={checked}
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </label>
  )
}
