/**
 * A route as data: who may call it, how urgent it is, how long it may take, how large its body may be, and which refusal becomes which status.
 * No behaviour lives here; platform/http/server.ts carries routes out, and the OpenAPI document, the error catalogue and the authorisation matrix are read off them.
 */
import type { Readable } from 'node:stream'
import type { Static, TObject, TSchema } from 'typebox'
import type { Rung } from '../admission/ladder.ts'
import type { LoadClass } from '../admission/load-class.ts'
import type { Ctx } from '../context.ts'
import type { Refusal, Result } from '../result.ts'

/** The methods routes use. */
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** A file as an answer, instead of JSON. */
export interface FileAnswer {
  readonly contentType: string
  /** A stream for a file that may be long. */
  readonly bytes: Uint8Array | Readable
  /** Name offered for saving; without personal data. */
  readonly fileName: string
}

/** What a handler may use beyond its input: for cookies and raw bodies only. */
export interface Exchange {
  /** The raw body of a route with `rawBody`, limited to bodyBytesMax; otherwise empty. */
  body(): Readable
  /**
   * Asks for the place that the work is done in. Handlers of routes with `rawBody` begin without one and call this when the body is there, so that a slow sender
   * holds none; all others have it already. Throws where there is none to be had: whatever was taken in is to be let go of then.
   */
  enter(): Promise<void>
  readonly remoteAddress: string
  header(name: string): string | undefined
  cookie(name: string): string | undefined
  setCookie(name: string, value: string, maxAgeSeconds: number): void
  clearCookie(name: string): void
  /** Method and absolute URL without query as the caller addressed it (for proofs of possession). */
  readonly method: string
  readonly url: string
}

/** A route with the types of its input `I`, output `O` and refusals `R`. */
export interface RouteDefinition<I extends TObject, O extends TSchema | 'file' | 'empty', R extends Refusal> {
  readonly method: Method
  /** Fastify path; `:name` parts are properties of `input`. For GET and DELETE the other properties come from the query; else from the JSON body (or the query with rawBody). */
  readonly path: `/${string}`
  /** Sentence for the OpenAPI document. */
  readonly summary: string
  /** Any one of these grants opens the route. `anyone` opens it to all. */
  readonly access: readonly string[]
  readonly load: LoadClass
  /** The highest rung of the degradation ladder at which it still answers. Default: by its load class (`rungMaxOfClass`). */
  readonly rungMax?: Rung
  readonly deadlineMs: number
  readonly bodyBytesMax?: number
  /** Content types taken as a raw stream. */
  readonly rawBody?: readonly string[]
  /** Calls a minute from one address (for `anyone`) or one actor. Default: none beyond the general limit. */
  readonly ratePerMinute?: number
  /** Anybody may keep the answer this long; for answers without personal data that hardly change. Default: nobody keeps it. */
  readonly cacheSeconds?: number
  readonly input: I
  readonly output: O
  readonly status?: 200 | 201 | 202 | 204
  readonly refusals: { readonly [C in R['code']]: number }
  handle(
    ctx: Ctx,
    input: Static<I>,
    exchange: Exchange,
  ): Promise<Result<O extends TSchema ? Static<O> : O extends 'file' ? FileAnswer : undefined, R>>
}

/** Any route, its types forgotten: what the server, the generators and the matrix work on. */
export type Route = Omit<RouteDefinition<TObject, TSchema | 'file' | 'empty', Refusal>, 'handle' | 'refusals'> & {
  readonly refusals: Readonly<Record<string, number>>
  handle(ctx: Ctx, input: never, exchange: Exchange): Promise<Result<unknown, Refusal>>
}

/** Declares a route; a refusal code without a status does not compile. */
export function route<I extends TObject, O extends TSchema | 'file' | 'empty', R extends Refusal>(
  definition: RouteDefinition<I, O, R>,
): Route {
  return definition as unknown as Route
}
