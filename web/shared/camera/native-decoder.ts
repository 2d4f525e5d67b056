// The decoder the phone may already have: BarcodeDetector (W3C Shape Detection). Used only when it says that it reads
// every kind we ask for; several browsers expose the class without a working service behind it.
import type { CodeKind, Decoder } from './frame.ts'

interface NativeDetector {
  detect(source: ImageData): Promise<readonly { readonly rawValue: string }[]>
}

interface NativeDetectorClass {
  new (options: { readonly formats: readonly string[] }): NativeDetector
  getSupportedFormats(): Promise<readonly string[]>
}

const FORMAT_BY_KIND: Readonly<Record<CodeKind, string>> = {
  qr: 'qr_code',
  code_128: 'code_128',
  code_39: 'code_39',
  data_matrix: 'data_matrix',
}

/** Null where this browser has no detector for these kinds. */
export async function makeNativeDecoder(kinds: readonly CodeKind[], scope: object = globalThis): Promise<Decoder | null> {
  const detectorClass = (scope as { readonly BarcodeDetector?: NativeDetectorClass }).BarcodeDetector
  if (detectorClass === undefined) return null
  const formats = kinds.map((kind) => FORMAT_BY_KIND[kind])
  try {
    const supported = await detectorClass.getSupportedFormats()
    if (!formats.every((format) => supported.includes(format))) return null
    const detector = new detectorClass({ formats })
    return {
      name: 'barcode_detector',
      async decode(frame) {
        const [found] = await detector.detect(new ImageData(frame.rgba, frame.width, frame.height))
        return found === undefined || found.rawValue === '' ? null : found.rawValue
      },
      close() {},
    }
  } catch {
    return null
  }
}
