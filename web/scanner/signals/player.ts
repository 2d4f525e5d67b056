// Plays the signals of tones.ts with WebAudio and the vibration motor. Must stay silent rather than fail:
// a phone without either still shows the answer.
import { type Outcome, SIGNALS, type Tone } from './tones.ts'

const VOLUME = 0.5
const FADE_SECONDS = 0.015

export interface Player {
  /** To be called inside a touch or key press: browsers allow sound only after one. */
  unlock(): void
  play(outcome: Outcome): void
}

export function makePlayer(soundsOn: () => boolean): Player {
  let context: AudioContext | null = null
  const unlock = (): void => {
    if (!('AudioContext' in globalThis)) return
    context ??= new AudioContext()
    if (context.state === 'suspended') context.resume().catch(() => {})
  }
  return {
    unlock,
    play(outcome) {
      const { tones, vibration } = SIGNALS[outcome]
      // Chromium refuses to vibrate, with a warning, before the first touch.
      if (navigator.userActivation?.hasBeenActive ?? true) navigator.vibrate?.([...vibration])
      if (!soundsOn()) return
      if (context === null && (navigator.userActivation?.hasBeenActive ?? false)) unlock()
      if (context !== null) for (const tone of tones) schedule(context, tone)
    },
  }
}

function schedule(context: AudioContext, tone: Tone): void {
  const startsAt = context.currentTime + tone.startMs / 1000
  const endsAt = startsAt + tone.lengthMs / 1000
  const oscillator = context.createOscillator()
  const gain = context.createGain()
  oscillator.type = tone.shape
  oscillator.frequency.value = tone.hertz
  gain.gain.setValueAtTime(0, startsAt)
  gain.gain.linearRampToValueAtTime(VOLUME, startsAt + FADE_SECONDS)
  gain.gain.setValueAtTime(VOLUME, endsAt - FADE_SECONDS)
  gain.gain.linearRampToValueAtTime(0, endsAt)
  oscillator.connect(gain).connect(context.destination)
  oscillator.start(startsAt)
  oscillator.stop(endsAt)
}
