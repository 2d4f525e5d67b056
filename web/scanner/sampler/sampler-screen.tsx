// The testing desk: the camera above, one of four pages below, and what must not be overlooked in between.
import './sampler.css'
import { useCallback, useEffect } from 'preact/hooks'
import type { CodeKind } from '../../shared/camera/frame.ts'
import { RungBanner } from '../../shared/rung/rung-banner.tsx'
import { scannerRungWords } from '../../shared/rung/scanner-words.ts'
import { Icon } from '../device/icon.tsx'
import { go } from '../device/route.ts'
import { settings } from '../device/settings.ts'
import { useStayAwake } from '../device/stay-awake.ts'
import { useStart } from '../device/use-start.ts'
import { Viewfinder } from '../device/viewfinder.tsx'
import { listenForGun } from '../guard/typed-code.ts'
import { BoxView } from './box/box-view.tsx'
import { activeBox, scanAtBox } from './box/packing.ts'
import type { Desk } from './desk/desk.ts'
import { openDesk, opening, takeOver, tryAgain } from './desk/desk-opening.ts'
import { DeskNotices } from './desk-notices.tsx'
import { DeskTabs } from './desk-tabs.tsx'
import { ShiftView } from './shift/shift-view.tsx'
import { SiteChoice } from './site-choice.tsx'
import type { DeskSync } from './sync/desk-sync.ts'
import { SyncView } from './sync/sync-view.tsx'
import { CloseTube } from './tube/close-tube.tsx'
import { OpenTube } from './tube/open-tube.tsx'
import { PersonForm } from './tube/person-form.tsx'
import { SwabList } from './tube/swab-list.tsx'
import { TubeView } from './tube/tube-view.tsx'
import { sheet, view } from './view.ts'
import { t } from './words.ts'

/** Passes are QR codes; labels of tubes and boxes are any of the four. */
const KINDS: readonly CodeKind[] = ['qr', 'code_128', 'code_39', 'data_matrix']

export function SamplerScreen() {
  const site = settings.value.enrolment?.site ?? null
  return (
    <main class="desk sampler">
      <header class="desk-head">
        <button type="button" class="icon-button" aria-label={t('common.back')} onClick={() => go('start')}>
          <Icon name="back" />
        </button>
        <h1 class="desk-place">{site === null ? t('sampler.title') : site.name}</h1>
        <button type="button" class="icon-button" aria-label={t('common.settings')} onClick={() => go('settings')}>
          <Icon name="settings" />
        </button>
      </header>
      {site === null ? <SiteChoice /> : <OpenedDesk />}
    </main>
  )
}

function OpenedDesk() {
  useStart(() => void openDesk())
  const opened = opening.value
  if (opened.state === 'open') return <WorkingDesk desk={opened.desk} sync={opened.sync} />
  if (opened.state === 'opening') return <p class="boot-waiting">{t('desk.opening')}</p>
  const again = opened.state === 'elsewhere' ? takeOver : tryAgain
  return (
    <section class="desk-stopped card stack" role="alert" data-desk={opened.state}>
      <h2>{t(`desk.${opened.state}`)}</h2>
      <p>{t(`desk.${opened.state}.about`)}</p>
      <button type="button" class="button button-wide button-tall" onClick={() => void again()}>
        {t(opened.state === 'elsewhere' ? 'desk.take_over' : 'common.again')}
      </button>
    </section>
  )
}

function WorkingDesk({ desk, sync }: { desk: Desk; sync: DeskSync }) {
  useStayAwake()
  const onCode = useCallback((text: string): void => void (view.peek() === 'box' ? scanAtBox(desk, text) : desk.scan(text)), [desk])
  useEffect(() => listenForGun(document, onCode), [onCode])
  const current = view.value
  return (
    <>
      {current === 'tube' || current === 'box' ? (
        <Viewfinder kinds={KINDS} paused={sheet.value !== null} onCode={onCode} hint={aim(desk)} />
      ) : null}
      <div class="desk-page">
        <DeskNotices desk={desk} sync={sync} />
        {current === 'tube' ? <TubeView desk={desk} /> : null}
        {current === 'box' ? <BoxView desk={desk} /> : null}
        {current === 'shift' ? <ShiftView desk={desk} /> : null}
        {current === 'sync' ? <SyncView desk={desk} sync={sync} /> : null}
        {/* below the keys: on a small phone they would be under the tabs otherwise, and nobody has to do anything about it */}
        <RungBanner words={scannerRungWords} />
      </div>
      <DeskTabs desk={desk} sync={sync} />
      <OpenSheet desk={desk} />
    </>
  )
}

function aim(desk: Desk): string {
  if (view.value === 'box') return t(activeBox.value === null ? 'sampler.aim.box' : 'sampler.aim.boxed')
  return t(desk.active === null ? 'sampler.aim.tube' : 'sampler.aim')
}

function OpenSheet({ desk }: { desk: Desk }) {
  const open = sheet.value
  if (open === null) return null
  if (open.kind === 'open_tube') return <OpenTube key={open.code} desk={desk} code={open.code} />
  if (open.kind === 'close_tube') return <CloseTube desk={desk} tubeCode={open.tubeCode} />
  if (open.kind === 'swabs') return <SwabList desk={desk} tubeCode={open.tubeCode} />
  return <PersonForm desk={desk} tubeCode={open.tubeCode} />
}
