// Vectors that this project did not write, from ../shared/vectors beside the repository; empty where that folder is absent. Bundled by
// Vite, so that a browser has them too.
declare global {
  interface ImportMeta {
    /** Vite's, whose own types would bring the DOM along. */
    glob<T>(pattern: string, options: { eager: true; import: 'default' }): Record<string, T>
  }
}

/** One COSE_Sign1 of cose-wg/Examples. */
export interface CoseVector {
  readonly title: string
  readonly fail?: boolean
  readonly input: {
    readonly sign0: {
      readonly key: { readonly kty: string; readonly crv: string; readonly x: string; readonly y: string; readonly d: string }
      readonly external?: string
    }
  }
  readonly intermediates: { readonly ToBeSign_hex: string }
  readonly output: { readonly cbor: string }
}

/** One status list of the draft's appendix: all entries 0 but those in `set`. */
export interface StatusListVector {
  readonly source: string
  readonly entries: number
  readonly bits: number
  readonly set: Readonly<Record<string, number>>
  readonly cbor_hex: string
}

export const coseVectors: readonly CoseVector[] = Object.values(
  import.meta.glob<CoseVector>('../../../../../shared/vectors/cose/*.json', { eager: true, import: 'default' }),
)

export const statusListVectors: readonly StatusListVector[] = Object.values(
  import.meta.glob<StatusListVector>('../../../../../shared/vectors/status-list/*.json', { eager: true, import: 'default' }),
)
