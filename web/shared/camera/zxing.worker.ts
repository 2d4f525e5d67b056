// Decodes frames with zxing-wasm away from the main thread, for browsers without a usable BarcodeDetector.
// The wasm comes from our own origin: the library would otherwise ask a public CDN, and a gate must work offline.
import { prepareZXingModule, type ReaderOptions, readBarcodes } from 'zxing-wasm/reader'
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url'
import type { CodeKind, DecodeAnswer, DecodeRequest } from './frame.ts'

const FORMAT_BY_KIND = {
  qr: 'QRCode',
  code_128: 'Code128',
  code_39: 'Code39',
  data_matrix: 'DataMatrix',
} as const satisfies Record<CodeKind, string>

prepareZXingModule({ overrides: { locateFile: () => wasmUrl } })

addEventListener('message', (event: MessageEvent<DecodeRequest>) => {
  void answer(event.data)
})

async function answer(request: DecodeRequest): Promise<void> {
  const options: ReaderOptions = {
    formats: request.kinds.map((kind) => FORMAT_BY_KIND[kind]),
    maxNumberOfSymbols: 1,
    tryInvert: false,
    characterSet: 'UTF8',
  }
  try {
    const [found] = await readBarcodes(new ImageData(request.rgba, request.width, request.height), options)
    reply({ requestId: request.requestId, text: found === undefined || found.text === '' ? null : found.text })
  } catch (error) {
    reply({ requestId: request.requestId, failed: error instanceof Error ? error.message : String(error) })
  }
}

function reply(message: DecodeAnswer): void {
  postMessage(message)
}
