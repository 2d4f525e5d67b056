// One camera being watched for codes: opens it, looks several times a second, rests as long as it worked,
// lets go of the camera while nobody looks at the page. Draws nothing and decides nothing about a code.
import { type ReadonlySignal, signal } from '@preact/signals'
import { after, now } from '../clock.ts'
import { type Camera, type CameraProblem, openCamera } from './camera.ts'
import { openDecoder } from './decoder.ts'
import type { CodeKind, Decoder } from './frame.ts'
import { makeFrameGrabber } from './frame-grabber.ts'
import { makeRepeatGuard } from './repeat-guard.ts'

export type ScanState = 'starting' | 'scanning' | 'asleep' | 'no_decoder' | CameraProblem
export type TorchState = 'absent' | 'off' | 'on'

export interface ScanSession {
  readonly state: ReadonlySignal<ScanState>
  readonly torch: ReadonlySignal<TorchState>
  toggleTorch(): Promise<void>
  /** While paused the picture runs on and nothing is read. Going on again gives a code still in sight its quiet time anew. */
  setPaused(paused: boolean): void
  /** Opens the camera again after a problem was mended. */
  retry(): void
  close(): void
}

export interface ScanOptions {
  readonly kinds: readonly CodeKind[]
  readonly onCode: (text: string) => void
}

const REST_MS_MIN = 110
const REST_MS_MAX = 600
/** After this long without a code the camera is looked at half as often: a gate at night. */
const IDLE_AFTER_MS = 60_000
const IDLE_REST_MS = 330
const FAILURES_MAX = 3

export function startScanning(video: HTMLVideoElement, options: ScanOptions): ScanSession {
  const state = signal<ScanState>('starting')
  const torch = signal<TorchState>('absent')
  const repeats = makeRepeatGuard()
  const grab = makeFrameGrabber(video)
  let camera: Camera | null = null
  let decoder: Decoder | null = null
  let paused = false
  let opening = 0
  let failures = 0
  let lastCodeAtMs = now()
  let cancelLook = (): void => {}

  const release = (): void => {
    opening += 1
    cancelLook()
    camera?.close()
    decoder?.close()
    camera = null
    decoder = null
    video.srcObject = null
    torch.value = 'absent'
  }

  const open = async (): Promise<void> => {
    release()
    const mine = opening
    state.value = 'starting'
    failures = 0
    const [opened, made] = await Promise.all([openCamera(), openDecoder(options.kinds)])
    if (mine !== opening || !opened.ok) {
      made.close()
      if (opened.ok) opened.camera.close()
      else if (mine === opening) state.value = opened.problem
      return
    }
    camera = opened.camera
    decoder = made
    torch.value = camera.hasTorch ? 'off' : 'absent'
    camera.stream.getVideoTracks()[0]?.addEventListener('ended', () => {
      if (mine === opening) fail('camera_busy')
    })
    video.srcObject = camera.stream
    // A page that may not play by itself still shows the first frame; reading goes by readyState.
    await video.play().catch(() => {})
    if (mine !== opening) return
    state.value = 'scanning'
    lastCodeAtMs = now()
    await look(made, mine)
  }

  const fail = (problem: ScanState): void => {
    release()
    state.value = problem
  }

  const look = async (with_: Decoder, mine: number): Promise<void> => {
    const startedAtMs = now()
    const frame = paused ? null : grab()
    if (frame !== null) {
      const text = await with_.decode(frame).then(readOk, () => undefined)
      if (mine !== opening) return
      if (text === undefined) {
        failures += 1
        if (failures >= FAILURES_MAX) return fail('no_decoder')
      } else if (text !== null && !paused) meet(text)
    }
    const restMs = now() - lastCodeAtMs > IDLE_AFTER_MS ? IDLE_REST_MS : now() - startedAtMs
    cancelLook = after(Math.min(REST_MS_MAX, Math.max(REST_MS_MIN, restMs)), () => void look(with_, mine))
  }

  const readOk = (text: string | null): string | null => {
    failures = 0
    return text
  }

  const meet = (text: string): void => {
    lastCodeAtMs = now()
    if (repeats.isNew(text, lastCodeAtMs)) options.onCode(text)
  }

  const onVisibility = (): void => {
    if (document.hidden) fail('asleep')
    else if (state.value === 'asleep') void open()
  }
  const onDevices = (): void => {
    if (state.value === 'no_camera' || state.value === 'camera_busy') void open()
  }

  document.addEventListener('visibilitychange', onVisibility)
  navigator.mediaDevices?.addEventListener?.('devicechange', onDevices)
  void open()

  return {
    state,
    torch,
    async toggleTorch() {
      if (camera === null || torch.value === 'absent') return
      torch.value = (await camera.setTorch(torch.value === 'off')) ? 'on' : 'off'
    },
    setPaused(next) {
      if (next && !paused) repeats.pause(now())
      if (paused && !next) repeats.resume(now())
      paused = next
    },
    retry: () => void open(),
    close() {
      document.removeEventListener('visibilitychange', onVisibility)
      navigator.mediaDevices?.removeEventListener?.('devicechange', onDevices)
      release()
    },
  }
}
