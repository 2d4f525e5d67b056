// Chooses who reads the codes: the phone's own detector where it works, zxing-wasm everywhere else.
import type { CodeKind, Decoder, Frame } from './frame.ts'
import { makeNativeDecoder } from './native-decoder.ts'
import { makeZxingDecoder } from './zxing-decoder.ts'

/** A decoder for these kinds. A native detector that fails while working is replaced for good, and the frame it failed on is skipped. */
export async function openDecoder(kinds: readonly CodeKind[]): Promise<Decoder> {
  const native = await makeNativeDecoder(kinds)
  return native === null ? makeZxingDecoder(kinds) : withFallback(native, () => makeZxingDecoder(kinds))
}

/** Exported for its test: the switch from one decoder to the next. */
export function withFallback(first: Decoder, makeNext: () => Decoder): Decoder {
  let current = first
  let replaced = false
  return {
    get name() {
      return current.name
    },
    async decode(frame: Frame) {
      if (replaced) return current.decode(frame)
      try {
        return await current.decode(frame)
      } catch {
        if (!replaced) {
          replaced = true
          current.close()
          current = makeNext()
        }
        return null
      }
    },
    close: () => current.close(),
  }
}
