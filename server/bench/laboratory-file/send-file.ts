/**
 * Sends a file to a server from a process of its own, so that a bench measures the memory of the receiver alone. Prints the answer's body.
 * Usage: send-file.ts URL FILE CONTENT-TYPE COOKIE
 */
import { createReadStream } from 'node:fs'
import { request } from 'node:http'
import { pipeline } from 'node:stream/promises'

const [url, path, contentType, cookie] = process.argv.slice(2) as [string, string, string, string]
const headers = { cookie, 'x-evergate-request': 'console', 'content-type': contentType }
const sent = request(url, { method: 'POST', headers }, (answer) => answer.pipe(process.stdout))
await pipeline(createReadStream(path), sent)
