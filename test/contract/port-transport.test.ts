import { afterEach, expect, test } from 'vitest'
import * as v from 'valibot'
import { connect } from '../../core/contract/client'
import { defineContract, returns, wholeBuffers } from '../../core/contract/define'
import { createPortTransport } from '../../core/contract/port-transport'
import { serve } from '../../core/contract/serve'

const bytes = v.custom<Uint8Array>((value) => value instanceof Uint8Array)
const doubler = defineContract('doubler', {
  double: returns<Uint8Array>({ movesResult: (result) => wholeBuffers([result]) })
    .call(bytes)
    .moving(([input]) => wholeBuffers([input])),
})

const channels: MessageChannel[] = []
afterEach(() => {
  for (const { port1, port2 } of channels.splice(0)) {
    port1.close()
    port2.close()
  }
})

function openChannel() {
  const channel = new MessageChannel()
  channels.push(channel)
  channel.port1.start()
  channel.port2.start()
  const reportBug = (bug: Error): void => {
    throw bug
  }
  const near = createPortTransport(channel.port1)
  serve(doubler, { double: (input) => input.map((value) => 2 * value) }, createPortTransport(channel.port2), {
    reportBug,
  })
  return { near, client: connect(doubler, near, { reportBug }).client }
}

test('carries a contract over a real message channel, with its transfers', async () => {
  const { client } = openChannel()
  const input = new Uint8Array([1, 2, 3])
  expect(await client.double(input)).toEqual(new Uint8Array([2, 4, 6]))
  expect(input.byteLength).toBe(0)
})

test('ends when its owner says that the worker is gone', async () => {
  const { near, client } = openChannel()
  const call = client.double(new Uint8Array(1))
  near.close('the worker was stopped')
  await expect(call).rejects.toThrow('doubler.double was not finished: the worker was stopped')
})
