# Completion of eppd in fish, printed by `eppd completion fish`.
# Put it to use, once, and open a new shell:
#   eppd completion fish > ~/.config/fish/completions/eppd.fish
# or, for this shell alone:  eppd completion fish | source
function __eppd_complete
    set -l words (commandline -opc)
    set -l typed (commandline -ct)
    set -l lead (string match -r -- '^--[^=]*=' "$typed")
    set -l rest (string replace -r -- '^--[^=]*=' '' "$typed")
    for line in (env _EPPD_COMPLETE=fish $words[1] $words[2..-1] "$typed" 2>/dev/null)
        switch $line
            case :files
                printf "$lead%s\n" (__fish_complete_path "$rest")
            case :folders
                printf "$lead%s\n" (__fish_complete_directories "$rest" "")
            case '*'
                printf '%s\n' $line
        end
    end
end
complete -c eppd -e
complete -c eppd -f -k -a '(__eppd_complete)'
