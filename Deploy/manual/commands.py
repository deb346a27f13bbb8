"""A program's commands and options, from what the program itself says of them."""

import json
import re
import subprocess

import mdoc

# The options that every command has; the frame tells of them once.
_SHARED = "Where things are"


def load(program):
    """The program's command line, as swift-argument-parser describes it."""
    done = subprocess.run(
        [program, "--experimental-dump-help"], check=True, stdout=subprocess.PIPE)
    return json.loads(done.stdout)["command"]


def options(command):
    """The options of a program without commands."""
    return _list(_own(command))


def shared(command):
    """The options that may stand before or after each command."""
    return _list([a for a in _shown(command) if a.get("sectionTitle") == _SHARED])


def commands(command):
    """A section for each command and each command of a command."""
    return [line for lines in _sections(command, []) for line in lines]


def exit_codes(command):
    """`Exit codes: 0 done; 64 usage.`, as the program's help ends."""
    told = re.search(r"Exit codes: (.*)\.", command["discussion"])[1]
    codes = re.findall(r"(\d+) (.+?)(?=[;,] \d+ |$)", told)
    return mdoc.tagged(
        (code, mdoc.prose(meaning[:1].upper() + meaning[1:] + ".")) for code, meaning in codes)


def _sections(command, path):
    for child in command.get("subcommands", []):
        name = child["commandName"]
        if name == "help" or not child.get("shouldDisplay", True):
            continue
        if child.get("subcommands"):
            yield from _sections(child, path + [name])
        else:
            yield _section(child, path + [name])


def _section(command, path):
    name = " ".join(path)
    own = _own(command)
    lines = [f".Ss {name}", f".Nm Ic {mdoc.argument(name)}"]
    for argument in own:
        lines.append((".Op " if argument["isOptional"] else ".") + _synopsis(argument))
    lines += [".Pp"] + mdoc.prose(command["abstract"])
    if command.get("discussion"):
        lines += mdoc.prose(command["discussion"])
    return lines + (_list(own) if own else [])


def _shown(command):
    hidden = ("help", "version")
    return [
        argument for argument in command.get("arguments", [])
        if argument.get("shouldDisplay", True) and argument["valueName"] not in hidden]


def _own(command):
    return [a for a in _shown(command) if a.get("sectionTitle") != _SHARED]


def _names(argument):
    dashes = {"long": "--", "short": "-", "longWithSingleDash": "-"}
    names = sorted(argument["names"], key=lambda name: name["kind"] != "short")
    return [dashes[name["kind"]] + name["name"] for name in names]


def _flag(name):
    """`Fl` writes the first dash itself."""
    return "Fl " + mdoc.literal(name[1:])


def _synopsis(argument):
    value = mdoc.argument(argument["valueName"])
    more = " ..." if argument["isRepeating"] else ""
    if argument["kind"] == "positional":
        return f"Ar {value}{more}"
    name = _flag(_names(argument)[-1])
    return name if argument["kind"] == "flag" else f"{name} Ar {value}{more}"


def _list(arguments):
    return mdoc.tagged((_tag(argument), _body(argument)) for argument in arguments)


def _tag(argument):
    if argument["kind"] == "positional":
        return _synopsis(argument)
    tag = " , ".join(_flag(name) for name in _names(argument))
    return tag + (f" Ar {mdoc.argument(argument['valueName'])}"
                  if argument["kind"] == "option" else "")


def _body(argument):
    lines = mdoc.prose(argument.get("abstract", ""))
    if values := argument.get("allValues"):
        lines += mdoc.prose("One of " + ", ".join(f"`{value}`" for value in values) + ".")
    # What the help says itself, in brackets or words, is not said again.
    if (default := argument.get("defaultValue")) and argument["kind"] == "option":
        lines += mdoc.prose(f"Default `{default}`.")
    return lines
