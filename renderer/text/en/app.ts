/** The window as a whole. */
export const app = {
  name: 'Styleloom',
  side: 'Picture and inspector',
  toolbar: 'Actions',
  menuBar: 'Application menu',
  about: 'About Styleloom',
  exportOnnx: 'Export ONNX',
  unsaved: 'edited',
  unsavedTip: 'There are changes that are not saved',
  busy: (what: string) => `${what}…`,
  dismiss: 'Dismiss',
  bug: (message: string) => `Something went wrong inside Styleloom: ${message}`,
  bugStep: 'Save your graph under a new name, and please report what you did.',
}
