// Where the gate stands: the kinds of place for which the city's policies have rules.

import { locale } from '../../shared/preferences.ts'
import { Page } from '../device/page.tsx'
import { go, replaceBy } from '../device/route.ts'
import { changeSettings, settings } from '../device/settings.ts'
import { policyView } from '../gate/gate.ts'
import { RefreshButton } from '../gate/refresh-button.tsx'
import { t, wordsFor } from '../words/words.ts'

/** The region's own name for a kind of place where we have no word for it. */
export function venueName(venueType: string): string {
  return wordsFor('venue', venueType) ?? venueType
}

export function VenueScreen() {
  const order = new Intl.Collator(locale.value)
  const types = [...(policyView.value?.venueTypes ?? [])].sort((left, right) => order.compare(venueName(left), venueName(right)))
  const chosen = settings.value.venueType
  const choose = (venueType: string): void => {
    changeSettings({ venueType })
    replaceBy('guard')
  }
  return (
    <Page title={t('venue.title')} back={settings.value.venueType === null ? 'start' : 'guard'}>
      <p>{t('venue.about')}</p>
      {types.length === 0 ? <NoRules /> : null}
      <ul class="venue-list">
        {types.map((venueType) => (
          <li key={venueType}>
            <button type="button" class="choice venue-choice" aria-pressed={venueType === chosen} onClick={() => choose(venueType)}>
              {venueName(venueType)}
            </button>
          </li>
        ))}
      </ul>
    </Page>
  )
}

function NoRules() {
  return (
    <section class="card stack">
      <p role="status">{t('venue.no_rules')}</p>
      <RefreshButton class="button" />
      <button type="button" class="button button-plain" onClick={() => go('start')}>
        {t('common.back')}
      </button>
    </section>
  )
}
