/** The Help menu: what one needs when something is wrong. */
export const help = {
  noLogs: 'In a browser no log is kept',
  report: {
    title: 'Report a problem',
    text: 'Nothing is sent by itself. Copy this, leave out what nobody else should see, and send it with a few words on what you did to whoever gave you Styleloom.',
    label: 'What the report says',
    looking: 'Looking…',
    copy: 'Copy',
    copied: 'The report was copied.',
    notCopied: 'The clipboard cannot be written here: select the text and copy it.',
    bugs: 'What went wrong in this window',
    noBugs: 'Nothing that the window knows of.',
    log: 'The newest lines of the log',
  },
  copyVersions: 'Copy',
  versionsCopied: 'The versions were copied.',
  versionsNotCopied: 'The clipboard cannot be written here: select the versions and copy them.',
}
