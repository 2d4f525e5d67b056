// What the camera sees, with every state it can be in: opening, watching, asleep, refused, missing, busy, not supported, no reader.
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { CodeKind } from '../../shared/camera/frame.ts'
import { type ScanSession, type ScanState, startScanning } from '../../shared/camera/scan-session.ts'
import { type Key, t } from '../words/words.ts'
import { Icon } from './icon.tsx'
import { useStart } from './use-start.ts'

export interface ViewfinderProps {
  /** Fixed for the life of the viewfinder. */
  readonly kinds: readonly CodeKind[]
  readonly paused: boolean
  readonly onCode: (text: string) => void
  readonly hint: string
}

export function Viewfinder({ kinds, paused, onCode, hint }: ViewfinderProps) {
  const video = useRef<HTMLVideoElement>(null)
  const session = useSignal<ScanSession | null>(null)
  const latest = useRef(onCode)
  latest.current = onCode
  useStart(() => {
    if (video.current === null) return undefined
    const started = startScanning(video.current, { kinds, onCode: (text) => latest.current(text) })
    session.value = started
    return () => started.close()
  })
  const current = session.value
  useEffect(() => current?.setPaused(paused), [paused, current])
  const state = session.value?.state.value ?? 'starting'
  return (
    <div class="viewfinder" data-state={state}>
      <video ref={video} class="viewfinder-video" muted playsInline />
      {state === 'scanning' ? <Frame hint={hint} /> : <Trouble state={state} onAgain={() => session.value?.retry()} />}
      <Torch session={session.value} />
    </div>
  )
}

function Frame({ hint }: { hint: string }) {
  return (
    <>
      <svg class="viewfinder-frame" viewBox="0 0 100 100" aria-hidden="true">
        <path d="M3 22V9a6 6 0 0 1 6-6h13M78 3h13a6 6 0 0 1 6 6v13M97 78v13a6 6 0 0 1-6 6H78M22 97H9a6 6 0 0 1-6-6V78" />
      </svg>
      <p class="viewfinder-hint">{hint}</p>
    </>
  )
}

function Trouble({ state, onAgain }: { state: ScanState; onAgain: () => void }) {
  const waiting = state === 'starting' || state === 'asleep'
  return (
    <div class="viewfinder-trouble" role="status">
      <Icon name={waiting ? 'camera' : 'camera_off'} />
      <p>
        <strong>{t(`camera.${state}`)}</strong>
      </p>
      {waiting ? null : <p>{t(`camera.${state}.how` as Key)}</p>}
      {waiting ? null : (
        <button type="button" class="button" onClick={onAgain}>
          {t('common.again')}
        </button>
      )}
    </div>
  )
}

function Torch({ session }: { session: ScanSession | null }) {
  if (session === null || session.torch.value === 'absent') return null
  const on = session.torch.value === 'on'
  return (
    <button
      type="button"
      class="viewfinder-torch"
      aria-pressed={on}
      aria-label={t(on ? 'camera.torch.off' : 'camera.torch.on')}
      onClick={() => void session.toggleTorch()}
    >
      <Icon name="torch" />
    </button>
  )
}
