// The decoder that every browser can run: zxing-wasm in a worker, started with the first camera and not before,
// so that its 410 kB never count towards opening the app.
import type { CodeKind, DecodeAnswer, DecodeRequest, Decoder } from './frame.ts'

interface Waiting {
  readonly resolve: (text: string | null) => void
  readonly reject: (reason: Error) => void
}

/** Starts the worker. Its first answer takes as long as loading and compiling the wasm; `decode` rejects when that fails. */
export function makeZxingDecoder(kinds: readonly CodeKind[]): Decoder {
  const worker = new Worker(new URL('./zxing.worker.ts', import.meta.url), { type: 'module' })
  const waiting = new Map<number, Waiting>()
  let lastRequestId = 0

  worker.addEventListener('message', (event: MessageEvent<DecodeAnswer>) => {
    const answer = event.data
    const asked = waiting.get(answer.requestId)
    waiting.delete(answer.requestId)
    if ('failed' in answer) asked?.reject(new Error(answer.failed))
    else asked?.resolve(answer.text)
  })
  worker.addEventListener('error', (event) => {
    for (const asked of waiting.values()) asked.reject(new Error(event.message || 'the decoder did not start'))
    waiting.clear()
  })

  return {
    name: 'zxing',
    decode(frame) {
      lastRequestId += 1
      const request: DecodeRequest = { ...frame, requestId: lastRequestId, kinds }
      return new Promise((resolve, reject) => {
        waiting.set(request.requestId, { resolve, reject })
        worker.postMessage(request, [frame.rgba.buffer])
      })
    },
    close() {
      worker.terminate()
      for (const asked of waiting.values()) asked.resolve(null)
      waiting.clear()
    },
  }
}
