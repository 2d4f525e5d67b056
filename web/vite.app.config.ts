/**
 * What the three apps' builds share: base path, JSX source, targets. One app = one small config file calling `appConfig`.
 * It must not know what an app contains, and uses no JSX preset: the Preact and the React ones clash, and the built-in transform is enough.
 */
import { fileURLToPath } from 'node:url'
import { defaultClientConditions, type UserConfig } from 'vite'
import { shellHtml } from './shared/shell/shell-html.ts'

export interface AppOptions {
  readonly jsxImportSource: 'preact' | 'react'
  /** Installable, works offline: gets the boot watchdog, a manifest and a service worker. */
  readonly installable: boolean
}

export function appConfig(app: 'resident' | 'scanner' | 'console', { jsxImportSource, installable }: AppOptions): UserConfig {
  const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
  const base = `/${app}/`
  return {
    root: here(app),
    base,
    publicDir: false,
    resolve: { conditions: ['evergate-source', ...defaultClientConditions] },
    oxc: { jsx: { runtime: 'automatic', importSource: jsxImportSource } },
    plugins: installable ? [shellHtml(base)] : [],
    build: {
      outDir: here(`dist/${app}`),
      emptyOutDir: true,
      manifest: true,
      // Phones of 2021 and later; the console runs on office computers.
      target: installable ? ['chrome93', 'safari15.4'] : 'es2022',
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0, // data: URLs would need a wider content security policy
      reportCompressedSize: false,
    },
  }
}
