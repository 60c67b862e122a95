#compdef eppd
# Completion of eppd in zsh, printed by `eppd completion zsh`.
# Put it to use, once, and open a new shell; the folder must be in fpath before compinit runs:
#   mkdir -p ~/.zfunc && eppd completion zsh > ~/.zfunc/_eppd
#   in ~/.zshrc:  fpath+=~/.zfunc; autoload -Uz compinit; compinit
# or, for this shell alone:  source <(eppd completion zsh)
_eppd() {
    local line value meaning
    local -a found shown keys
    for line in "${(@f)$(_EPPD_COMPLETE=zsh "${${(Q)words[1]}/#\~\//$HOME/}" \
        "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2> /dev/null)}"; do
        case $line in
            "") ;;
            :files) compset -P '--[^=]#='; _files; return ;;
            :folders) compset -P '--[^=]#='; _files -/; return ;;
            *)
                value=${line%%$'\t'*} meaning=${line#*$'\t'}
                if [[ $value == *= ]]; then
                    keys+=("$value")
                else
                    found+=("$value")
                    shown+=("$value${meaning:+  -- $meaning}")
                fi
                ;;
        esac
    done
    (( $#keys )) && compadd -U -S '' -a -- keys
    (( $#found )) && compadd -U -V eppd -l -d shown -a -- found
}
if [[ $funcstack[1] == _eppd ]]; then
    _eppd "$@"
else
    compdef _eppd eppd
fi
