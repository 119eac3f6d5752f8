/**
 * Runs sandboxed beside the page, and gives it messages on one channel, which the main process checks one by one,
 * and a way to say which dropped file it means without seeing where that lies. The client of the contract is made in the page: an error that crosses this bridge would lose its name,
 * stack and cause.
 */
import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { Bridge } from '../core/contract/bridge'
import { CHANNEL } from '../core/contract/bridge'
import { DROP_CHANNEL } from '../core/contract/dropped'

const bridge: Bridge = {
  post: (message) => ipcRenderer.send(CHANNEL, message),
  onMessage(listener) {
    ipcRenderer.on(CHANNEL, (_event, message: unknown) => listener(message))
  },
  handOver: (file, ticket) =>
    ipcRenderer.send(DROP_CHANNEL, { ticket, path: webUtils.getPathForFile(file as File) }),
}

contextBridge.exposeInMainWorld('styleloom', bridge)
