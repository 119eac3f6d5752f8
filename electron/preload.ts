/**
 * Runs sandboxed beside the page, and gives it one thing: messages on one channel, which the main process checks
 * one by one. The client of the contract is made in the page: an error that crosses this bridge would lose its name,
 * stack and cause.
 */
import { contextBridge, ipcRenderer } from 'electron'
import type { Bridge } from '../core/contract/bridge'
import { CHANNEL } from '../core/contract/bridge'

const bridge: Bridge = {
  post: (message) => ipcRenderer.send(CHANNEL, message),
  onMessage(listener) {
    ipcRenderer.on(CHANNEL, (_event, message: unknown) => listener(message))
  },
}

contextBridge.exposeInMainWorld('styleloom', bridge)
