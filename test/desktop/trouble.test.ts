import { EventEmitter } from 'node:events'
import { describe, expect, test } from 'vitest'
import type { Log } from '../../electron/services/log'
import { createGpuWatch, CRASHES, watchWindow, type Question } from '../../electron/services/trouble'
import { settled } from './window-pipe'

/** A window that can die and hang, and a user who answers when the test says so. */
function watchedWindow() {
  const events = new EventEmitter()
  const done: string[] = []
  const logged: string[] = []
  const questions: { text: string; answer: (button: number) => void }[] = []
  let time = 0
  const log: Log = {
    folder: '',
    info: (text) => logged.push(text),
    bug: (bug) => logged.push(String(bug)),
    tail: () => '',
  }
  const ask = ({ message, buttons }: Question, signal?: AbortSignal): Promise<number> =>
    new Promise((answer) => {
      questions.push({ text: `${message} [${buttons.join(', ')}]`, answer })
      signal?.addEventListener('abort', () => answer(0))
    })
  const contents = {
    on: (event: string, listener: (...args: never[]) => void) =>
      events.on(event, listener as (...args: unknown[]) => void),
    reload() {
      done.push('reload')
      events.emit('did-finish-load')
    },
    forcefullyCrashRenderer() {
      done.push('end')
      events.emit('render-process-gone', {}, { reason: 'killed', exitCode: 9 })
    },
  }
  watchWindow(contents, {
    ask,
    log,
    setAnswering: (answering) => done.push(answering ? 'answers' : 'silent'),
    quit: () => done.push('quit'),
    now: () => time,
  })
  const restarts: string[] = []
  const gpu = createGpuWatch({ ask, log, restartWithoutGpu: () => restarts.push('restart'), now: () => time })
  return {
    done,
    logged,
    questions,
    restarts,
    gpu,
    crash: (reason = 'crashed') => events.emit('render-process-gone', {}, { reason, exitCode: 5 }),
    say: (event: string) => events.emit(event),
    wait: (ms: number) => void (time += ms),
    async answer(button: number) {
      questions.at(-1)?.answer(button)
      await settled()
    },
  }
}

describe('a window that died', () => {
  test('is loaded again, and the log says why', async () => {
    const { crash, done, logged } = watchedWindow()
    crash('oom')
    await settled()
    expect(done).toEqual(['silent', 'reload', 'answers'])
    expect(logged).toEqual(["Error: The window's process ended: oom (exit code 5)"])
  })

  test('is let go when it ended in order', async () => {
    const { crash, done, logged } = watchedWindow()
    crash('clean-exit')
    await settled()
    expect([done, logged]).toEqual([[], []])
  })

  test('and dies again and again is the user’s to decide', async () => {
    const { crash, done, questions, answer } = watchedWindow()
    for (let crashes = 0; crashes < CRASHES.most; crashes++) crash()
    await settled()
    expect(done.filter((what) => what === 'reload')).toHaveLength(CRASHES.most - 1)
    expect(questions.map(({ text }) => text)).toEqual(['Styleloom’s window keeps ending. [Try Again, Quit]'])
    await answer(0)
    expect(done.filter((what) => what === 'reload')).toHaveLength(CRASHES.most)
    crash()
    await answer(1)
    expect(done.at(-1)).toBe('quit')
  })

  test('is loaded again for ever when it dies seldom', async () => {
    const { crash, questions, wait } = watchedWindow()
    for (let crashes = 0; crashes < 20; crashes++) {
      crash()
      wait(CRASHES.spanMs / 2 + 1)
      await settled()
    }
    expect(questions).toEqual([])
  })
})

describe('a window that hangs', () => {
  test('may be waited for: the question goes when it answers again', async () => {
    const { say, done, questions } = watchedWindow()
    say('unresponsive')
    say('unresponsive')
    say('responsive')
    await settled()
    expect(questions.map(({ text }) => text)).toEqual(['Styleloom’s window does not answer. [Wait, Reload]'])
    expect(done).toEqual(['silent', 'silent', 'answers'])
    say('unresponsive')
    expect(questions).toHaveLength(2)
  })

  test('is ended and loaded again, which is no crash', async () => {
    const { say, done, questions, answer } = watchedWindow()
    for (let times = 0; times < CRASHES.most + 1; times++) {
      say('unresponsive')
      await answer(1)
    }
    expect(done.filter((what) => what === 'end')).toHaveLength(CRASHES.most + 1)
    expect(done.filter((what) => what === 'reload')).toHaveLength(CRASHES.most + 1)
    expect(questions.every(({ text }) => text.includes('does not answer'))).toBe(true)
  })

  test('and dies meanwhile is loaded once', async () => {
    const { say, crash, done, answer } = watchedWindow()
    say('unresponsive')
    crash()
    await answer(1)
    expect(done.filter((what) => what !== 'silent')).toEqual(['reload', 'answers'])
  })
})

describe('a graphics process that ends', () => {
  const GONE = { reason: 'crashed', exitCode: 1 }

  test('goes to the log; the third time in five minutes the user is asked, once', async () => {
    const { gpu, logged, questions, restarts, answer } = watchedWindow()
    gpu.ended('GPU', GONE)
    gpu.ended('Utility', GONE)
    gpu.ended('GPU', { reason: 'clean-exit', exitCode: 0 })
    gpu.ended('GPU', GONE)
    expect(questions).toEqual([])
    expect(logged).toHaveLength(3)
    gpu.ended('GPU', GONE)
    gpu.ended('GPU', GONE)
    expect(questions.map(({ text }) => text)).toEqual([
      'The graphics card’s process keeps ending. [Restart Without It, Go On]',
    ])
    await answer(0)
    expect(restarts).toEqual(['restart'])
  })

  test('may go on doing so', async () => {
    const { gpu, restarts, answer } = watchedWindow()
    for (let times = 0; times < CRASHES.most; times++) gpu.ended('GPU', GONE)
    await answer(1)
    expect(restarts).toEqual([])
  })
})
