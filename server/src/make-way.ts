/**
 * How much way work without a caller makes for requests. Pure.
 */
import { type Rung, triggers } from './platform/admission/ladder.ts'

/** Refused: all that can be put off most, at least. */
const crowdedFrom = 1
/** As late as this the ladder puts decisions before dashboards, and as late as that before history. */
const [lateSeconds, tooLateSeconds] = [latenessOf(1), latenessOf(2)]

/**
 * For how many times as long as it worked a loop that is not urgent rests: nine times while requests are refused for load, less the later decisions are.
 * `cursorLevel` is 0..4 and must be without what the ladder adds: late decisions raise the ladder, so it would keep them late.
 */
export function restFactorAt(cursorLevel: number, behindSeconds: number): number {
  if (cursorLevel < crowdedFrom) return 0
  if (behindSeconds < lateSeconds) return 9
  return behindSeconds < tooLateSeconds ? 3 : 1
}

function latenessOf(rung: Rung): number {
  return triggers.find((one) => one.rung === rung && one.reading === 'behindSeconds')!.enter
}
