/* Completion scripts for bash, zsh and fish, made of the tables. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "faces/cli/cli.h"

static const char FORMATS_WORDS[] = "list show lint learn";
static const char SHELL_WORDS[] = "bash zsh fish";

/* Is the value one of some words, or a file? */
static bool has_words(const option_row *o) { return o->value && islower((unsigned char)o->value[0]); }
static bool has_file(const option_row *o) { return o->value && !has_words(o) && strstr(o->value, "FILE"); }

/* The words of a value, "a|b[=FILE]" as "a b". */
static void words(const char *value) {
    for (; *value && *value != '['; value++)
        putchar(strchr("|,", *value) ? ' ' : *value);
}

/* What stands within single quotes; zsh further gives a meaning to brackets and colons. */
static void quoted(const char *text, bool zsh) {
    for (; *text; text++)
        if (*text == '\'')
            printf("'\\''");
        else if (zsh && strchr("[]:", *text))
            printf("\\%c", *text);
        else
            putchar(*text);
}

static void command_names(char between) {
    const command_row *rows;
    size_t count = command_rows(&rows);
    for (size_t i = 0; i < count; i++)
        printf("%s%s", i ? (char[2]){between, 0} : "", rows[i].name);
}

/* ---- bash: an empty answer falls back to file names. */
static void bash_words(const char *value) {
    printf("COMPREPLY=($(compgen -W '");
    words(value);
    printf("' -- \"$word\"));");
}

static bool same(const char *a, const char *b) { return a == b || (a && b && strcmp(a, b) == 0); }

/* Do commands take different values for it? */
static bool differs(const option_row *o) {
    const command_row *rows;
    size_t count = command_rows(&rows);
    for (size_t i = 0; i < count; i++)
        if (takes(&rows[i], o) && !same(value_for(&rows[i], o), o->value))
            return true;
    return false;
}

static void bash_words_by_command(const option_row *o) {
    const command_row *rows;
    size_t count = command_rows(&rows);
    printf("case $command in ");
    for (size_t i = 0; i < count; i++)
        if (takes(&rows[i], o)) {
            printf("%s) ", rows[i].name);
            bash_words(value_for(&rows[i], o));
            printf("; ");
        }
    printf("esac;");
}

static void bash_values(void) {
    const option_row *rows;
    size_t count = option_rows(&rows);
    printf("    case $before in\n");
    for (size_t i = 0; i < count; i++) {
        if (rows[i].value == NULL)
            continue;
        printf("    --%s", rows[i].name);
        if (rows[i].letter)
            printf("|-%c", rows[i].letter);
        printf(") ");
        if (differs(&rows[i]))
            bash_words_by_command(&rows[i]);
        else if (has_words(&rows[i]))
            bash_words(rows[i].value);
        printf(" return;;\n");
    }
    printf("    esac\n");
}

static void bash_options(void) {
    const option_row *all;
    const command_row *rows;
    size_t count = command_rows(&rows), option_count = option_rows(&all);
    for (size_t i = 0; i < count; i++) {
        printf("    %s:-*) COMPREPLY=($(compgen -W '", rows[i].name);
        for (size_t k = 0; k < option_count; k++)
            if (takes(&rows[i], &all[k]))
                printf(" --%s", all[k].name);
        printf("' -- \"$word\"));;\n");
    }
}

static void bash(void) {
    printf("# bash completion for baopan; made by: baopan completion bash\n_baopan() {\n"
           "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command= one\n"
           "    COMPREPLY=()\n"
           "    if [ \"$word\" = = ]; then word=; elif [ \"$before\" = = ]; then before=${COMP_WORDS[COMP_CWORD-2]}; fi\n"
           "    for one in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n        case $one in ");
    command_names('|');
    printf(") command=$one; break;; esac\n    done\n");
    bash_values();
    printf("    case $command:$word in\n");
    bash_options();
    printf("    formats:*) COMPREPLY=($(compgen -W '%s' -- \"$word\"));;\n", FORMATS_WORDS);
    printf("    completion:*) COMPREPLY=($(compgen -W '%s' -- \"$word\"));;\n", SHELL_WORDS);
    printf("    explain:*) COMPREPLY=($(compgen -W \"$(baopan explain 2>/dev/null | cut -d' ' -f1)\" -- \"$word\"));;\n"
           "    :-*) COMPREPLY=($(compgen -W '--help --version --lang --color' -- \"$word\"));;\n"
           "    :*) COMPREPLY=($(compgen -W '");
    command_names(' ');
    printf("' -- \"$word\"));;\n    esac\n}\ncomplete -o default -F _baopan baopan\n");
}

/* ---- zsh */
static void zsh_option(const command_row *c, const option_row *o, baopan_lang lang) {
    printf("            '--%s%s[", o->name, o->value ? "=" : "");
    quoted(o->help[lang], true);
    printf("]");
    if (has_words(o)) {
        printf(":%s:(", o->name);
        words(value_for(c, o));
        printf(")");
    } else if (o->value) {
        printf(":%s:%s", o->name, has_file(o) ? "_files" : " ");
    }
    printf("' \\\n");
}

static void zsh_operands(const command_row *c) {
    if (strcmp(c->name, "formats") == 0)
        printf("            '1:what:(%s)' '*:file:_files';;\n", FORMATS_WORDS);
    else if (strcmp(c->name, "completion") == 0)
        printf("            '1:shell:(%s)';;\n", SHELL_WORDS);
    else if (strcmp(c->name, "explain") == 0)
        printf("            '*:code:($(baopan explain 2>/dev/null | cut -d\" \" -f1))';;\n");
    else
        printf("            '*:file:_files';;\n");
}

static void zsh(baopan_lang lang) {
    const option_row *all;
    const command_row *rows;
    size_t count = command_rows(&rows), option_count = option_rows(&all);
    printf("#compdef baopan\n# zsh completion for baopan; made by: baopan completion zsh\n_baopan() {\n"
           "    local -a commands=(\n");
    for (size_t i = 0; i < count; i++) {
        printf("        '%s:", rows[i].name);
        quoted(rows[i].summary[lang], false);
        printf("'\n");
    }
    printf("    )\n    if (( CURRENT == 2 )); then _describe command commands; return; fi\n"
           "    shift words; (( CURRENT-- ))\n    case $words[1] in\n");
    for (size_t i = 0; i < count; i++) {
        printf("    %s) _arguments \\\n", rows[i].name);
        for (size_t k = 0; k < option_count; k++)
            if (takes(&rows[i], &all[k]))
                zsh_option(&rows[i], &all[k], lang);
        zsh_operands(&rows[i]);
    }
    printf("    esac\n}\nif [ \"$funcstack[1]\" = _baopan ]; then _baopan \"$@\"; else compdef _baopan baopan; fi\n");
}

/* ---- fish */
/* For all commands that take this value for it. */
static void fish_option(const option_row *o, const char *value, baopan_lang lang) {
    const command_row *rows;
    size_t count = command_rows(&rows);
    printf("complete -c baopan -n '__fish_seen_subcommand_from");
    for (size_t i = 0; i < count; i++)
        if (takes(&rows[i], o) && same(value_for(&rows[i], o), value))
            printf(" %s", rows[i].name);
    printf("' -l %s", o->name);
    if (o->letter)
        printf(" -s %c", o->letter);
    if (has_words(o)) {
        printf(" -x -a '");
        words(value);
        printf("'");
    } else if (o->value) {
        printf(has_file(o) ? " -r -F" : " -x");
    }
    printf(" -d '");
    quoted(o->help[lang], false);
    printf("'\n");
}

/* A line for each value that commands take for it. */
static void fish_values(const option_row *o, baopan_lang lang) {
    const command_row *rows;
    size_t count = command_rows(&rows);
    for (size_t i = 0; i < count; i++) {
        bool told = !takes(&rows[i], o);
        for (size_t k = 0; k < i && !told; k++)
            told = takes(&rows[k], o) && same(value_for(&rows[k], o), value_for(&rows[i], o));
        if (!told)
            fish_option(o, value_for(&rows[i], o), lang);
    }
}

static void fish(baopan_lang lang) {
    const option_row *all;
    const command_row *rows;
    size_t count = command_rows(&rows), option_count = option_rows(&all);
    printf("# fish completion for baopan; made by: baopan completion fish\n");
    for (size_t i = 0; i < count; i++) {
        printf("complete -c baopan -n __fish_use_subcommand -f -a %s -d '", rows[i].name);
        quoted(rows[i].summary[lang], false);
        printf("'\n");
    }
    printf("complete -c baopan -n '__fish_seen_subcommand_from formats' -a '%s'\n", FORMATS_WORDS);
    printf("complete -c baopan -n '__fish_seen_subcommand_from completion' -f -a '%s'\n", SHELL_WORDS);
    printf("complete -c baopan -n '__fish_seen_subcommand_from explain' -f "
           "-a '(baopan explain 2>/dev/null | string split -f1 \" \")'\n");
    for (size_t k = 0; k < option_count; k++)
        fish_values(&all[k], lang);
}

int command_completion(const options *o) {
    const char *shell = o->operand_count == 1 ? o->operands[0] : "";
    if (strcmp(shell, "bash") == 0)
        bash();
    else if (strcmp(shell, "zsh") == 0)
        zsh(o->lang);
    else if (strcmp(shell, "fish") == 0)
        fish(o->lang);
    else
        complain(o, "请说明是哪一种：baopan completion bash|zsh|fish", "please say for which shell: baopan completion bash|zsh|fish",
                 shell[0] ? shell : NULL);
    return strstr(SHELL_WORDS, shell) && shell[0] ? EXIT_FINE : EXIT_USAGE;
}
