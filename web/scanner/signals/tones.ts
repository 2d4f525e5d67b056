// What every outcome sounds and feels like. One table, so that no two outcomes can be mistaken for each other
// by somebody who is not looking. Plays nothing itself.

export type Outcome =
  | 'admit'
  | 'admit_with_precautions'
  | 'deny'
  | 'check_another_way'
  | 'sample_done'
  | 'sample_in_tube'
  | 'sample_in_round'
  | 'sample_refused'
  | 'code_read'

export interface Tone {
  readonly hertz: number
  readonly startMs: number
  readonly lengthMs: number
  /** Sine is mild, square cuts through street noise. */
  readonly shape: 'sine' | 'square' | 'triangle'
}

export interface OutcomeSignal {
  readonly tones: readonly Tone[]
  /** On and off times in ms, as navigator.vibrate takes them. */
  readonly vibration: readonly number[]
}

const tone = (hertz: number, startMs: number, lengthMs: number, shape: Tone['shape'] = 'sine'): Tone => ({
  hertz,
  startMs,
  lengthMs,
  shape,
})

export const SIGNALS: Readonly<Record<Outcome, OutcomeSignal>> = {
  admit: { tones: [tone(880, 0, 90), tone(1319, 90, 160)], vibration: [60] },
  admit_with_precautions: { tones: [tone(784, 0, 120, 'triangle'), tone(784, 200, 120, 'triangle')], vibration: [80, 80, 80] },
  deny: { tones: [tone(196, 0, 300, 'square'), tone(147, 320, 450, 'square')], vibration: [500, 100, 500] },
  check_another_way: {
    tones: [tone(523, 0, 130, 'triangle'), tone(392, 170, 130, 'triangle'), tone(523, 340, 130, 'triangle')],
    vibration: [120, 80, 120, 80, 120],
  },
  sample_done: { tones: [tone(988, 0, 80), tone(1480, 80, 140)], vibration: [60] },
  sample_in_tube: { tones: [tone(988, 0, 90), tone(988, 140, 90)], vibration: [60, 60, 60] },
  sample_in_round: {
    tones: [
      tone(659, 0, 140, 'triangle'),
      tone(494, 170, 140, 'triangle'),
      tone(659, 340, 140, 'triangle'),
      tone(494, 510, 140, 'triangle'),
    ],
    vibration: [150, 80, 150, 80, 150],
  },
  sample_refused: { tones: [tone(220, 0, 250, 'square'), tone(175, 270, 400, 'square')], vibration: [400, 100, 400] },
  code_read: { tones: [tone(1760, 0, 50)], vibration: [30] },
}
