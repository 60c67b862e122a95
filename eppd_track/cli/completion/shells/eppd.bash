# Completion of eppd in bash, printed by `eppd completion bash`.
# Put it to use, once, and open a new shell:
#   mkdir -p ~/.local/share/bash-completion/completions
#   eppd completion bash > ~/.local/share/bash-completion/completions/eppd
# or, for this shell alone:  source <(eppd completion bash)
_eppd() {
    local line
    COMPREPLY=()
    while IFS= read -r line; do
        case $line in
            :files) compopt -o default 2> /dev/null ;;
            :folders) compopt -o dirnames 2> /dev/null ;;
            *=)
                compopt -o nospace 2> /dev/null
                COMPREPLY+=("$line")
                ;;
            *) COMPREPLY+=("$line") ;;
        esac
    done < <(
        _EPPD_COMPLETE=bash "${1/#\~\//$HOME/}" "${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" "$COMP_TYPE" 2> /dev/null
    )
}
complete -F _eppd eppd
