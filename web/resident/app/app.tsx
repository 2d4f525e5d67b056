/** The frame: head with name and language, the page of the current path, the bar of pages. Decides which page a phone may see; holds no page itself. */
import { locale } from '../../shared/preferences.ts'
import { newcomerRungWords, residentRungWords } from '../../shared/rung/resident-words.ts'
import { RungBanner } from '../../shared/rung/rung-banner.tsx'
import { CodePage } from '../code/code-page.tsx'
import { forgetPhone, phone } from '../state/phone.ts'
import { region } from '../state/region.ts'
import { Icon, type IconName } from '../ui/icon.tsx'
import { Notice } from '../ui/notice.tsx'
import { Loading } from '../ui/page.tsx'
import { lazyPage } from './lazy-page.tsx'
import { MessageMark } from './message-mark.tsx'
import { hrefOf, route } from './router.ts'
import { say } from './say.ts'

const RegisterPage = lazyPage(() => import('../register/register-page.tsx').then((module) => module.RegisterPage))
const pages: Readonly<Record<string, ReturnType<typeof lazyPage>>> = {
  '/declare': lazyPage(() => import('../declare/declare-page.tsx').then((module) => module.DeclarePage)),
  '/results': lazyPage(() => import('../results/results-page.tsx').then((module) => module.ResultsPage)),
  '/results/complaint': lazyPage(() => import('../complaint/complaint-page.tsx').then((module) => module.ComplaintPage)),
  '/messages': lazyPage(() => import('../messages/messages-page.tsx').then((module) => module.MessagesPage)),
  '/in-turn': lazyPage(() => import('../in-turn/in-turn-page.tsx').then((module) => module.InTurnPage)),
  '/me': lazyPage(() => import('../settings/settings-page.tsx').then((module) => module.SettingsPage)),
  '/me/residence': lazyPage(() => import('../settings/residence-page.tsx').then((module) => module.ResidencePage)),
  '/me/sign-out': lazyPage(() => import('../settings/sign-out-page.tsx').then((module) => module.SignOutPage)),
  '/me/household': lazyPage(() => import('../household/household-page.tsx').then((module) => module.HouseholdPage)),
  '/me/household/add': lazyPage(() => import('../household/add-member-page.tsx').then((module) => module.AddMemberPage)),
  '/privacy': lazyPage(() => import('../settings/privacy-page.tsx').then((module) => module.PrivacyPage)),
}

const tabs: readonly { path: string; icon: IconName; name: 'code' | 'declare' | 'results' | 'me' }[] = [
  { path: '/', icon: 'code', name: 'code' },
  { path: '/declare', icon: 'declare', name: 'declare' },
  { path: '/results', icon: 'results', name: 'results' },
  { path: '/me', icon: 'me', name: 'me' },
]

export function App() {
  const { stage } = phone.value
  return (
    <div class={`frame ${stage === 'enrolled' ? 'frame-with-tabs' : ''}`}>
      <header class="top">
        <a class="top-name" href={hrefOf('/')}>
          <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width="30" height="30" />
          <span>
            {region.value === null ? 'Evergate' : region.value.names[locale.value]} <strong>{say('appName')}</strong>
            {region.value?.demo === true && <small>{say('demo')}</small>}
          </span>
        </a>
        {stage === 'enrolled' && <MessageMark />}
        <button type="button" class="top-language" onClick={() => (locale.value = locale.value === 'en' ? 'zh-CN' : 'en')}>
          {say('language')}
        </button>
      </header>
      {stage === 'enrolled' && <Tabs />}
      <RungBanner words={stage === 'enrolled' ? residentRungWords : newcomerRungWords} />
      <main tabIndex={-1}>
        <CurrentPage />
      </main>
    </div>
  )
}

function Tabs() {
  return (
    <nav class="tabs" aria-label={say('navigation')}>
      {tabs.map(({ path, icon, name }) => (
        <a key={path} href={hrefOf(path)} aria-current={isInTab(path) ? 'page' : undefined}>
          <Icon name={icon} />
          <span>{say(name)}</span>
        </a>
      ))}
    </nav>
  )
}

/** Pages below none of the tabs belong to the code; what is kept about a resident is opened from their own page. */
function isInTab(path: string): boolean {
  const shown = route.value === '/privacy' ? '/me' : route.value
  const below = (tab: string): boolean => shown === tab || shown.startsWith(`${tab}/`)
  return path === '/' ? !tabs.some((tab) => tab.path !== '/' && below(tab.path)) : below(path)
}

function CurrentPage() {
  const current = phone.value
  if (current.stage === 'opening') return <Loading />
  if (current.stage === 'unreadable') {
    return (
      <Notice tone="care" icon="warning" title={say('unreadableTitle')}>
        {say('unreadableWhy')}
      </Notice>
    )
  }
  if (route.value === '/privacy') return <PageAt path="/privacy" />
  if (current.stage === 'new') return <RegisterPage />
  return (
    <>
      {current.ended && <Ended />}
      {route.value in pages ? <PageAt path={route.value} /> : <CodePage />}
    </>
  )
}

function PageAt({ path }: { path: string }) {
  const Page = pages[path]!
  return <Page />
}

function Ended() {
  const again = async (): Promise<void> => {
    await forgetPhone()
    location.replace(hrefOf('/')) // loaded anew, so that nothing of this resident stays in memory
  }
  return (
    <div class="stack ended">
      <Notice tone="bad" icon="phone" title={say('endedTitle')}>
        {say('endedWhy')}
      </Notice>
      <button type="button" class="button" onClick={() => void again()}>
        {say('endedDo')}
      </button>
    </div>
  )
}
