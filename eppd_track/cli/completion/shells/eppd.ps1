# Completion of eppd in PowerShell, printed by `eppd completion powershell`.
# Put it to use, once, and open a new shell: add this line to the file that $PROFILE names
#   eppd completion powershell | Out-String | Invoke-Expression
# The same line typed at the prompt serves for this shell alone.
Register-ArgumentCompleter -Native -CommandName eppd -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $program = $commandAst.GetCommandName()
    $length = $cursorPosition - $commandAst.Extent.StartOffset
    $line = $commandAst.Extent.Text.PadRight($length).Substring(0, $length)
    $encoding = [Console]::OutputEncoding
    try {
        [Console]::OutputEncoding = [System.Text.Encoding]::UTF8
        $Env:_EPPD_COMPLETE = 'powershell'
        $Env:_EPPD_LINE = $line
        $Env:_EPPD_WORD = $wordToComplete
        & $program 2> $null | ForEach-Object {
            if ($_ -eq ':files' -or $_ -eq ':folders') {
                [System.Management.Automation.CompletionCompleters]::CompleteFilename($wordToComplete)
            } else {
                $text, $shown, $meaning = $_ -split "`t", 3
                [System.Management.Automation.CompletionResult]::new($text, $shown, 'ParameterValue', $meaning)
            }
        }
    } finally {
        Remove-Item 'Env:_EPPD_COMPLETE', 'Env:_EPPD_LINE', 'Env:_EPPD_WORD' -ErrorAction SilentlyContinue
        [Console]::OutputEncoding = $encoding
    }
}
