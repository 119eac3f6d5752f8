; Styleloom among the programs that Explorer offers for a .json file ("Open with"), for .loom.json. The default program
; for .json stays what it was. What is written here is taken away again by the uninstaller.

!macro customInstall
  WriteRegNone SHELL_CONTEXT "Software\Classes\.json\OpenWithProgids" "Styleloom.json"
  WriteRegStr SHELL_CONTEXT "Software\Classes\Styleloom.json" "" "Styleloom graph (JSON)"
  WriteRegStr SHELL_CONTEXT "Software\Classes\Styleloom.json\DefaultIcon" "" "$appExe,0"
  WriteRegStr SHELL_CONTEXT "Software\Classes\Styleloom.json\shell\open\command" "" '"$appExe" "%1"'
!macroend

!macro customUnInstall
  DeleteRegValue SHELL_CONTEXT "Software\Classes\.json\OpenWithProgids" "Styleloom.json"
  DeleteRegKey SHELL_CONTEXT "Software\Classes\Styleloom.json"
!macroend
