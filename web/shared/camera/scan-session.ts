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
/** After this long without a code the camera is looked at less often: a gate at night. */
const IDLE_AFTER_MS = 60_000
const IDLE_REST_MS = 330
const FAILURES_MAX = 3

export function startScanning(video: HTMLVideoElement, options: ScanOptions): ScanSession {
  const watch = new Watch(video, options)
  const onVisibility = (): void => {
    if (document.hidden) watch.fail('asleep')
    else if (watch.state.value === 'asleep') void watch.open()
  }
  const onDevices = (): void => {
    if (watch.state.value === 'no_camera' || watch.state.value === 'camera_busy') void watch.open()
  }
  document.addEventListener('visibilitychange', onVisibility)
  navigator.mediaDevices?.addEventListener?.('devicechange', onDevices)
  void watch.open()
  return {
    state: watch.state,
    torch: watch.torch,
    toggleTorch: () => watch.toggleTorch(),
    setPaused: (paused) => watch.setPaused(paused),
    retry: () => void watch.open(),
    close() {
      document.removeEventListener('visibilitychange', onVisibility)
      navigator.mediaDevices?.removeEventListener?.('devicechange', onDevices)
      watch.release()
    },
  }
}

/** The camera and the decoder of one session. `opening` counts the attempts: what belongs to an older one has no say any more. */
class Watch {
  readonly state = signal<ScanState>('starting')
  readonly torch = signal<TorchState>('absent')
  private readonly video: HTMLVideoElement
  private readonly options: ScanOptions
  private readonly repeats = makeRepeatGuard()
  private readonly grab: ReturnType<typeof makeFrameGrabber>
  private camera: Camera | null = null
  private decoder: Decoder | null = null
  private paused = false
  private opening = 0
  private failures = 0
  private lastCodeAtMs = now()
  private cancelLook = (): void => {}

  constructor(video: HTMLVideoElement, options: ScanOptions) {
    this.video = video
    this.options = options
    this.grab = makeFrameGrabber(video)
  }

  async open(): Promise<void> {
    this.release()
    const mine = this.opening
    this.state.value = 'starting'
    const [opened, decoder] = await Promise.all([openCamera(), openDecoder(this.options.kinds)])
    if (mine !== this.opening || !opened.ok) {
      decoder.close()
      if (opened.ok) opened.camera.close()
      else if (mine === this.opening) this.state.value = opened.problem
      return
    }
    this.camera = opened.camera
    this.decoder = decoder
    await this.show(opened.camera, mine)
    if (mine !== this.opening) return
    this.state.value = 'scanning'
    this.failures = 0
    this.lastCodeAtMs = now()
    await this.look(decoder, mine)
  }

  release(): void {
    this.opening += 1
    this.cancelLook()
    this.camera?.close()
    this.decoder?.close()
    this.camera = null
    this.decoder = null
    this.video.srcObject = null
    this.torch.value = 'absent'
  }

  fail(problem: ScanState): void {
    this.release()
    this.state.value = problem
  }

  setPaused(paused: boolean): void {
    if (paused && !this.paused) this.repeats.pause(now())
    if (!paused && this.paused) this.repeats.resume(now())
    this.paused = paused
  }

  async toggleTorch(): Promise<void> {
    if (this.camera === null || this.torch.value === 'absent') return
    this.torch.value = (await this.camera.setTorch(this.torch.value === 'off')) ? 'on' : 'off'
  }

  private async show(camera: Camera, mine: number): Promise<void> {
    this.torch.value = camera.hasTorch ? 'off' : 'absent'
    camera.stream.getVideoTracks()[0]?.addEventListener('ended', () => {
      if (mine === this.opening) this.fail('camera_busy')
    })
    this.video.srcObject = camera.stream
    // A page that may not play by itself still shows the first frame; reading goes by readyState.
    await this.video.play().catch(() => {})
  }

  private async look(decoder: Decoder, mine: number): Promise<void> {
    const startedAtMs = now()
    const frame = this.paused ? null : this.grab()
    if (frame !== null) {
      const read = await decoder.decode(frame).catch(() => undefined)
      if (mine !== this.opening) return
      this.failures = read === undefined ? this.failures + 1 : 0
      if (this.failures >= FAILURES_MAX) return this.fail('no_decoder')
      if (typeof read === 'string' && !this.paused) this.meet(read)
    }
    const restMs = now() - this.lastCodeAtMs > IDLE_AFTER_MS ? IDLE_REST_MS : now() - startedAtMs
    this.cancelLook = after(Math.min(REST_MS_MAX, Math.max(REST_MS_MIN, restMs)), () => void this.look(decoder, mine))
  }

  private meet(text: string): void {
    this.lastCodeAtMs = now()
    if (this.repeats.isNew(text, this.lastCodeAtMs)) this.options.onCode(text)
  }
}
