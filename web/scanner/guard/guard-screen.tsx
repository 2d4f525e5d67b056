// The gate's screen: the camera, the age of the files, the way to type a code, and today's count. The answer covers it all.
import { useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { RungBanner } from '../../shared/rung/rung-banner.tsx'
import { scannerRungWords } from '../../shared/rung/scanner-words.ts'
import { Icon } from '../device/icon.tsx'
import { player } from '../device/player.ts'
import { go } from '../device/route.ts'
import { settings } from '../device/settings.ts'
import { useStayAwake } from '../device/stay-awake.ts'
import { Viewfinder } from '../device/viewfinder.tsx'
import { FilesStrip } from '../gate/files-strip.tsx'
import { t } from '../words/words.ts'
import { AnswerSheet } from './answer-sheet.tsx'
import { CountStrip } from './count-strip.tsx'
import { type GuardDesk, openGuardDesk } from './guard-desk.ts'
import { listenForGun } from './typed-code.ts'
import { venueName } from './venue-screen.tsx'

export function GuardScreen() {
  useStayAwake()
  const desk = useMemo(() => openGuardDesk(player), [])
  useEffect(() => {
    const stopListening = listenForGun(document, (text) => void desk.check(text))
    return () => {
      stopListening()
      desk.close()
    }
  }, [desk])
  const shown = desk.shown.value
  return (
    <main class="desk guard">
      <h1 class="visually-hidden">{t('guard.title')}</h1>
      <GuardHead />
      <Viewfinder kinds={['qr']} paused={shown !== null} onCode={(text) => void desk.check(text)} hint={t('camera.scanning')} />
      <div class="desk-side">
        <RungBanner words={scannerRungWords} />
        <FilesStrip />
        <TypeCode desk={desk} />
        <CountStrip />
      </div>
      {shown === null ? null : <AnswerSheet shown={shown} onNext={desk.putAway} />}
    </main>
  )
}

function GuardHead() {
  return (
    <header class="desk-head">
      <button type="button" class="icon-button" aria-label={t('common.back')} onClick={() => go('start')}>
        <Icon name="back" />
      </button>
      <button type="button" class="desk-place" onClick={() => go('venue')}>
        <Icon name="place" />
        <span class="visually-hidden">{t('guard.place')}: </span>
        {venueName(settings.value.venueType ?? '')}
      </button>
      <button type="button" class="icon-button" aria-label={t('common.settings')} onClick={() => go('settings')}>
        <Icon name="settings" />
      </button>
    </header>
  )
}

function TypeCode({ desk }: { desk: GuardDesk }) {
  const typed = useSignal('')
  const check = (event: Event): void => {
    event.preventDefault()
    const text = typed.value
    typed.value = ''
    if (text.trim() !== '') void desk.check(text)
  }
  return (
    <form class="type-code" onSubmit={check}>
      <input
        class="code-input"
        aria-label={t('guard.type')}
        placeholder={t('guard.type')}
        value={typed.value}
        autocomplete="off"
        autocapitalize="characters"
        spellcheck={false}
        onInput={(event) => {
          typed.value = event.currentTarget.value
        }}
      />
      <button type="submit" class="button" disabled={typed.value.trim() === ''}>
        {t('guard.check')}
      </button>
    </form>
  )
}
