/** The resident's own page: card, household, residence, how the app looks, leaving. */
import { useEffect } from 'preact/hooks'
import { largeType, locale } from '../../shared/preferences.ts'
import { hrefOf } from '../app/router.ts'
import { say } from '../app/say.ts'
import { meQuery } from '../state/me.ts'
import { unreadCount } from '../state/messages.ts'
import type { Me } from '../state/wire.ts'
import { CachedView } from '../ui/cached-view.tsx'
import { Choices, Tick } from '../ui/field.tsx'
import { Icon, type IconName } from '../ui/icon.tsx'
import { Page } from '../ui/page.tsx'
import { divisionsQuery, streetName } from './divisions.ts'
import { saySettings } from './words.ts'

export function SettingsPage() {
  return (
    <Page title={saySettings('title')}>
      <CachedView query={meQuery}>{(me: Me) => <OwnCard me={me} />}</CachedView>
      <section class="card stack">
        <h2>{saySettings('appearance')}</h2>
        <Choices
          label={saySettings('language')}
          options={[
            ['zh-CN', '中文'],
            ['en', 'English'],
          ]}
          value={locale.value}
          onChoose={(chosen) => (locale.value = chosen)}
        />
        <Tick label={saySettings('largeType')} value={largeType.value} onChange={(on) => (largeType.value = on)} />
      </section>
      <nav class="card list">
        <Line
          icon="message"
          path="/messages"
          text={saySettings('messages')}
          {...(unreadCount.value === 0 ? {} : { small: say('unread', { count: unreadCount.value }) })}
        />
        <Line icon="shield" path="/privacy" text={saySettings('privacy')} />
        <Line icon="phone" path="/me/sign-out" text={saySettings('signOut')} />
      </nav>
    </Page>
  )
}

function OwnCard({ me }: { me: Me }) {
  useEffect(() => {
    if (me.streetCode !== null) void divisionsQuery.loadOnce()
  }, [me.streetCode])
  return (
    <section class="card">
      <div class="own">
        <h2>{me.nameMasked}</h2>
        <p class="quiet">{me.documentMasked}</p>
        <p class="quiet">{me.phoneMasked}</p>
      </div>
      <nav class="list">
        <Line icon="people" path="/me/household" text={saySettings('household')} small={describeHousehold(me)} />
        <Line
          icon="home"
          path="/me/residence"
          text={saySettings('residence')}
          small={me.streetCode === null ? saySettings('residenceNone') : streetName(me.streetCode)}
        />
      </nav>
    </section>
  )
}

/** Whom the resident carries and, where there is anybody, who carries the resident. */
function describeHousehold({ members, carriedBy = [] }: Me): string {
  const carried = members.length === 0 ? saySettings('householdNone') : saySettings('householdCount', { count: members.length })
  return carriedBy.length === 0 ? carried : `${carried} · ${saySettings('carrierCount', { count: carriedBy.length })}`
}

function Line({ icon, path, text, small }: { icon: IconName; path: string; text: string; small?: string }) {
  return (
    <a class="list-line" href={hrefOf(path)}>
      <Icon name={icon} />
      <span class="list-text">
        {text}
        {small !== undefined && <small>{small}</small>}
      </span>
      <Icon name="next" size={18} />
    </a>
  )
}
