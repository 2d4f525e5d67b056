// The first screen: what this device is for.
import { Icon, type IconName } from './device/icon.tsx'
import { LanguageChoice } from './device/page.tsx'
import { go, type Screen } from './device/route.ts'
import { settings } from './device/settings.ts'
import { t } from './words/words.ts'

export function StartScreen() {
  return (
    <main class="page start">
      <header class="start-head">
        <p class="start-name">{t('app.name')}</p>
        <button type="button" class="icon-button" aria-label={t('common.settings')} onClick={() => go('settings')}>
          <Icon name="settings" />
        </button>
      </header>
      <h1>{t('start.title')}</h1>
      <div class="start-choices">
        <StartChoice to="guard" icon="gate" title={t('start.guard')} about={t('start.guard.about')} />
        <StartChoice to="sampler" icon="tube" title={t('start.sampler')} about={t('start.sampler.about')} />
      </div>
      {settings.value.enrolment === null ? (
        <button type="button" class="button button-plain" onClick={() => go('enrol')}>
          <Icon name="key" />
          {t('start.enrol')}
        </button>
      ) : null}
      <LanguageChoice />
    </main>
  )
}

function StartChoice({ to, icon, title, about }: { to: Screen; icon: IconName; title: string; about: string }) {
  return (
    <button type="button" class="start-choice" onClick={() => go(to)}>
      <Icon name={icon} />
      <span class="start-choice-words">
        <strong>{title}</strong>
        <span>{about}</span>
      </span>
    </button>
  )
}
